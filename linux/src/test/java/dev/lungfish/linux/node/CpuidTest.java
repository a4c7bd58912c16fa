package dev.lungfish.linux.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuidTest {
    @TempDir private Path folder;

    @Test
    void readsFromARecordWhatItWroteThere() throws Exception {
        String text =
                """
                # leaf subleaf eax ebx ecx edx
                00000000 00 0000001b 756e6547 6c65746e 49656e69
                00000007 01 00000030 00000000 00000000 ffffffff
                80000000 00 80000008 00000000 00000000 00000000
                """;
        HostFiles files = HostFiles.in(folder).file(Cpuid.RECORDED, text);

        Cpuid cpuid = Cpuid.read(HostTree.recorded(files.root())).toOptional().orElseThrow();

        assertThat(cpuid.answer(new Leaf(7, 1))).contains(new Registers(0x30, 0, 0, -1));
        assertThat(cpuid.answer(new Leaf(7, 0))).isEmpty();
        assertThat(cpuid.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment\n",
                "1 0 0 0 0\n",
                "1 0 0 0 0 0 0\n",
                "1 0 0 0 0 x\n",
                "1 0 0 0 0 1ffffffff\n",
            })
    void refusesWhatIsNoRecordOfIt(String text) {
        assertThatThrownBy(() -> Cpuid.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMoreLeavesThanAnyProcessorHas() {
        StringBuilder text = new StringBuilder();
        for (int leaf = 0; leaf < 2000; leaf++) {
            text.append(Integer.toHexString(leaf)).append(" 0 0 0 0 0\n");
        }

        assertThatThrownBy(() -> Cpuid.parse(text.toString())).hasMessageContaining("1024 leaves");
    }
}
