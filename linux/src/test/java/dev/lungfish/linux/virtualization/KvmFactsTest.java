package dev.lungfish.linux.virtualization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvmFactsTest {
    @TempDir private Path folder;

    @Test
    void readsFromARecordWhatItWroteThere() throws NotARecordException {
        KvmFacts facts = new KvmFacts(0xd0_0000_006bL, new KvmFacts.Tsc(2_793_438_000L, true));

        assertThat(read(facts.text()).toOptional()).contains(facts);
    }

    @Test
    void knowsNothingWhereTheRecordSaysNothing() throws NotARecordException {
        assertThat(read("# a comment\nlater-word 1\n").toOptional())
                .contains(new KvmFacts(null, null));
    }

    @Test
    void callsWhatIsNoNumberMalformed() throws NotARecordException {
        assertThat(read("tsc-hertz fast\n")).isInstanceOf(Reading.Malformed.class);
    }

    private Reading<KvmFacts> read(String text) throws NotARecordException {
        return KvmFacts.read(
                HostTree.recorded(HostFiles.in(folder).file(KvmFacts.RECORDED, text).root()));
    }
}
