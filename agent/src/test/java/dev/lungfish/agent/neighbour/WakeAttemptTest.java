package dev.lungfish.agent.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.api.SentPackets;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WakeAttemptTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofNanos(1);

    /// Answers in turn, the last answer for ever.
    private static final class Sleeper implements Waker {
        private final Deque<Optional<Reason>> answers = new ArrayDeque<>();
        private SentPackets packets =
                new SentPackets(List.of(ReceivedReason.uncoded("a frame")), List.of());
        private int sent;

        Sleeper answering(String... words) {
            for (String word : words) {
                answers.add(word.isEmpty() ? Optional.empty() : Optional.of(answer(word)));
            }
            return this;
        }

        @Override
        public SentPackets send() {
            sent++;
            return packets;
        }

        @Override
        public Optional<Reason> answers() {
            return answers.size() > 1 ? answers.remove() : answers.element();
        }
    }

    private static Reason answer(String word) {
        return ReceivedReason.uncoded(word);
    }

    @Test
    void sendsUntilTheHostAnswers() throws Exception {
        Sleeper sleeper = new Sleeper().answering("", "", "", "192.0.2.7 port 22");

        WakeAttempt.Result result = awaken(sleeper, LONG);

        assertThat(result)
                .isInstanceOfSatisfying(
                        WakeAttempt.Result.Woken.class,
                        woken -> {
                            assertThat(woken.evidence()).isEqualTo(answer("192.0.2.7 port 22"));
                            assertThat(woken.sendings()).isEqualTo(sleeper.sent).isEqualTo(3);
                        });
    }

    @Test
    void sendsToAHostThatIsAwakeTooSinceItMayBeGoingToSleep() throws Exception {
        Sleeper sleeper = new Sleeper().answering("192.0.2.7 port 22");

        assertThat(awaken(sleeper, LONG))
                .isEqualTo(new WakeAttempt.Result.AwakeAlready(answer("192.0.2.7 port 22")));
        assertThat(sleeper.sent).isEqualTo(1);
    }

    @Test
    void tellsThatAHostStaysSilent() throws Exception {
        Sleeper sleeper = new Sleeper().answering("");

        assertThat(awaken(sleeper, Duration.ofMillis(5)))
                .isInstanceOf(WakeAttempt.Result.Silent.class);
    }

    @Test
    void waitsForNothingWhereNothingCouldBeSent() throws Exception {
        Sleeper sleeper = new Sleeper().answering("");
        sleeper.packets =
                new SentPackets(
                        List.of(), List.of(ReceivedReason.uncoded("a frame: not permitted")));

        assertThat(awaken(sleeper, LONG))
                .isEqualTo(new WakeAttempt.Result.NotSent(sleeper.packets));
    }

    @Test
    void sendsOnceWhereNobodyWaits() throws Exception {
        Sleeper sleeper = new Sleeper().answering("");

        assertThat(awaken(sleeper, Duration.ZERO))
                .isEqualTo(new WakeAttempt.Result.Sent(sleeper.packets));
        assertThat(sleeper.sent).isEqualTo(1);
    }

    @Test
    void endsWhereWhoeverSendsIsNotReachedAnyMore() {
        Waker broken =
                new Waker() {
                    @Override
                    public SentPackets send() throws IOException {
                        throw new IOException("the connection broke");
                    }

                    @Override
                    public Optional<Reason> answers() {
                        return Optional.empty();
                    }
                };

        assertThatThrownBy(
                        () -> new WakeAttempt(broken, LONG, LONG, () -> false).run(LONG, _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("the connection broke");
    }

    private static WakeAttempt.Result awaken(Waker waker, Duration patience) throws IOException {
        return new WakeAttempt(waker, AT_ONCE, AT_ONCE, () -> false).run(patience, _ -> {});
    }
}
