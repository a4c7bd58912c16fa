package dev.lungfish.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.lab.LabException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private final List<String> said = new ArrayList<>();
    private final Script script = new Script("lungfish status", said::add);

    @Test
    void hasItsOutputWholeAndItsErrorsAsTheyCame() {
        script.writing("one\ntw".getBytes(StandardCharsets.UTF_8));
        script.saying("a warning");
        script.writing("o\n".getBytes(StandardCharsets.UTF_8));
        script.ended(3);

        assertThat(script.await(Duration.ZERO)).isEqualTo(new Script.Result(3, "one\ntwo"));
        assertThat(said).containsExactly("a warning");
    }

    @Test
    void saysWhatWasNotDoneInTime() {
        assertThatThrownBy(() -> script.await(Duration.ZERO))
                .isInstanceOf(LabException.class)
                .hasMessage("not done within 0 s in the guest: lungfish status");
        assertThat(script.isOver()).isFalse();
    }

    @Test
    void isLostWithTheMemoryOfItsMachine() {
        script.lost("the guest booted afresh");

        assertThat(script.isOver()).isTrue();
        assertThatThrownBy(() -> script.await(Duration.ZERO))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("the guest booted afresh while it ran: lungfish status");
    }
}
