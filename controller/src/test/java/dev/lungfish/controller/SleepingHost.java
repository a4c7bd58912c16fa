package dev.lungfish.controller;

import dev.lungfish.controller.endpoint.SimulatedHost;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.LeaseHolder;
import dev.lungfish.core.fleet.lease.LeaseHolder.Step;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.reason.ReceivedReason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// A host that does what [LeaseHolder] makes of its controller's answers, in a thread of its own,
/// and remembers what it was told. It sleeps by waiting, and its alarm always works.
final class SleepingHost {
    private static final Outcome SLEPT =
            new Outcome.Slept(
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    new WakeCause(WakeCause.Kind.ALARM, ReceivedReason.uncoded("its alarm")),
                    ReceivedReason.uncoded("it slept"));

    private final SimulatedHost host;
    private final Duration pause;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private LeaseHolder holder = LeaseHolder.NEW;
    private Optional<CheckIn.EndedLease> ended = Optional.empty();

    /// The leases that it was answered.
    final List<Lease> answered = new CopyOnWriteArrayList<>();

    /// The leases for which it slept.
    final List<Lease> slept = new CopyOnWriteArrayList<>();

    /// Whether its very last call was answered with a lease, which it does not sleep for.
    volatile boolean ordered;

    /// What went wrong that a lost connection does not explain.
    final List<Throwable> wrong = new CopyOnWriteArrayList<>();

    /// @param pause between two calls
    SleepingHost(SimulatedHost host, Duration pause) {
        this.host = host;
        this.pause = pause;
        thread = Thread.ofVirtual().name(host.name()).unstarted(this::live);
    }

    void begin() {
        thread.start();
    }

    /// Lets it finish its sleep, and say once more that it is awake.
    void end() {
        end.countDown();
    }

    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    String name() {
        return host.name();
    }

    private void live() {
        CheckIn.Cause cause = CheckIn.Cause.STARTED;
        boolean woken = false;
        boolean last = false;
        pause(); // Not all at once.
        while (!last) {
            last = end.getCount() == 0;
            Step step;
            try {
                step = holder.on(host.checkIn(host.call(cause, ended)));
                ended = Optional.empty();
                cause = CheckIn.Cause.DUE;
                woken = false;
            } catch (IOException _) {
                last = false;
                step = holder.onSilence(Duration.ZERO, woken, "own");
            } catch (Exception e) {
                wrong.add(e);
                step = holder.onSilence(Duration.ZERO, woken, "own");
            }
            switch (step) {
                case Step.Stay(LeaseHolder next, _, _) -> {
                    holder = next;
                    pause();
                }
                case Step.Drain(LeaseHolder next, _, _) -> {
                    holder = next;
                    pause();
                }
                case Step.Refuse(_, var why) -> wrong.add(new AssertionError(why.toString()));
                case Step.Sleep(LeaseHolder next, Lease lease, _) -> {
                    holder = next;
                    answered.add(lease);
                    ordered = last;
                    // The last call only says that it is awake.
                    woken = !last && sleep(lease);
                    cause = woken ? CheckIn.Cause.WOKE : CheckIn.Cause.DUE;
                }
            }
            host.highest = holder.highest();
        }
    }

    private boolean sleep(Lease lease) {
        try {
            boolean may =
                    host.entering(
                                    new Entering(
                                            host.identity(),
                                            lease.id(),
                                            Optional.of(lease.id()),
                                            lease.target(),
                                            Optional.of(lease.length())))
                            .lets(lease);
            if (!may) {
                return false;
            }
        } catch (IOException _) {
            // Nobody answers: it sleeps, as the lease allows.
        } catch (Exception e) {
            wrong.add(e);
            return false;
        }
        slept.add(lease);
        try {
            Thread.sleep(lease.length());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        host.sleeps++;
        ended = Optional.of(CheckIn.EndedLease.of(lease.id(), SLEPT));
        return true;
    }

    private void pause() {
        long most = pause.toMillis();
        try {
            boolean _ =
                    end.await(
                            ThreadLocalRandom.current().nextLong(most / 2, most * 3 / 2),
                            TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
