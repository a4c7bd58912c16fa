package dev.lungfish.controller;

import dev.lungfish.controller.endpoint.SimulatedHost;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.reason.ReceivedReason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A host that does what its controller says, in a thread of its own, and remembers what it was
/// told. It sleeps by waiting, and its alarm always works.
final class SleepingHost {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Outcome SLEPT =
            new Outcome.Slept(
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    new WakeCause(WakeCause.Kind.ALARM, ReceivedReason.uncoded("its alarm")),
                    ReceivedReason.uncoded("it slept"));

    private final SimulatedHost host;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private Optional<CheckIn.EndedLease> ended = Optional.empty();

    /// The leases that it was answered.
    final List<Lease> answered = new CopyOnWriteArrayList<>();

    /// The leases for which it slept.
    final List<Lease> slept = new CopyOnWriteArrayList<>();

    /// What went wrong that a lost connection does not explain.
    final List<Throwable> wrong = new CopyOnWriteArrayList<>();

    SleepingHost(SimulatedHost host) {
        this.host = host;
        thread = Thread.ofPlatform().daemon().name(host.name()).unstarted(this::live);
    }

    void begin() {
        thread.start();
    }

    /// Lets it finish its sleep, and say once more that it is awake.
    void end() throws InterruptedException {
        end.countDown();
        thread.join();
    }

    private void live() {
        CheckIn.Cause cause = CheckIn.Cause.STARTED;
        boolean last = false;
        while (!last) {
            last = end.getCount() == 0;
            try {
                Verdict verdict = host.checkIn(host.call(cause, ended));
                ended = Optional.empty();
                host.highest = verdict.epoch();
                cause = CheckIn.Cause.DUE;
                if (verdict instanceof Verdict.Sleep sleep) {
                    answered.add(sleep.lease());
                    // The last call only says that it is awake.
                    if (!last && sleep(sleep.lease())) {
                        cause = CheckIn.Cause.WOKE;
                    }
                } else {
                    pause(PAUSE);
                }
            } catch (IOException _) {
                last = false;
                pause(PAUSE);
            } catch (Exception e) {
                wrong.add(e);
                pause(PAUSE);
            }
        }
    }

    private boolean sleep(Lease lease) throws Exception {
        try {
            Verdict verdict =
                    host.entering(
                            new Entering(
                                    host.identity(),
                                    lease.id(),
                                    Optional.of(lease.id()),
                                    lease.target(),
                                    Optional.of(lease.length())));
            if (!(verdict instanceof Verdict.Sleep sleep)
                    || !sleep.lease().id().equals(lease.id())) {
                return false;
            }
        } catch (IOException _) {
            // Nobody answers: it sleeps, as the lease allows.
        }
        slept.add(lease);
        pauseWhole(lease.length());
        host.sleeps++;
        ended = Optional.of(CheckIn.EndedLease.of(lease.id(), SLEPT));
        return true;
    }

    private void pause(Duration length) {
        try {
            boolean _ = end.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pauseWhole(Duration length) throws InterruptedException {
        Thread.sleep(length);
    }
}
