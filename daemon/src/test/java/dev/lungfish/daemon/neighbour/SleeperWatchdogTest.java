package dev.lungfish.daemon.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.agent.neighbour.SleeperStore;
import dev.lungfish.api.SentPackets;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.neighbour.SleepNotice;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.neighbour.Watch.WatchRules;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SleeperWatchdogTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final HostIdentity SLEEPER = new HostIdentity("lab2", List.of());
    private static final WatchRules RULES = WatchRules.usual();
    private static final Duration OVERDUE = RULES.grace().plusSeconds(1).negated();

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final BlockingQueue<HostIdentity> woken = new LinkedBlockingQueue<>();
    private volatile Optional<Reason> answer = Optional.empty();
    private volatile SentPackets packets =
            new SentPackets(List.of(ReceivedReason.uncoded("a frame")), List.of());

    @TempDir private Path folder;
    private StateDirectory state;

    private final class Way implements SleeperWatchdog.WayToHosts {
        @Override
        public Optional<Reason> answers(HostIdentity host) {
            return answer;
        }

        @Override
        public SentPackets wake(HostIdentity host) {
            woken.add(host);
            return packets;
        }
    }

    @BeforeEach
    void begin() {
        state = new StateDirectory(folder.resolve("state"), "rwxr-xr-x");
    }

    @Test
    void wakesASleeperThatIsOverdueAndTells() throws Exception {
        try (SleeperWatchdog deadMan = started()) {
            deadMan.sleeping(notice(OVERDUE));

            assertThat(woken.poll(30, TimeUnit.SECONDS)).isEqualTo(SLEEPER);
            awaitLine("a sleeper is overdue, magic packets are sent", "attempt=1", "sent=1");
            assertThat(deadMan.watches())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Watch.Overdue.class,
                            overdue -> assertThat(overdue.attempts()).isEqualTo(1));

            deadMan.seen(SLEEPER, new NeighbourReason.HostSaidAwake());

            awaitLine("a sleeper is back that had to be woken", "attempts=1");
            assertThat(deadMan.watches()).singleElement().isInstanceOf(Watch.Back.class);
        }
    }

    @Test
    void letsASleeperSleepThatIsNotOverdue() throws Exception {
        try (SleeperWatchdog deadMan = started()) {
            deadMan.sleeping(notice(Duration.ofHours(8)));
            awaitLine("expecting a sleeper", "host=lab2");

            deadMan.seen(SLEEPER, new NeighbourReason.HostSaidAwake());

            awaitLine("a sleeper is back", "attempts=0");
            assertThat(woken).isEmpty();
        }
    }

    @Test
    void looksBeforeItWakes() throws Exception {
        answer = Optional.of(new NeighbourReason.HostAnswers("192.0.2.2", 22, false));
        try (SleeperWatchdog deadMan = started()) {
            deadMan.sleeping(notice(OVERDUE));

            awaitLine("a sleeper is back", "192.0.2.2 port 22");
            assertThat(woken).isEmpty();
        }
    }

    @Test
    void tellsThatNothingCouldBeSent() throws Exception {
        packets =
                new SentPackets(
                        List.of(),
                        List.of(ReceivedReason.uncoded("a frame by eth0: not permitted")));
        try (SleeperWatchdog deadMan = started()) {
            deadMan.sleeping(notice(OVERDUE));

            awaitLine("no magic packet could be sent", "not permitted");
        }
    }

    @Test
    void goesOnAfterARestartOfItsOwn() throws Exception {
        new SleeperStore(state).write(List.of(new Watch.Expecting(notice(OVERDUE))));

        try (SleeperWatchdog _ = started()) {
            awaitLine("goes on expecting sleepers", "hosts=1");
            assertThat(woken.poll(30, TimeUnit.SECONDS)).isEqualTo(SLEEPER);
        }

        assertThat(new SleeperStore(state).read())
                .singleElement()
                .isInstanceOf(Watch.Overdue.class);
    }

    @Test
    void promisesNothingThatItCantWriteDown() throws Exception {
        Files.writeString(folder.resolve("state"), "a file where the directory should be");
        try (SleeperWatchdog deadMan = started()) {
            assertThatThrownBy(() -> deadMan.sleeping(notice(Duration.ofHours(1))))
                    .isInstanceOf(StateException.class);
            assertThat(deadMan.watches()).isEmpty();
        }
    }

    private SleeperWatchdog started() {
        SleeperWatchdog deadMan =
                new SleeperWatchdog(
                        new SleeperStore(state),
                        RULES,
                        new Way(),
                        () -> NOW,
                        new Log(log::add, false, () -> NOW));
        deadMan.start();
        return deadMan;
    }

    private static SleepNotice notice(Duration untilPromise) {
        return new SleepNotice(SLEEPER, "3f2a", "mem", NOW, Optional.of(NOW.plus(untilPromise)));
    }

    /// Waits for a line of the log; those before it are passed over.
    private void awaitLine(String... words) throws InterruptedException {
        String line = log.poll(30, TimeUnit.SECONDS);
        while (line != null) {
            if (List.of(words).stream().allMatch(line::contains)) {
                return;
            }
            line = log.poll(30, TimeUnit.SECONDS);
        }
        throw new AssertionError("no line of the log has " + List.of(words));
    }
}
