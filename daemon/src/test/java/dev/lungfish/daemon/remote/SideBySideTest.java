package dev.lungfish.daemon.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.sleep.SleepService;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerSettings;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.PrivateLibvirtd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Asks libvirtd and our program the same on this machine, with unmodified virsh and
/// libvirt-python, and writes down how the answers compare: `target/side-by-side.txt`.
@Timeout(180)
@NeedsProgram(
        value = {
            "virsh",
            "libvirtd",
            "/usr/lib/python3/dist-packages/libvirt.py",
            "/usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so"
        },
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu python3-libvirt")
class SideBySideTest {
    /// What may change between two answers, or is measured twice.
    private static final List<String> MASKED =
            List.of("freecell", "freepages", "nodecpustats", "nodememstats", "nodeinfo", "stats");

    private static final String NO_MACHINE =
            "virsh reads libvirtd's number from the document of a QEMU machine, and there is none"
                    + " here; the call itself is answered the same (python getMaxVcpus)";

    /// Where ours differs on purpose, and why.
    private static final Map<String, String> BETTER =
            Map.ofEntries(
                    Map.entry("virsh uri", "each tells its own socket"),
                    Map.entry(
                            "virsh version --daemon",
                            "names Lungfish and its version: there is no QEMU behind it"),
                    Map.entry(
                            "virsh capabilities",
                            "valid against libvirt's grammar, without guests and labels of QEMU"),
                    Map.entry("virsh nodesuspend mem 60", "tells why it is not supported"),
                    Map.entry("virsh nodesuspend disk 60", "tells why it is not supported"),
                    Map.entry("virsh nodesuspend hybrid 60", "tells why it is not supported"),
                    Map.entry("virsh nodesuspend mem 59", "tells why it is not supported"),
                    Map.entry("virsh nodesuspend mem 0", "tells why it is not supported"),
                    Map.entry("python suspendForDuration(0, 59)", "tells why it is not supported"),
                    Map.entry("virsh maxvcpus", NO_MACHINE),
                    Map.entry("virsh maxvcpus kvm", NO_MACHINE),
                    Map.entry("python getType()", "there is no QEMU behind it"),
                    Map.entry("python getVersion()", "the version of Lungfish"),
                    Map.entry("python suspendForDuration(0, 60)", "tells why it is not supported"));

    private static final List<String> VIRSH =
            List.of(
                    "uri",
                    "hostname",
                    "version --daemon",
                    "capabilities",
                    "nodeinfo",
                    "nodecpumap",
                    "nodecpustats",
                    "nodecpustats --cpu 0",
                    "nodecpustats --cpu 99",
                    "nodememstats",
                    "nodememstats --cell 0",
                    "nodememstats --cell 99",
                    "freecell",
                    "freecell --all",
                    "freecell --cellno 99",
                    "freepages --all",
                    "freepages --cellno 0 --pagesize 4",
                    "freepages --cellno 0 --pagesize 7",
                    "sysinfo",
                    "maxvcpus",
                    "maxvcpus kvm",
                    "maxvcpus nonsense",
                    "cpu-models x86_64",
                    "cpu-models nonsense",
                    "list",
                    "list --all",
                    "domstats",
                    "dominfo none",
                    "node-memory-tune",
                    "nodesuspend mem 59",
                    "nodesuspend mem 0",
                    "nodesuspend mem -1",
                    "nodesuspend nonsense 60",
                    "nodesuspend mem 60",
                    "nodesuspend disk 60",
                    "nodesuspend hybrid 60");

    private static final List<String> PYTHON =
            List.of(
                    "getType()",
                    "getVersion()",
                    "getLibVersion()",
                    "getHostname()",
                    "getInfo()",
                    "getCPUMap()",
                    "getMemoryStats(-1)",
                    "getSecurityModel()",
                    "isSecure()",
                    "isEncrypted()",
                    "isAlive()",
                    "numOfDomains()",
                    "listDomainsID()",
                    "listAllDomains()",
                    "getMaxVcpus(None)",
                    "getCPUModelNames('x86_64')[:3]",
                    "getFreePages([4], 0, 1)",
                    "suspendForDuration(0, 60, 1)",
                    "suspendForDuration(7, 60)",
                    "suspendForDuration(0, 59)",
                    "suspendForDuration(0, 60)",
                    "lookupByName('none')",
                    "lookupByID(7)",
                    "lookupByUUIDString('6695eb01-f6a4-8304-79aa-97f2502e193f')",
                    "numOfDefinedDomains()",
                    "listDefinedDomains()",
                    "getAllDomainStats()",
                    "getMemoryParameters()");

    @TempDir private static Path folder;
    private static PrivateLibvirtd libvirtd;
    private static Server server;
    private static String ours = "";

    @BeforeAll
    static void start() throws Exception {
        libvirtd = PrivateLibvirtd.start(Files.createDirectory(folder.resolve("libvirtd")));
        ObservedHost host = ObservedHost.open(Optional.empty(), Optional.empty());
        StateDirectory state = new StateDirectory(folder.resolve("state"), "rwx------");
        Log log = new Log(line -> {}, true, () -> Instant.EPOCH);
        SleepService service = new SleepService(host.engine(state), List.of(), log);
        service.close("this test puts nothing to sleep");
        Path socket = folder.resolve("ours");
        server =
                Server.start(
                        ServerSettings.of(
                                List.of(
                                        new Listener.Unix(
                                                socket,
                                                PosixFilePermissions.fromString("rw-------"),
                                                null,
                                                false,
                                                10)),
                                List.of(
                                        new HostProgram(
                                                        host,
                                                        1000,
                                                        new NodeSuspend(
                                                                host, service, host.watch(state)),
                                                        HostProgram::open,
                                                        connection -> {})
                                                .program())));
        ours = "qemu+unix:///system?socket=" + socket;
    }

    @AfterAll
    static void end() {
        server.close();
        libvirtd.close();
    }

    @Test
    void answersAsLibvirtdDoesOrBetter() throws Exception {
        List<String> rows = new ArrayList<>();
        List<String> defects = new ArrayList<>();
        for (String command : VIRSH) {
            compare(
                    "virsh " + command,
                    virsh(libvirtd.uri(), command),
                    virsh(ours, command),
                    rows,
                    defects);
        }
        List<String> theirs = python(libvirtd.uri());
        List<String> own = python(ours);
        for (int i = 0; i < PYTHON.size(); i++) {
            compare("python " + PYTHON.get(i), theirs.get(i), own.get(i), rows, defects);
        }

        Files.writeString(
                Path.of(System.getProperty("basedir", "."), "target", "side-by-side.txt"),
                String.join("\n", rows) + "\n");
        assertThat(rows).hasSize(VIRSH.size() + PYTHON.size());
        assertThat(defects).isEmpty();
    }

    private static void compare(
            String call, String theirs, String ours, List<String> rows, List<String> defects) {
        boolean measured =
                MASKED.stream().anyMatch(word -> call.toLowerCase(Locale.ROOT).contains(word));
        boolean same = measured ? mask(theirs).equals(mask(ours)) : theirs.equals(ours);
        if (same) {
            rows.add("%-45s same".formatted(call));
        } else if (BETTER.containsKey(call)) {
            rows.add("%-45s ours better: %s".formatted(call, BETTER.get(call)));
            if (call.contains("uspend")) {
                // More words, and no other kind of error.
                assertThat(ours.substring(0, 30)).as(call).isEqualTo(theirs.substring(0, 30));
            }
        } else {
            rows.add("%-45s differs".formatted(call));
            defects.add(call + "\n--- libvirtd\n" + theirs + "\n--- ours\n" + ours);
        }
    }

    private static String mask(String text) {
        return text.replaceAll("[0-9]+", "N").replaceAll(" +", " ");
    }

    private static String virsh(String uri, String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("virsh", "-c", uri));
        words.addAll(List.of(command.split(" ")));
        return run(words);
    }

    private static List<String> python(String uri) throws Exception {
        StringBuilder script =
                new StringBuilder(
                        """
                        import libvirt, sys
                        libvirt.registerErrorHandler(lambda context, error: None, None)
                        connection = libvirt.open(sys.argv[1])
                        def ask(call):
                            try:
                                print(repr(eval('connection.' + call)))
                            except libvirt.libvirtError as e:
                                print(e.get_error_code(), e.get_error_domain(), e.get_error_level(), e)
                        """);
        PYTHON.forEach(call -> script.append("ask(\"").append(call).append("\")\n"));
        Path file = Files.writeString(folder.resolve("ask.py"), script);
        String told = run(List.of("/usr/bin/python3", file.toString(), uri));
        List<String> answers = told.lines().filter(line -> !line.startsWith("exit ")).toList();
        assertThat(answers).as(told).hasSize(PYTHON.size());
        return answers;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return told + "exit " + process.exitValue();
    }
}
