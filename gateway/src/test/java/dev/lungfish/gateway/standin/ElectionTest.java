package dev.lungfish.gateway.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.frame.Frame.RouterAdvertisement;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Which stand-in answers.
class ElectionTest {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int ROUTER = 77;

    @Test
    void takesOverWhenNobodyBetterIsHeard() {
        Election election = election("10.0.0.1", 100);

        assertThat(election.at(millis(3600))).isEqualTo(Election.Step.NOTHING);
        assertThat(election.answers(millis(3600))).isFalse();
        assertThat(election.at(millis(3610))).isEqualTo(Election.Step.TAKE_OVER);

        election.advertised(millis(3610));
        assertThat(election.answers(millis(3610))).isTrue();
        assertThat(election.at(millis(4000))).isEqualTo(Election.Step.NOTHING);
        assertThat(election.at(millis(4610))).isEqualTo(Election.Step.ADVERTISE);
    }

    @Test
    void staysSilentWhileSomebodyBetterIsHeard() {
        Election election = election("10.0.0.1", 100);

        for (int second = 1; second < 60; second++) {
            election.heard(advertisement("10.0.0.2", 100), millis(second * 1000L));
            assertThat(election.at(millis(second * 1000L + 999))).isEqualTo(Election.Step.NOTHING);
        }
    }

    @Test
    void yieldsToAHigherPriorityAndThenToAHigherAddress() {
        for (RouterAdvertisement better :
                List.of(advertisement("10.0.0.1", 101), advertisement("10.0.0.200", 100))) {
            Election election = master("10.0.0.9");

            election.heard(better, millis(5000));

            assertThat(election.answers(millis(5000))).isFalse();
        }
        Election election = master("10.0.0.200");
        election.heard(advertisement("10.0.0.9", 100), millis(5000));
        assertThat(election.answers(millis(5000))).isTrue();
    }

    @Test
    void hearsNothingOfAnotherRouterAndNothingOfItself() {
        Election election = master("10.0.0.9");

        election.heard(
                new RouterAdvertisement(
                        new MacAddress("00:00:5e:00:01:01"),
                        four("10.0.0.200"),
                        ROUTER + 1,
                        255,
                        INTERVAL),
                millis(4700));
        election.heard(advertisement("10.0.0.9", 200), millis(4700));

        assertThat(election.answers(millis(4700))).isTrue();
    }

    @Test
    void takesOverAtOnceFromOneThatLeaves() {
        Election election = election("10.0.0.1", 100);
        election.heard(advertisement("10.0.0.2", 200), millis(1000));

        election.heard(advertisement("10.0.0.2", 0), millis(2000));

        assertThat(election.at(millis(2610))).isEqualTo(Election.Step.TAKE_OVER);
    }

    @Test
    void resignsWhenItWasStopped() {
        Election election = master("10.0.0.9");

        assertThat(election.answers(millis(4610 + 2000))).isFalse();
        assertThat(election.at(millis(4610 + 2000))).isEqualTo(Election.Step.RESIGN);
        assertThat(election.at(millis(4610 + 2001))).isEqualTo(Election.Step.NOTHING);
    }

    @Test
    void resignsWhenItCannotSend() {
        Election election = master("10.0.0.9");

        election.refused(millis(5000));

        assertThat(election.answers(millis(5000))).isFalse();
    }

    /// Two or three that are stopped, go on, and are cut off from sending, at any moment; what is
    /// sent arrives.
    @Test
    void neverHasTwoThatAnswerAtTheSameTime() {
        int answered = 0;
        for (long seed = 0; seed < 2000; seed++) {
            answered += play(new Random(seed), seed);
        }
        assertThat(answered).as("moments at which one answers").isGreaterThan(100_000);
    }

    private static int play(Random random, long seed) {
        List<Played> all = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            int priority = 1 + random.nextInt(254);
            all.add(new Played("10.0.0." + (1 + i), priority));
        }
        int answered = 0;
        for (long now = 0; now < 60_000; now += 50) {
            for (Played played : all) {
                played.lives(random, now, all);
            }
            Duration moment = millis(now);
            long answering = all.stream().filter(played -> played.answers(moment)).count();
            assertThat(answering).as("seed %d at %s", seed, moment).isLessThanOrEqualTo(1);
            answered += (int) answering;
        }
        return answered;
    }

    private static final class Played {
        final String address;
        final int priority;
        final Election election;
        final List<RouterAdvertisement> queued = new ArrayList<>();
        long stoppedUntil;
        long mutedUntil;

        Played(String address, int priority) {
            this.address = address;
            this.priority = priority;
            this.election = new Election(four(address), ROUTER, priority, INTERVAL, millis(0));
        }

        boolean answers(Duration now) {
            return now.toMillis() >= stoppedUntil && election.answers(now);
        }

        void lives(Random random, long now, List<Played> all) {
            if (now < stoppedUntil) {
                return;
            }
            if (random.nextInt(400) == 0) {
                stoppedUntil = now + random.nextInt(10_000);
                return;
            }
            if (random.nextInt(400) == 0) {
                mutedUntil = now + random.nextInt(10_000);
            }
            Duration moment = millis(now);
            queued.forEach(other -> election.heard(other, moment));
            queued.clear();
            switch (election.at(moment)) {
                case NOTHING, RESIGN -> {}
                case ADVERTISE, TAKE_OVER -> {
                    if (now < mutedUntil) {
                        election.refused(moment);
                        return;
                    }
                    election.advertised(moment);
                    for (Played other : all) {
                        if (other != this) {
                            other.hears(advertisement(address, priority), now);
                        }
                    }
                }
            }
        }

        /// One that runs hears at once; one that is stopped, when it goes on.
        void hears(RouterAdvertisement advertisement, long now) {
            if (now < stoppedUntil) {
                queued.add(advertisement);
            } else {
                election.heard(advertisement, millis(now));
            }
        }
    }

    private static Election election(String address, int priority) {
        return new Election(four(address), ROUTER, priority, INTERVAL, millis(0));
    }

    private static Election master(String address) {
        Election election = election(address, 100);
        election.advertised(millis(4610));
        return election;
    }

    private static RouterAdvertisement advertisement(String from, int priority) {
        return new RouterAdvertisement(
                new MacAddress("00:00:5e:00:01:4d"), four(from), ROUTER, priority, INTERVAL);
    }

    private static Inet4Address four(String address) {
        return (Inet4Address) InetAddress.ofLiteral(address);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
