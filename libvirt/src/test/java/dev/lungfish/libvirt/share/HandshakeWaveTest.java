package dev.lungfish.libvirt.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two thousand hosts dial at once, on a clock of the test's own: a handshake is two steps with an
/// answer of the client between them, a client gives up after its patience and comes again after a
/// wait that grows, and a processor that has begun a step ends it for whoever has gone.
class HandshakeWaveTest {
    private static final int HOSTS = 2000;
    private static final int PROCESSORS = 2;
    private static final int UNDER_WAY = 64;

    /// Of each of the two steps.
    private static final long STEP = millis(25);

    private static final long ANSWER = millis(20);
    private static final long PATIENCE = millis(10_000);
    private static final long IN_LINE = millis(5000);

    /// Handshakes a second.
    private static final double CAPACITY = PROCESSORS * 1e9 / (2 * STEP);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void completesNearlyAsManyAsTheProcessorsCanWhileManyWait(long seed) {
        Wave wave = new Wave(seed, new InTurns());

        wave.runUntil(millis(30_000));

        assertThat(wave.done.size()).isGreaterThan((int) (0.8 * CAPACITY * 30));
        assertThat(wave.mostUnderWay).isBetween(1, UNDER_WAY);
        assertThat(wave.mostInWork).isEqualTo(PROCESSORS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void leavesNobodyOut(long seed) {
        Wave wave = new Wave(seed, new InTurns());

        wave.runUntil(millis((long) (1000 * 3 * HOSTS / CAPACITY)));

        assertThat(wave.done).hasSize(HOSTS);
    }

    /// What others do: everybody is begun with, in the order in which they come.
    @Test
    void wouldCompleteNearlyNothingInALine() {
        Wave wave = new Wave(1, new InOneLine());

        wave.runUntil(millis(30_000));

        assertThat(wave.done.size()).isLessThan((int) (0.4 * CAPACITY * 30));
    }

    @Test
    void resumedSessionsPassTheWaveWithinMoments() {
        Wave wave = new Wave(7, new InTurns());
        wave.runUntil(millis(2000));
        Dial resuming = wave.dial(HOSTS, true);

        wave.runUntil(millis(3000));

        assertThat(wave.done).contains(HOSTS);
        assertThat(resuming.ended - resuming.came).isLessThan(millis(500));
    }

    private static long millis(long count) {
        return Duration.ofMillis(count).toNanos();
    }

    /// One attempt of one host.
    private static final class Dial {
        final int host;
        final boolean resumes;
        final long came;
        final int attempt;
        boolean gone;
        int steps;
        long ended;

        Dial(int host, boolean resumes, long came, int attempt) {
            this.host = host;
            this.resumes = resumes;
            this.came = came;
            this.attempt = attempt;
        }

        Account account() {
            return new Account(Trust.UNAUTHENTICATED, "10.%d".formatted(host));
        }
    }

    /// Who may compute.
    private interface Order {
        List<Dial> begin(Dial dial);

        List<Dial> goOn(Dial dial);

        List<Dial> done(Dial dial);

        List<Dial> end(Dial dial);

        boolean giveUp(Dial dial);

        int inWork();

        int underWay();
    }

    private static final class InTurns implements Order {
        private final StepTurns<Dial> turns =
                new StepTurns<>(PROCESSORS, Division.alike(UNDER_WAY, UNDER_WAY / 2));

        @Override
        public List<Dial> begin(Dial dial) {
            return turns.begin(dial.account(), dial, dial.resumes);
        }

        @Override
        public List<Dial> goOn(Dial dial) {
            return turns.goOn(dial);
        }

        @Override
        public List<Dial> done(Dial dial) {
            return turns.done();
        }

        @Override
        public List<Dial> end(Dial dial) {
            return turns.end(dial.account());
        }

        @Override
        public boolean giveUp(Dial dial) {
            return turns.giveUp(dial.account(), dial);
        }

        @Override
        public int inWork() {
            return turns.inWork();
        }

        @Override
        public int underWay() {
            return (int) turns.underWay();
        }
    }

    /// First come, first served; a server that begins with everybody does not learn who has gone.
    private static final class InOneLine implements Order {
        private final ArrayDeque<Dial> line = new ArrayDeque<>();
        private int inWork;

        private List<Dial> next(Set<Dial> more) {
            line.addAll(more);
            List<Dial> now = new ArrayList<>();
            while (inWork < PROCESSORS && !line.isEmpty()) {
                now.add(line.remove());
                inWork++;
            }
            return now;
        }

        @Override
        public List<Dial> begin(Dial dial) {
            return next(Set.of(dial));
        }

        @Override
        public List<Dial> goOn(Dial dial) {
            return next(Set.of(dial));
        }

        @Override
        public List<Dial> done(Dial dial) {
            inWork--;
            return next(Collections.emptySet());
        }

        @Override
        public List<Dial> end(Dial dial) {
            return List.of();
        }

        @Override
        public boolean giveUp(Dial dial) {
            return false;
        }

        @Override
        public int inWork() {
            return inWork;
        }

        @Override
        public int underWay() {
            return 0;
        }
    }

    /// The hosts, the clock and the processors.
    private static final class Wave {
        private record Event(long at, long number, Runnable what) {}

        private final PriorityQueue<Event> events =
                new PriorityQueue<>(
                        Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
        private final Random random;
        private final Order order;
        private long now;
        private long number;
        final Set<Integer> done = new LinkedHashSet<>();
        int mostInWork;
        int mostUnderWay;

        Wave(long seed, Order order) {
            random = new Random(seed);
            this.order = order;
            for (int i = 0; i < HOSTS; i++) {
                int host = i;
                in(random.nextLong(millis(5000)), () -> arrive(new Dial(host, false, now, 0)));
            }
        }

        Dial dial(int host, boolean resumes) {
            Dial dial = new Dial(host, resumes, now, 0);
            arrive(dial);
            return dial;
        }

        void runUntil(long end) {
            while (!events.isEmpty() && events.peek().at() <= end) {
                Event next = events.remove();
                now = next.at();
                next.what().run();
            }
            now = end;
        }

        private void in(long wait, Runnable what) {
            events.add(new Event(now + wait, number++, what));
        }

        private void arrive(Dial dial) {
            in(
                    IN_LINE,
                    () -> {
                        if (order.giveUp(dial)) {
                            leave(dial);
                        }
                    });
            in(PATIENCE, () -> leave(dial));
            work(order.begin(dial));
        }

        /// The client has lost its patience, or was turned away: it comes again.
        private void leave(Dial dial) {
            if (dial.gone || dial.ended > 0) {
                return;
            }
            dial.gone = true;
            long wait = millis(Math.min(60_000, 5000L << Math.min(4, dial.attempt)));
            in(
                    wait / 2 + random.nextLong(wait),
                    () -> arrive(new Dial(dial.host, dial.resumes, now, dial.attempt + 1)));
        }

        private void work(List<Dial> admitted) {
            for (Dial dial : admitted) {
                in(dial.resumes ? STEP / 5 : STEP, () -> stepped(dial));
            }
            mostInWork = Math.max(mostInWork, order.inWork());
            mostUnderWay = Math.max(mostUnderWay, order.underWay());
        }

        private void stepped(Dial dial) {
            dial.steps++;
            if (dial.gone) {
                work(order.end(dial));
            } else if (dial.steps == (dial.resumes ? 1 : 2)) {
                dial.ended = now;
                boolean _ = done.add(dial.host);
                work(order.end(dial));
            } else {
                in(
                        ANSWER,
                        () -> {
                            if (dial.gone) {
                                work(order.end(dial));
                            } else {
                                work(order.goOn(dial));
                            }
                        });
            }
            work(order.done(dial));
        }
    }
}
