package dev.lungfish.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.reason.Reason.Parameter;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.WakeOnLanMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static String filled(String text, Object value) {
        return Template.parse(text).fill(List.of(new Parameter("x", value)));
    }

    @Test
    void fillsInWhatParametersSay() {
        assertThat(filled("the swap {x} is full", "/swap")).isEqualTo("the swap /swap is full");
        assertThat(filled("{x}", Duration.ofMinutes(90))).isEqualTo("1 h 30 min");
        assertThat(filled("{x}", List.of("sda", "sdb"))).isEqualTo("sda, sdb");
    }

    @Test
    void choosesATextByWhetherThereIsAValue() {
        String text = "failed{x? with {x}|, for no known reason}";

        assertThat(filled(text, Optional.of("EBUSY"))).isEqualTo("failed with EBUSY");
        assertThat(filled(text, Optional.empty())).isEqualTo("failed, for no known reason");
        assertThat(filled(text, false)).isEqualTo("failed, for no known reason");
        assertThat(filled("{x?some}", List.of())).isEmpty();
    }

    @Test
    void choosesATextByTheValueAsWritten() {
        String text = "{x=1?one guest|{x} guests}";

        assertThat(filled(text, 1)).isEqualTo("one guest");
        assertThat(filled(text, 3)).isEqualTo("3 guests");
    }

    @Test
    void bringsRemediesWhereTheTextAsksForThem() {
        ReceivedReason reason = new ReceivedReason("full", List.of(), "it is full", "empty it");

        assertThat(filled("no: {x}", reason)).isEqualTo("no: it is full");
        assertThat(filled("no: {x:remedy}", reason)).isEqualTo("no: it is full (to do: empty it)");
        assertThat(filled("{x:remedy}", List.of(reason, reason)))
                .isEqualTo("it is full (to do: empty it); it is full (to do: empty it)");
    }

    @Test
    void bringsRemediesAlone() {
        ReceivedReason full = new ReceivedReason("full", List.of(), "it is full", "empty it");
        ReceivedReason slow = new ReceivedReason("slow", List.of(), "it is slow", "");

        assertThat(filled("{x:to-do}", List.of(full, slow, full))).isEqualTo("empty it; empty it");
        assertThat(filled("wait{x:to-do?, then {x:to-do}}", full)).isEqualTo("wait, then empty it");
        assertThat(filled("wait{x:to-do?, then {x:to-do}}", slow)).isEqualTo("wait");
    }

    @Test
    void wordsValuesAsTheirBundleDoesAndComparesThemAsTheyAreSpelled() {
        assertThat(filled("{x}", List.of(WakeOnLanMode.MAGIC, WakeOnLanMode.ARP)))
                .isEqualTo("magic packets, ARP requests");
        assertThat(filled("{x:spelling}", WakeOnLanMode.MAGIC)).isEqualTo("g");
        assertThat(filled("{x=g?magic|...}", WakeOnLanMode.MAGIC)).isEqualTo("magic");
        assertThat(filled("{x}", SleepState.STANDBY)).isEqualTo("standby");
    }

    @Test
    void writesDoubledCharactersOnce() {
        assertThat(filled("{{x}} || {x?a||b}", true)).isEqualTo("{x} | a|b");
    }

    @Test
    void namesTheParametersThatItMentions() {
        assertThat(Template.parse("{a?{b}|{c=d?{e}}} {f:remedy}").names())
                .containsExactly("a", "b", "c", "e", "f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "{a", "{a?b", "{a?b|c", "{a:other}", "a}b", "{a=b}"})
    void refusesATextThatIsNotClosedOrNamesNothing(String text) {
        assertThatThrownBy(() -> Template.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAParameterThatIsNotThere() {
        assertThatThrownBy(() -> filled("{y}", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("y");
    }
}
