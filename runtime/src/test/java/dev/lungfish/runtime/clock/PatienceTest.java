package dev.lungfish.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    @Test
    void asksOnceWhereTheAnswerComes() {
        List<String> asked = new ArrayList<>();

        String answer = Patience.SERVICE.ask(deadline -> note(asked, deadline));

        assertThat(answer).isEqualTo("10 s");
        assertThat(asked).containsExactly("10 s");
    }

    @Test
    void asksAgainWhereTheTimeHasPassed() {
        List<String> asked = new ArrayList<>();

        String answer =
                new Patience(SHORT, 3)
                        .ask(deadline -> {
                            assertThat(Pause.of(Duration.ofMinutes(1), SHORT, deadline::passed))
                                    .isTrue();
                            return note(asked, deadline);
                        });

        assertThat(answer).isEqualTo("1 ms; tried 3 times");
        assertThat(asked).containsExactly("1 ms", "1 ms; tried twice", "1 ms; tried 3 times");
    }

    @Test
    void isLongEnoughForABusyHost() {
        assertThat(Patience.SERVICE.whole()).isEqualTo(Duration.ofSeconds(20));
        assertThat(Patience.SERVICE.tries()).isGreaterThan(1);
    }

    @Test
    void refusesNone() {
        assertThatThrownBy(() -> new Patience(Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Patience(SHORT, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String note(List<String> asked, Deadline deadline) {
        asked.add(deadline.inWords());
        return asked.getLast();
    }
}
