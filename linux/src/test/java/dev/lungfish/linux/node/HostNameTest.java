package dev.lungfish.linux.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostNameTest {
    @TempDir private Path folder;

    @Test
    void asksNoResolverForARecord() throws NotARecordException {
        HostFiles.in(folder).file("/proc/sys/kernel/hostname", "localhost-of-nobody\n");

        assertThat(HostName.read(HostTree.recorded(folder)).toOptional())
                .contains("localhost-of-nobody");
    }

    @Test
    void isAbsentWhereARecordHoldsNone() throws NotARecordException {
        HostFiles.in(folder);

        assertThat(HostName.read(HostTree.recorded(folder))).isInstanceOf(Reading.Absent.class);
    }

    @Test
    void hasTheResolverTellTheCanonicalName() {
        assertThat(Resolver.canonicalName("127.0.0.1")).contains("127.0.0.1");
        assertThat(Resolver.canonicalName("no such name")).isEmpty();
    }
}
