package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.share.Account;
import dev.lungfish.libvirt.share.SharedPool;
import dev.lungfish.libvirt.share.Startups;
import dev.lungfish.libvirt.share.StepTurns;
import dev.lungfish.libvirt.tls.HandshakeSteps;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/// Of clients that come at once many would need a handshake at the same time: each sends its first
/// message, and waits for its turn ([StepTurns]) in its own thread. Who got none while its patience
/// lasts is not begun with. One source has at most half of the handshakes under way. Who comes when
/// many are there is turned away: by its source, and by chance. Safe for use by several threads.
final class HandshakeLine {
    private static final int PER_CENT = 100;

    private final ServerLimits limits;
    private final Observer observer;
    private final Startups startups;
    private final SharedPool present;
    private final StepTurns<CompletableFuture<Void>> turns;
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder tooLate = new LongAdder();

    HandshakeLine(ServerLimits limits, Observer observer) {
        this.limits = limits;
        this.observer = observer;
        startups = limits.startups();
        present = new SharedPool(startups.division());
        turns = new StepTurns<>(limits.pace().steps(), limits.handshakesDivision());
    }

    /// Counts one more of a source.
    ///
    /// @return false if it is to be turned away; then it is not counted
    boolean arrive(Account source) {
        int chance = ThreadLocalRandom.current().nextInt(PER_CENT);
        boolean admitted = startups.admits(present.used(), chance) && present.take(source, 1);
        if (!admitted) {
            turnedAway.increment();
        }
        return admitted;
    }

    /// One that was counted has an identity, or is gone.
    void depart(Account source) {
        present.giveBack(source, 1);
    }

    /// The handshake of one that was counted.
    OfClient of(Account source, PendingConnection client) {
        return new OfClient(source, client);
    }

    HandshakeFigures figures() {
        return new HandshakeFigures(
                turns.waiting(), turns.underWay(), turns.inWork(), turnedAway.sum(), tooLate.sum());
    }

    /// Why somebody was turned away as it came.
    String whyTurnedAway(Account source) {
        return "%d clients without a certificate yet are here already, %d of them from %s"
                .formatted(present.used(), present.used(source), source.user());
    }

    private static void admit(List<CompletableFuture<Void>> admitted) {
        admitted.forEach(turn -> turn.complete(null));
    }

    /// Nobody had a turn for it in time.
    static final class TooLateException extends IOException {
        private static final long serialVersionUID = 1;

        private TooLateException(String why) {
            super(why);
        }
    }

    /// For the thread of one connection.
    final class OfClient implements HandshakeSteps, AutoCloseable {
        private final Account source;
        private final PendingConnection client;
        private boolean begun;

        private OfClient(Account source, PendingConnection client) {
            this.source = source;
            this.client = client;
        }

        @Override
        public void begin(boolean resumes, Step step) throws IOException {
            CompletableFuture<Void> turn = new CompletableFuture<>();
            client.standsInLine(true);
            admit(turns.begin(source, turn, resumes));
            if (!isLetIn(turn)) {
                tooLate.increment();
                throw new TooLateException(
                        "others were shaking hands for %d s"
                                .formatted(limits.pace().patience().toSeconds()));
            }
            begun = true;
            client.standsInLine(false);
            carryOut(step);
        }

        private boolean isLetIn(CompletableFuture<Void> turn) {
            try {
                turn.get(limits.pace().patience().toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException _) {
                return !turns.giveUp(source, turn);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return !turns.giveUp(source, turn);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a turn fails never", e);
            }
        }

        @Override
        public void goOn(Step step) throws IOException {
            CompletableFuture<Void> turn = new CompletableFuture<>();
            admit(turns.goOn(turn));
            turn.join();
            carryOut(step);
        }

        /// In a thread of the kernel's: a virtual one that computes keeps its processor from all
        /// others, which carry short calls.
        private void carryOut(Step step) throws IOException {
            Runnable ended = observer.handshakeStep();
            try {
                if (Thread.currentThread().isVirtual()) {
                    elsewhere(step);
                } else {
                    step.carryOut();
                }
            } finally {
                ended.run();
                admit(turns.done());
            }
        }

        private static void elsewhere(Step step) throws IOException {
            FutureTask<Boolean> task =
                    new FutureTask<>(() -> {
                        step.carryOut();
                        return true;
                    });
            try {
                ConnectionThreads.start("libvirt-handshake", task);
            } catch (OutOfMemoryError e) {
                throw new IOException("the system has no further thread for a handshake", e);
            }
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        boolean _ = task.get();
                        return;
                    } catch (InterruptedException _) {
                        interrupted = true; // The step is short, and its place is not free before.
                    }
                }
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException refused -> throw refused;
                    case RuntimeException broken -> throw broken;
                    case Error fatal -> throw fatal;
                    case null, default -> throw new IllegalStateException("a step broke", e);
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /// The handshake is over, well or not.
        @Override
        public void close() {
            if (begun) {
                begun = false;
                admit(turns.end(source));
            }
        }
    }
}
