package dev.lungfish.inventory.cpumap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuModelNamesTest {
    private static final String MAP = "/sys/map/";

    @TempDir private Path folder;

    @Test
    void listsTheModelsOfTheArchitectureAndNotTheirAncestors() throws NotARecordException {
        HostFiles.in(folder)
                .file(
                        MAP + "index.xml",
                        """
                        <cpus>
                          <arch name='x86'><include filename='a.xml'/><include filename='b.xml'/></arch>
                          <arch name='ppc64'><include filename='p.xml'/></arch>
                        </cpus>
                        """)
                .file(MAP + "a.xml", "<cpus><model name='old'><vendor name='A'/></model></cpus>")
                .file(MAP + "b.xml", "<cpus><model name='new'><model name='old'/></model></cpus>")
                .file(MAP + "p.xml", "<cpus><model name='POWER9'></model></cpus>");

        assertThat(names("x86_64")).containsExactly("old", "new");
        assertThat(names("i686")).containsExactly("old", "new");
        assertThat(names("ppc64le")).containsExactly("POWER9");
    }

    @Test
    void saysWhichArchitecturesHaveNoModels() throws NotARecordException {
        HostFiles.in(folder);

        assertThat(of("aarch64")).isEqualTo(new CpuModelNames.Any());
        assertThat(of("riscv64")).isEqualTo(new CpuModelNames.NoProcessors());
        assertThat(of("i386")).isEqualTo(new CpuModelNames.NoSuchArchitecture());
        assertThat(of("x86_64"))
                .isEqualTo(new CpuModelNames.Listed(new Reading.Absent<>(MAP + "index.xml")));
    }

    private List<String> names(String arch) throws NotARecordException {
        return of(arch) instanceof CpuModelNames.Listed(Reading<List<String>> names)
                ? names.toOptional().orElseThrow()
                : List.of();
    }

    private CpuModelNames of(String arch) throws NotARecordException {
        return CpuModelNames.of(HostTree.recorded(folder), MAP, arch);
    }
}
