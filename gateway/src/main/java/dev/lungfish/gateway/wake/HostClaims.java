package dev.lungfish.gateway.wake;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps whoever wakes told which hosts are used, as a level: what failed is said again. One
/// virtual thread for each host that was ever used. Safe for use by several threads.
public final class HostClaims implements AutoCloseable {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final HostWaker waker;
    private final Duration length;
    private final Consumer<Reason> log;
    private final Map<String, Claim> claims = new HashMap<>();

    /// @param length of one claim; it is renewed at half of that
    public HostClaims(HostWaker waker, Duration length, Consumer<Reason> log) {
        this.waker = waker;
        this.length = length;
        this.log = log;
    }

    /// Says whether a host is used. Returns at once.
    public synchronized void want(HostEntry host, boolean used) {
        Claim claim = claims.get(host.name());
        if (claim == null) {
            if (!used) {
                return;
            }
            claim = new Claim(host);
            claims.put(host.name(), claim);
        }
        claim.want(used);
    }

    /// Takes all claims back, and waits for that some seconds at most.
    @Override
    public synchronized void close() {
        claims.values().forEach(Claim::end);
        claims.values().forEach(Claim::join);
        claims.clear();
    }

    private final class Claim {
        private final HostEntry host;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Thread thread;
        private boolean wanted;
        private boolean ending;

        Claim(HostEntry host) {
            this.host = host;
            thread = Thread.ofVirtual().name("claim on " + host.name()).start(this::run);
        }

        void want(boolean used) {
            lock.lock();
            try {
                wanted = used;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        void end() {
            lock.lock();
            try {
                wanted = false;
                ending = true;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        void join() {
            try {
                boolean _ = thread.join(PAUSE_AFTER_FAILURE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private void run() {
            @Nullable Boolean told = null;
            try {
                while (true) {
                    boolean used = await(told);
                    try {
                        if (used) {
                            waker.use(host, length);
                        } else {
                            waker.unused(host);
                        }
                        told = used;
                        if (!used && isEnding()) {
                            return;
                        }
                    } catch (IOException e) {
                        log.accept(
                                new WakeNotice.GatewayClaimFailed(host.name(), FailureWords.of(e)));
                        if (isEnding()) {
                            return;
                        }
                        boolean _ = Pause.of(PAUSE_AFTER_FAILURE, Pause.STEP, this::isEnding);
                    }
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        /// Waits until something is to be said.
        private boolean await(@Nullable Boolean told) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long left = length.dividedBy(2).toNanos();
                while (true) {
                    boolean news = told == null ? wanted || ending : told != wanted || ending;
                    boolean due = told != null && told && left <= 0;
                    if (news || due) {
                        return wanted;
                    }
                    if (told != null && told) {
                        left = changed.awaitNanos(left);
                    } else {
                        changed.await();
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        private boolean isEnding() {
            lock.lock();
            try {
                return ending;
            } finally {
                lock.unlock();
            }
        }
    }
}
