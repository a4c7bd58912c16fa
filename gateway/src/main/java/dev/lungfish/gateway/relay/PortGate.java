package dev.lungfish.gateway.relay;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One port of a host that is waited for: asks whether it answers, and lets those who wait through
/// in their order. For the loop's thread.
final class PortGate {
    /// How often a host that wakes is asked. The kernel would ask again after 1, 3 and 7 seconds.
    private static final Duration STEP = Duration.ofMillis(20);

    /// How long one question may take.
    private static final Duration QUESTION = Duration.ofMillis(500);

    /// How long a connection of one who is let through may take.
    private static final Duration CONNECTION = Duration.ofSeconds(5);

    /// How many connections are made at once for those who are let through.
    private static final int AT_ONCE = 128;

    private final EventLoop loop;
    private final HostGate host;
    private final InetSocketAddress target;
    private final Duration refusedFor;
    private final SequencedSet<Waiter> waiters = new LinkedHashSet<>();
    private final SequencedSet<Waiter> through = new LinkedHashSet<>();
    private final Set<Dial> questions = new HashSet<>();
    private int connecting;
    private boolean asking;
    private Optional<Duration> refusedSince = Optional.empty();

    PortGate(EventLoop loop, HostGate host, InetSocketAddress target, Duration refusedFor) {
        this.loop = loop;
        this.host = host;
        this.target = target;
        this.refusedFor = refusedFor;
    }

    /// Waits until the target answers.
    void add(Waiter waiter) {
        waiters.add(waiter);
        ask();
    }

    /// Waits no more.
    void remove(Waiter waiter) {
        waiters.remove(waiter);
        through.remove(waiter);
    }

    int waiting() {
        return waiters.size();
    }

    /// Asks until nobody waits.
    void ask() {
        if (!asking) {
            asking = true;
            again();
        }
    }

    private void again() {
        if (waiters.isEmpty() && !host.lingers()) {
            asking = false;
            refusedSince = Optional.empty();
            return;
        }
        new Question().begin();
        EventLoop.Alarm _ = loop.after(STEP, this::again);
    }

    /// One attempt to find out whether the target answers.
    private final class Question implements Dial.Answer {
        private @Nullable Dial dial;

        void begin() {
            dial = Dial.begin(loop, target, QUESTION, this);
            if (dial != null) {
                questions.add(dial);
            }
        }

        private void forget() {
            if (dial != null) {
                questions.remove(dial);
            }
        }

        @Override
        public void connected(SocketChannel channel) {
            forget();
            letThrough(channel);
        }

        @Override
        public void failed(boolean refused) {
            forget();
            if (refused) {
                PortGate.this.refused();
            }
        }
    }

    private void refused() {
        host.heard();
        if (refusedSince.isEmpty()) {
            refusedSince = Optional.of(loop.now());
        }
        if (loop.now().minus(refusedSince.get()).compareTo(refusedFor) >= 0) {
            SequencedSet<Waiter> all = new LinkedHashSet<>(waiters);
            waiters.clear();
            refusedSince = Optional.empty();
            all.forEach(Waiter::refused);
        }
    }

    private void letThrough(SocketChannel channel) {
        host.heard();
        host.awake();
        refusedSince = Optional.empty();
        // Those that are still under way would be connections that nobody uses.
        List.copyOf(questions).forEach(Dial::cancel);
        questions.clear();
        through.addAll(waiters);
        waiters.clear();
        connectNext(channel);
    }

    /// Connects as many as may be connected at once.
    private void connectNext(@Nullable SocketChannel made) {
        @Nullable SocketChannel spare = made;
        while (connecting < AT_ONCE && !through.isEmpty()) {
            Waiter next = through.removeFirst();
            if (!next.stillWaits()) {
                continue;
            }
            if (!next.needsChannel()) {
                next.answered(null);
            } else if (spare != null) {
                next.answered(spare);
                spare = null;
            } else {
                connecting++;
                Dial _ = Dial.begin(loop, target, CONNECTION, new Through(next));
            }
        }
        if (spare != null) {
            EventLoop.close(spare);
        }
    }

    /// One who is let through and needs a connection.
    private final class Through implements Dial.Answer {
        private final Waiter waiter;

        Through(Waiter waiter) {
            this.waiter = waiter;
        }

        @Override
        public void connected(SocketChannel channel) {
            connecting--;
            waiter.answered(channel);
            connectNext(null);
        }

        @Override
        public void failed(boolean refused) {
            connecting--;
            if (waiter.stillWaits()) {
                add(waiter);
            }
            connectNext(null);
        }
    }
}
