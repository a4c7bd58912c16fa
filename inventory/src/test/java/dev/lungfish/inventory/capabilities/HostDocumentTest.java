package dev.lungfish.inventory.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.capabilities.CapabilitiesReader;
import dev.lungfish.libvirt.capabilities.CapabilitiesWriter;
import dev.lungfish.libvirt.capabilities.Cell;
import dev.lungfish.libvirt.capabilities.Dialect;
import dev.lungfish.libvirt.capabilities.Host;
import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.Grammar;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.RecordedMachine;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostDocumentTest {
    private static final String CPU = "/sys/devices/system/cpu";
    private static final String LIBVIRTS_GRAMMAR = "/usr/share/libvirt/schemas/capability.rng";
    private static final Path OUR_GRAMMAR =
            Path.of(System.getProperty("lungfish.checkout"), "docs/schema/capabilities.rng");
    private static final PowerManagement POWER_MANAGEMENT =
            new PowerManagement.Probed(Set.of(PowerManagement.Child.values()));

    @TempDir Path folder;

    static List<RecordedMachine> machines() {
        return RecordedMachines.all();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void writesAValidDocumentOfEachRecordedMachine(RecordedMachine machine) throws Exception {
        Grammar grammar = Grammar.load(OUR_GRAMMAR);
        HostDocument document =
                HostDocument.of(HostTree.recorded(machine.path()), POWER_MANAGEMENT);

        for (Dialect dialect : Dialect.values()) {
            String text = CapabilitiesWriter.write(document.document(), dialect);

            assertThat(grammar.problems(text)).as(text).isEmpty();
            assertThat(CapabilitiesReader.read(text).host().cpu())
                    .isEqualTo(document.document().host().cpu());
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    @NeedsProgram(value = LIBVIRTS_GRAMMAR, install = "libvirt0")
    void writesWhatTheGrammarOfLibvirtAccepts(RecordedMachine machine) throws Exception {
        HostDocument document =
                HostDocument.of(HostTree.recorded(machine.path()), POWER_MANAGEMENT);
        String text =
                CapabilitiesWriter.write(document.document(), Dialect.LIBVIRT)
                        .lines()
                        .filter(line -> !line.matches(" *<feature name='[^']*[.].*"))
                        .collect(Collectors.joining("\n"));

        assertThat(Grammar.load(Path.of(LIBVIRTS_GRAMMAR)).problems(text)).as(text).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "laptop-with-everything-fine, x86_64",
        "arm-server-with-s2idle-only, aarch64",
        "raspberry-pi-without-rtc, aarch64",
        "power-server-with-s2idle-only, ppc64le",
        "copied-partition-of-a-power7, ppc64",
        "copied-board-with-armv7, armv7l",
        "mainframe-without-sys-power, s390x",
        "server-with-kernel-3.10-without-swap, x86_64",
        "server-with-kernel-4.4-without-mem-sleep, x86_64",
    })
    void tellsTheArchitecture(String machine, String arch) throws Exception {
        HostDocument document =
                HostDocument.of(
                        HostTree.recorded(RecordedMachines.named(machine).path()),
                        POWER_MANAGEMENT);

        assertThat(document.document().host().cpu().arch()).isEqualTo(arch);
        assertThat(document.warnings()).isEmpty();
    }

    @Test
    void writesLittleOfARecordThatHoldsNothingAndWarnsOfTheArchitecture() throws Exception {
        HostDocument document = document(HostFiles.in(folder));

        Host host = document.document().host();
        assertThat(host.uuid()).isNull();
        assertThat(host.cells()).isEmpty();
        assertThat(host.cpu().features()).isEmpty();
        assertThat(host.cpu().topology()).isNull();
        assertThat(document.warnings())
                .singleElement()
                .asString()
                .startsWith("the record does not tell its architecture");
        assertThat(
                        Grammar.load(OUR_GRAMMAR)
                                .problems(
                                        CapabilitiesWriter.write(
                                                document.document(), Dialect.LIBVIRT)))
                .isEmpty();
    }

    /// util-linux `tests/ts/lscpu/dumps`: cpumap without cpulist, a node with memory only, and more
    /// processors in the mask than are online (s390-lpar-drawer).
    @Test
    void tellsTheProcessorsOfCopiedMachines() throws Exception {
        assertThat(cells("copied-partition-of-a-power7"))
                .containsExactly(List.of(0, 1, 2, 3, 4, 5, 6, 7), List.of());
        assertThat(cells("copied-board-with-armv7")).containsExactly(List.of(0, 1));
    }

    /// util-linux `tests/ts/lscpu/dumps/sparc64`: the numbers are those of the slots.
    @Test
    void tellsTheProcessorsWhereTheyAreNotNumberedFromZero() throws Exception {
        HostFiles files =
                HostFiles.in(folder)
                        .file("/proc/sys/kernel/arch", "sparc64\n")
                        .file(CPU + "/present", "6-7,10\n")
                        .file(CPU + "/online", "6-7,10\n")
                        .file(CPU + "/cpu6/topology/core_id", "0\n")
                        .file(CPU + "/cpu7/topology/core_id", "1\n")
                        .file(CPU + "/cpu10/topology/core_id", "2\n");

        assertThat(numbers(document(files))).containsExactly(List.of(6, 7, 10));
    }

    private static List<List<Integer>> cells(String machine) throws Exception {
        return numbers(
                HostDocument.of(
                        HostTree.recorded(RecordedMachines.named(machine).path()),
                        POWER_MANAGEMENT));
    }

    private static List<List<Integer>> numbers(HostDocument document) {
        return document.document().host().cells().stream()
                .map(cell ->
                        Objects.requireNonNull(cell.cpus()).stream().map(cpu -> cpu.id()).toList())
                .toList();
    }

    @Test
    void makesUpOneCellWhereTheKernelTellsNoNodes() throws Exception {
        HostFiles files =
                HostFiles.in(folder)
                        .file("/proc/sys/kernel/arch", "riscv64\n")
                        .file("/proc/meminfo", "MemTotal:        8000000 kB\nMemFree: 1 kB\n")
                        .file(CPU + "/present", "0-1\n")
                        .file(CPU + "/online", "0-1\n")
                        .file(CPU + "/cpu0/topology/core_id", "0\n")
                        .file(CPU + "/cpu1/topology/core_id", "1\n");

        assertThat(document(files).document().host().cells())
                .containsExactly(
                        new Cell(
                                0,
                                8_000_000L,
                                List.of(),
                                List.of(),
                                List.of(
                                        new Cell.Cpu(0, new Cell.Place(0, 0, null, 0, "0")),
                                        new Cell.Cpu(1, new Cell.Place(0, 0, null, 1, "1")))));
    }

    @Test
    void leavesOutAUuidThatHasNoMeaningAndSaysSo() throws Exception {
        HostFiles files =
                HostFiles.in(folder)
                        .file("/proc/sys/kernel/arch", "x86_64\n")
                        .file("/etc/machine-id", "no machine id\n");

        HostDocument document = document(files);

        assertThat(document.document().host().uuid()).isNull();
        assertThat(document.warnings())
                .containsExactly(
                        "no uuid: /etc/machine-id: malformed: 32 hexadecimal digits expected,"
                                + " found 'no machine id'");
    }

    @Test
    void survivesADirectoryInPlaceOfEachFileThatItReads() throws Exception {
        HostFiles files = HostFiles.in(folder);
        for (String path :
                List.of(
                        "/proc/cpuinfo",
                        "/proc/meminfo",
                        "/proc/sys/kernel/arch",
                        "/sys/kernel/iommu_groups",
                        "/services/cpuid",
                        "/services/kvm",
                        "/etc/passwd",
                        "/etc/machine-id",
                        CPU + "/present",
                        CPU + "/online",
                        CPU + "/cpu0/cache/index3/level",
                        "/sys/devices/system/node/node0/meminfo")) {
            files.directory(path);
        }

        HostDocument document = document(files);

        assertThat(document.document().host().iommu()).isEqualTo(new Host.Iommu(false));
        assertThat(document.warnings()).anyMatch(warning -> warning.contains("/proc/cpuinfo"));
    }

    /// As libvirt 11.3 writes it of `tests/vircaps2xmldata/linux-caches` and
    /// `linux-basic-clusters`; 9.0 wrote neither clusters nor caches of level 2.
    @Test
    void writesClustersAndSecondLevelCachesAsTheInstalledLibvirtDoes() throws Exception {
        HostFiles files =
                HostFiles.in(folder)
                        .file("/proc/sys/kernel/arch", "aarch64\n")
                        .file(CPU + "/present", "0-1\n")
                        .file(CPU + "/online", "0-1\n")
                        .file("/sys/devices/system/node/online", "0\n")
                        .file("/sys/devices/system/node/node0/cpulist", "0-1\n");
        for (int cpu = 0; cpu < 2; cpu++) {
            String own = CPU + "/cpu" + cpu;
            files.directory("/sys/devices/system/node/node0/cpu" + cpu)
                    .file(own + "/topology/physical_package_id", "36\n")
                    .file(own + "/topology/cluster_id", cpu == 0 ? "256\n" : "-1\n")
                    .file(own + "/topology/core_id", cpu + "\n")
                    .file(own + "/topology/thread_siblings_list", cpu + "\n");
            for (int level = 1; level <= 3; level++) {
                String cache = own + "/cache/index" + level;
                files.file(cache + "/level", level + "\n")
                        .file(cache + "/id", (level == 3 ? 0 : cpu) + "\n")
                        .file(cache + "/type", "Unified\n")
                        .file(cache + "/size", (level == 3 ? 8192 : 256) + "K\n")
                        .file(cache + "/shared_cpu_list", (level == 3 ? "0-1" : cpu) + "\n");
            }
        }
        HostTree tree = HostTree.recorded(files.root());

        String newer = text(tree, LibvirtForm.WITH_CLUSTERS);
        assertThat(newer)
                .contains("<topology sockets='1' dies='1' clusters='1' cores='2' threads='1'/>")
                .contains("<cpu id='0' socket_id='36' die_id='0' cluster_id='256' core_id='0'")
                .contains("<cpu id='1' socket_id='36' die_id='0' cluster_id='0' core_id='1'")
                .contains("<bank id='1' level='2' type='both' size='256' unit='KiB' cpus='1'/>")
                .contains("<bank id='0' level='3' type='both' size='8' unit='MiB' cpus='0-1'/>")
                .doesNotContain("level='1'");
        assertThat(Grammar.load(OUR_GRAMMAR).problems(newer)).isEmpty();
        Host host =
                HostDocument.of(tree, POWER_MANAGEMENT, LibvirtForm.WITH_CLUSTERS)
                        .document()
                        .host();
        assertThat(CapabilitiesReader.read(newer).host().cpu()).isEqualTo(host.cpu());
        assertThat(CapabilitiesReader.read(newer).host().cells()).isEqualTo(host.cells());

        assertThat(text(tree, LibvirtForm.WITHOUT_CLUSTERS))
                .contains("<topology sockets='1' dies='1' cores='2' threads='1'/>")
                .doesNotContain("cluster")
                .doesNotContain("level='2'");
    }

    @Test
    void takesTheFormFromTheInstalledGrammar() throws Exception {
        HostFiles files = HostFiles.in(folder).directory("/proc").directory("/sys");
        HostTree machine = HostTree.recorded(files.root());

        assertThat(LibvirtForm.installed(machine)).isEqualTo(LibvirtForm.WITHOUT_CLUSTERS);
        files.file(LIBVIRTS_GRAMMAR, "<attribute name=\"die_id\"><ref name=\"unsignedInt\"/>");
        assertThat(LibvirtForm.installed(machine)).isEqualTo(LibvirtForm.WITHOUT_CLUSTERS);
        files.file(LIBVIRTS_GRAMMAR, "<attribute name=\"cluster_id\"><ref name=\"unsignedInt\"/>");
        assertThat(LibvirtForm.installed(machine)).isEqualTo(LibvirtForm.WITH_CLUSTERS);
    }

    private static String text(HostTree tree, LibvirtForm form) {
        return CapabilitiesWriter.write(
                HostDocument.of(tree, POWER_MANAGEMENT, form).document(), Dialect.LIBVIRT);
    }

    private static HostDocument document(HostFiles files) throws NotARecordException {
        return HostDocument.of(HostTree.recorded(files.root()), POWER_MANAGEMENT);
    }
}
