package dev.lungfish.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.policy.Situation.PowerSource;
import dev.lungfish.core.text.ReasonText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
    @Test
    void readsSituationsWithWhatIsNotKnownLeftEmpty() {
        List<Situation> trace =
                Trace.parse(
                        """
                        # a night
                        at, load, guests, power, blockers
                        2026-11-24T22:00:00+01:00, 12, 3, mains,

                        2026-11-24T22:05:00+01:00, , 0, , backup runs; somebody shuts down
                        """);

        assertThat(trace).hasSize(2);
        assertThat(trace.getFirst().power()).contains(PowerSource.MAINS);
        assertThat(trace.getLast().load()).isEqualTo(OptionalInt.empty());
        assertThat(trace.getLast().power()).isEqualTo(Optional.empty());
        assertThat(trace.getLast().sessions()).isEqualTo(OptionalInt.empty());
        assertThat(trace.getLast().blockers())
                .extracting(ReasonText::sentence)
                .containsExactly("backup runs", "somebody shuts down");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at, lod                             | line 1: unknown column 'lod'",
                "load                                | line 1: the first line names the columns",
                "at, load~2026-11-24, 1              | line 2: a time like",
                "at, load~2026-11-24T22:00:00Z, 101  | line 2: 'load' is a number up to 100",
                "at, load~2026-11-24T22:00:00Z       | line 2: 2 values expected, found 1",
                "at, power~2026-11-24T22:00:00Z, sun | line 2: 'power' is mains or battery",
                "at                                  | no situation in it"
            })
    void namesTheLineThatItDoesNotUnderstand(String text, String message) {
        assertThatThrownBy(() -> Trace.parse(text.replace('~', '\n')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesATimeThatRunsBackwards() {
        assertThatThrownBy(() -> Trace.parse("at\n2026-11-24T22:00:00Z\n2026-11-24T21:59:00Z\n"))
                .hasMessage("line 3: 2026-11-24T21:59Z does not lie after 2026-11-24T22:00Z");
    }
}
