package dev.lungfish.daemon.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.api.SentPackets;
import dev.lungfish.core.neighbour.Introducer;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.neighbour.ScheduledWakes.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ScheduledWakesTest {
    private static final Introducer BY =
            new Introducer(Introducer.Proof.CERTIFICATE, "CN=lab1,O=Example");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /// To give another order meanwhile.
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofHours(20);

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    private final ScheduledWakes wakes =
            new ScheduledWakes(
                    new Log(log::add, true, () -> Instant.parse("2026-01-02T03:04:05Z")));

    @AfterEach
    void end() {
        wakes.close();
    }

    @Test
    void sendsFirstWhenItIsTimeAndThenAgainAndAgainUntilTheEnd() throws Exception {
        long begin = System.nanoTime();
        wakes.add(
                BY,
                "lab1",
                new Times(Duration.ofMillis(300), SECOND, Duration.ofSeconds(4)),
                () -> sending("lab1"));

        assertThat(next()).isEqualTo("lab1");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThan(Duration.ofMillis(300));
        assertThat(next()).isEqualTo("lab1");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(SECOND);
        Thread.sleep(Duration.ofSeconds(4));
        sent.clear();
        assertThat(sent.poll(2, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void letsTheNewestOrderForAHostStandAlone() throws Exception {
        wakes.add(BY, "lab1", new Times(LONG_ENOUGH, SECOND, HOUR), () -> sending("old"));
        wakes.add(BY, "lab1", new Times(LONG_ENOUGH, SECOND, HOUR), () -> sending("new"));
        wakes.add(
                BY, "lab2", new Times(SECOND.multipliedBy(2), LONG, LONG), () -> sending("other"));

        assertThat(List.of(next(), next(), next())).contains("new", "other").doesNotContain("old");
    }

    @Test
    void tellsOnceWhatCannotBeSentAndGoesOn() throws Exception {
        wakes.add(
                BY,
                "lab1",
                new Times(Duration.ZERO, SECOND, HOUR),
                () -> {
                    sent.add("tried");
                    throw new IllegalArgumentException("no interface can broadcast");
                });

        assertThat(List.of(next(), next(), next())).containsOnly("tried");
        assertThat(log)
                .singleElement()
                .asString()
                .startsWith("<4>")
                .contains("host=lab1", "no interface can broadcast");
    }

    @Test
    void tellsWhatWasNotSentOfSeveralPackets() throws Exception {
        wakes.add(
                BY,
                "lab1",
                new Times(Duration.ZERO, LONG, LONG),
                () ->
                        new SentPackets(
                                List.of(ReceivedReason.uncoded("a frame")),
                                List.of(ReceivedReason.uncoded("UDP by eth1: it is down"))));

        assertThat(log.poll(30, TimeUnit.SECONDS)).contains("UDP by eth1: it is down");
    }

    @Test
    void takesNoMoreOrdersThanThereCanBeHosts() {
        Times later = new Times(HOUR, HOUR, HOUR);
        for (int i = 0; i < ScheduledWakes.MOST; i++) {
            wakes.add(Introducer.THE_ROOT, "lab" + i, later, () -> sending("too early"));
        }

        assertThatThrownBy(() ->
                        wakes.add(Introducer.THE_ROOT, "another", later, () -> sending("never")))
                .hasMessageContaining("1024 hosts");
        wakes.add(Introducer.THE_ROOT, "lab0", later, () -> sending("too early"));
    }

    @ParameterizedTest
    @CsvSource({
        "-PT0.001S, PT1S, PT1H",
        "PT2H, PT1S, PT1H",
        "PT0S, PT0.999S, PT1H",
        "PT0S, PT26H, PT1H",
        "PT0S, PT1S, PT26H",
        "PT0S, PT1S, -PT1S",
    })
    void refusesTimesThatNobodyWouldWant(Duration after, Duration every, Duration until) {
        assertThatThrownBy(() -> new Times(after, every, until))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "found from %s on, each %s, until %s".formatted(after, every, until));
    }

    private SentPackets sending(String what) {
        sent.add(what);
        return new SentPackets(List.of(ReceivedReason.uncoded(what)), List.of());
    }

    private String next() throws InterruptedException {
        return String.valueOf(sent.poll(30, TimeUnit.SECONDS));
    }
}
