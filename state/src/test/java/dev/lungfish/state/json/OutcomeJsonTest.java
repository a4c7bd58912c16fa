package dev.lungfish.state.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.judgement.Outcome;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OutcomeJsonTest {
    /// The metrics begin each of them at 0.
    @Test
    void listsAllOutcomesButThatOfADryRun() {
        assertThat(
                        Arrays.stream(Outcome.class.getPermittedSubclasses())
                                .filter(outcome -> outcome != Outcome.WouldSleep.class)
                                .map(OutcomeJsonTest::word))
                .containsExactlyInAnyOrderElementsOf(OutcomeJson.KINDS);
    }

    private static String word(Class<?> outcome) {
        return outcome.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
