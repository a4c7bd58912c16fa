package dev.lungfish.inventory.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.inventory.node.NodeAnswer.Given;
import dev.lungfish.inventory.node.NodeAnswer.Refused;
import dev.lungfish.inventory.node.NodeStatistics.Value;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.PrivateLibvirtd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On the machine that runs the tests, virsh prints of libvirtd what we answer.
@NeedsProgram(
        value = {"libvirtd", "virsh"},
        install = "libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients")
class HostNodeAgainstLibvirtdTest {
    /// Free memory and the processors' times move between two questions.
    private static final long MEMORY_MOVES_KIBIBYTES = 512 * 1024;

    private static final long TIMES_MOVE_NANOS = Duration.ofSeconds(30).toNanos();

    private static @TempDir Path folder;
    private static PrivateLibvirtd libvirtd;

    private final HostNode ours = new HostNode(HostTree.live(), Duration.ZERO);

    @BeforeAll
    static void start() throws Exception {
        libvirtd = PrivateLibvirtd.start(folder);
    }

    @AfterAll
    static void stop() {
        if (libvirtd != null) {
            libvirtd.close();
        }
    }

    @Test
    void tellsTheSameFigures() throws Exception {
        Map<String, String> theirs = table(ask("nodeinfo"));
        NodeInfo info = given(ours.info());

        SoftAssertions both = new SoftAssertions();
        both.assertThat(info.model()).isEqualTo(theirs.get("CPU model"));
        both.assertThat(info.cpus()).isEqualTo(number(theirs, "CPU(s)"));
        both.assertThat(info.sockets()).isEqualTo(number(theirs, "CPU socket(s)"));
        both.assertThat(info.cores()).isEqualTo(number(theirs, "Core(s) per socket"));
        both.assertThat(info.threads()).isEqualTo(number(theirs, "Thread(s) per core"));
        both.assertThat(info.nodes()).isEqualTo(number(theirs, "NUMA cell(s)"));
        both.assertThat(info.memory().bytes() / 1024).isEqualTo(number(theirs, "Memory size"));
        // A frequency that is scaled moves, but there is one or there is none.
        both.assertThat(info.megahertz() > 0).isEqualTo(number(theirs, "CPU frequency") > 0);
        both.assertAll();
    }

    @Test
    void tellsTheSameProcessors() throws Exception {
        Map<String, String> theirs = table(ask("nodecpumap"));
        NodeCpuMap map = given(ours.cpuMap());

        String bits = theirs.getOrDefault("CPU map", "");
        assertThat(map.present()).isEqualTo(number(theirs, "CPUs present"));
        assertThat(map.online().size()).isEqualTo(number(theirs, "CPUs online"));
        for (int processor = 0; processor < map.present(); processor++) {
            assertThat(bits.charAt(processor) == 'y').isEqualTo(map.online().contains(processor));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void tellsTheSameTimesOfProcessors(int processor) throws Exception {
        Map<String, String> theirs =
                table(
                        processor < 0
                                ? ask("nodecpustats")
                                : ask("nodecpustats", "--cpu", String.valueOf(processor)));

        Map<String, Long> times = values(given(ours.cpuStatistics(processor, 4)));

        assertThat(times.keySet()).containsExactly("kernel", "user", "idle", "iowait");
        assertThat(times).hasEntrySatisfying("kernel", near(theirs, "system", TIMES_MOVE_NANOS));
        for (String name : List.of("user", "idle", "iowait")) {
            assertThat(times).hasEntrySatisfying(name, near(theirs, name, TIMES_MOVE_NANOS));
        }
    }

    @Test
    void tellsTheSameMemory() throws Exception {
        Map<String, String> theirs = table(ask("nodememstats"));
        Map<String, Long> memory = values(given(ours.memoryStatistics(-1, 4)));

        assertThat(memory.keySet()).containsExactly("total", "free", "buffers", "cached");
        assertThat(memory).containsEntry("total", number(theirs, "total"));
        assertThat(memory).hasEntrySatisfying("free", near(theirs, "free", MEMORY_MOVES_KIBIBYTES));
        assertThat(memory)
                .hasEntrySatisfying("cached", near(theirs, "cached", MEMORY_MOVES_KIBIBYTES));

        Map<String, String> theirCell = table(ask("nodememstats", "--cell", "0"));
        Map<String, Long> cell = values(given(ours.memoryStatistics(0, theirCell.size())));
        assertThat(cell.keySet()).isEqualTo(theirCell.keySet());
        assertThat(cell).containsEntry("total", number(theirCell, "total"));
    }

    @Test
    void tellsTheSameFreeMemory() throws Exception {
        long theirs = number(table(ask("freecell")), "Total");
        long theirCell = number(table(ask("freecell", "--cellno", "0")), "0");

        assertThat(given(ours.freeMemory()).bytes() / 1024)
                .isCloseTo(theirs, within(MEMORY_MOVES_KIBIBYTES));
        assertThat(given(ours.cellsFreeMemory(0, 1)))
                .singleElement()
                .extracting(ByteCount::bytes)
                .satisfies(bytes ->
                        assertThat(bytes / 1024)
                                .isCloseTo(theirCell, within(MEMORY_MOVES_KIBIBYTES)));
    }

    @Test
    void tellsTheSameFreePages() throws Exception {
        String[] node = ask("freepages", "--all").strip().split("\n\n", -1)[0].split("\n", -1);
        assertThat(node[0]).isEqualTo("Node 0:");
        for (int i = 1; i < node.length; i++) {
            String[] line = node[i].split("KiB: ", -1);
            long size = Long.parseLong(line[0]);

            assertThat(given(ours.freePages(List.of(size), 0, 1)))
                    .singleElement()
                    .satisfies(pages ->
                            assertThat(pages * size)
                                    .isCloseTo(
                                            Long.parseLong(line[1]) * size,
                                            within(MEMORY_MOVES_KIBIBYTES)));
        }
    }

    @Test
    void tellsTheSameNames() throws Exception {
        assertThat(given(ours.hostName())).isEqualTo(ask("hostname").strip());
        assertThat(ask("capabilities"))
                .contains("<model>" + given(ours.securityModel()).model() + "</model>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "i686", "ppc64", "ppc64le"})
    void namesTheSameModels(String arch) throws Exception {
        assertThat(given(ours.cpuModels(arch)))
                .isEqualTo(ask("cpu-models", arch).strip().lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"aarch64", "armv7l", "armv6l", "armv7b", "s390", "s390x"})
    void acceptsAnyModelWhereLibvirtdDoes(String arch) throws Exception {
        assertThat(ask("cpu-models", arch).strip()).isEqualTo("all CPU models are accepted");
        assertThat(given(ours.cpuModels(arch))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"riscv64", "mips64el", "loongarch64", "i386", "none", "bogus"})
    void refusesTheSameArchitectures(String arch) throws Exception {
        assertThat(refusal(ours.cpuModels(arch))).isEqualTo(theirError("cpu-models", arch));
    }

    @Test
    void refusesInTheSameWords() throws Exception {
        SoftAssertions both = new SoftAssertions();
        both.assertThat(refusal(ours.cpuStatistics(4711, 4)))
                .isEqualTo(theirError("nodecpustats", "--cpu", "4711"));
        both.assertThat(refusal(ours.cpuStatistics(-2, 0)))
                .isEqualTo(theirError("nodecpustats", "--cpu", "-2"));
        both.assertThat(refusal(ours.memoryStatistics(4711, 0)))
                .isEqualTo(theirError("nodememstats", "--cell", "4711"));
        both.assertThat(refusal(ours.memoryStatistics(-2, 0)))
                .isEqualTo(theirError("nodememstats", "--cell", "-2"));
        both.assertThat(refusal(ours.cellsFreeMemory(4711, 1)))
                .isEqualTo(theirError("freecell", "--cellno", "4711"));
        both.assertThat(refusal(ours.freePages(List.of(8L), 0, 1)))
                .isEqualTo(theirError("freepages", "--cellno", "0", "--pagesize", "8K"));
        both.assertThat(refusal(ours.freePages(List.of(4L), 4711, 1)))
                .isEqualTo(theirError("freepages", "--cellno", "4711", "--pagesize", "4K"));
        both.assertThat(refusal(ours.maximumVcpus(Optional.of("xen"))))
                .isEqualTo(theirError("maxvcpus", "--type", "xen"));
        both.assertAll();
    }

    @Test
    void tellsTheSameFirmwareOrThatThereIsNone() throws Exception {
        PrivateLibvirtd.Answer theirs = libvirtd.virsh("sysinfo");
        switch (ours.sysinfo()) {
            case Given<String>(String document) ->
                    assertThat(document.strip()).isEqualTo(theirs.text().strip());
            case Refused<String>(Refusal refusal) ->
                    assertThat(refusal.message()).isEqualTo(theirError("sysinfo"));
        }
    }

    private static String ask(String... words) throws Exception {
        PrivateLibvirtd.Answer answer = libvirtd.virsh(words);
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        return answer.text();
    }

    /// virsh's own line stands above that of libvirt.
    private static String theirError(String... words) throws Exception {
        PrivateLibvirtd.Answer answer = libvirtd.virsh(words);
        assertThat(answer.exitCode()).as(answer.text()).isPositive();
        return answer.text().strip().lines().toList().getLast().replaceFirst("^error: ", "");
    }

    private static <T> T given(NodeAnswer<T> answer) {
        return switch (answer) {
            case Given<T>(T value) -> value;
            case Refused<T>(Refusal refusal) -> throw new AssertionError(refusal.message());
        };
    }

    private static String refusal(NodeAnswer<?> answer) {
        return answer instanceof Refused<?>(Refusal refusal)
                ? refusal.message()
                : "no refusal: " + answer;
    }

    /// Lines of a name, a colon and a value, whose unit is left out.
    private static Map<String, String> table(String text) {
        Map<String, String> table = new LinkedHashMap<>();
        text.lines()
                .filter(line -> line.indexOf(':') > 0)
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    table.put(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip().split(" ", -1)[0]);
                });
        return table;
    }

    private static long number(Map<String, String> table, String name) {
        assertThat(table).containsKey(name);
        return Long.parseLong(table.get(name));
    }

    private static java.util.function.Consumer<Long> near(
            Map<String, String> table, String name, long moves) {
        return value -> assertThat(value).isCloseTo(number(table, name), within(moves));
    }

    private static Map<String, Long> values(NodeStatistics statistics) {
        return statistics.values().stream()
                .collect(
                        Collectors.toMap(
                                Value::field, Value::value, (a, _) -> a, LinkedHashMap::new));
    }
}
