package dev.lungfish.core.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class WakeOnLanTest {
    @Test
    void spellsModesAsEthtoolDoes() {
        assertThat(WakeOnLan.letters(WakeOnLan.modesOfBits(0x2f))).isEqualTo("pumbg");
        assertThat(WakeOnLan.letters(WakeOnLan.modesOfLetters("gbmup"))).isEqualTo("pumbg");
        assertThat(WakeOnLan.letters(Set.of())).isEqualTo("d");
    }

    @Test
    void leavesBitsOfANewerKernelOut() {
        assertThat(WakeOnLan.modesOfBits(0x7fff_ff20)).containsExactly(WakeOnLanMode.MAGIC);
    }

    @Test
    void takesDForNoMode() {
        assertThat(WakeOnLan.modesOfLetters("d")).isEmpty();
    }

    @Test
    void refusesALetterThatEthtoolDoesNotHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> WakeOnLan.modesOfLetters("gx"));
        assertThatIllegalArgumentException().isThrownBy(() -> WakeOnLan.modesOfLetters("gd"));
    }
}
