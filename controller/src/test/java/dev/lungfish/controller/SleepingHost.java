package dev.lungfish.controller;

import dev.lungfish.controller.endpoint.SimulatedHost;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.LeaseHolder;
import dev.lungfish.core.fleet.lease.LeaseHolder.Step;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// A host that does what [LeaseHolder] makes of its controller's answers, in a thread of its own,
/// and remembers what it was told. It sleeps by waiting, and its alarm always works, unless a test
/// wants that nothing wakes it.
final class SleepingHost {
    private static final Outcome SLEPT =
            new Outcome.Slept(
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    new WakeCause(WakeCause.Kind.ALARM, ReceivedReason.uncoded("its alarm")),
                    ReceivedReason.uncoded("it slept"));

    /// The answers after which the controller knows no more than before.
    private static final Set<String> NOT_BELIEVED =
            Set.of("call-too-late", "lease-under-way", "lease-stale");

    private final SimulatedHost host;
    private final Duration pause;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch said = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private final Semaphore packets = new Semaphore(0);
    private volatile boolean gone;
    private LeaseHolder holder = LeaseHolder.NEW;
    private Optional<CheckIn.EndedLease> ended = Optional.empty();

    /// Whether neither its alarm nor packets wake it.
    volatile boolean deaf;

    /// The leases that it was answered.
    final List<Lease> answered = new CopyOnWriteArrayList<>();

    /// The leases for which it slept.
    final List<Lease> slept = new CopyOnWriteArrayList<>();

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

    /// Lets it finish its sleep, and stay awake from then on, as it has a guest. It goes on
    /// calling.
    void end() {
        end.countDown();
    }

    /// Somebody sends it packets: if it sleeps, it wakes.
    void wake() {
        packets.release();
    }

    /// Waits until it was believed that it is awake.
    void awaitSaid() throws InterruptedException {
        said.await();
    }

    /// Lets it say so once more, and then call no more.
    void stop() {
        stop.countDown();
    }

    void awaitStop() throws InterruptedException {
        thread.join();
    }

    String name() {
        return host.name();
    }

    /// Ends it as it is, whatever the controller believes, and waits for that.
    void leave() throws InterruptedException {
        gone = true;
        end.countDown();
        stop.countDown();
        thread.join();
    }

    private void live() {
        CheckIn.Cause cause = CheckIn.Cause.STARTED;
        boolean woken = false;
        boolean over = false;
        pause(); // Not all at once.
        while (!over && !gone) {
            boolean last = stop.getCount() == 0;
            host.hasGuest = end.getCount() == 0;
            Step step;
            boolean answer = false;
            try {
                step = holder.on(host.checkIn(host.call(cause, ended)));
                answer = true;
                ended = Optional.empty();
                cause = CheckIn.Cause.DUE;
                woken = false;
            } catch (IOException _) {
                step = holder.onSilence(Duration.ZERO, woken, "own");
            } catch (Exception e) {
                wrong.add(e);
                step = holder.onSilence(Duration.ZERO, woken, "own");
            }
            switch (step) {
                case Step.Stay(LeaseHolder next, _, Reason why) -> {
                    holder = next;
                    if (answer && host.hasGuest && isBelieved(why)) {
                        said.countDown();
                        over = last;
                    }
                    if (!over) {
                        pause();
                    }
                }
                case Step.Drain(LeaseHolder next, _, _) -> {
                    holder = next;
                    pause();
                }
                case Step.Refuse(_, var why) -> wrong.add(new AssertionError(why.toString()));
                case Step.Sleep(LeaseHolder next, Lease lease, _) -> {
                    holder = next;
                    answered.add(lease);
                    if (host.hasGuest) {
                        wrong.add(new AssertionError("it has a guest, and got " + lease));
                    }
                    woken = sleep(lease);
                    cause = woken ? CheckIn.Cause.WOKE : CheckIn.Cause.DUE;
                }
            }
            host.highest = holder.highest();
        }
    }

    /// Whether the controller takes it for awake now. A call that it may have sent before an order
    /// or a sleep proves nothing: then it is to call again.
    private static boolean isBelieved(Reason why) {
        return !NOT_BELIEVED.contains(why.code());
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
            packets.drainPermits();
            boolean _ = packets.tryAcquire(lease.length().toMillis(), TimeUnit.MILLISECONDS);
            while (deaf && !end.await(100, TimeUnit.MILLISECONDS)) {
                // It stays away.
            }
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
                    (host.hasGuest ? stop : end)
                            .await(
                                    ThreadLocalRandom.current().nextLong(most / 2, most * 3 / 2),
                                    TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
