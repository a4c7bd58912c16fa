package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.EventListener;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The daemon as a process of its own on a machine whose kernel is played, and unmodified clients
/// of libvirt against it.
@Timeout(90)
@NeedsProgram(
        value = {"virsh", "openssl", "/usr/lib/python3/dist-packages/libvirt.py"},
        install = "libvirt-clients openssl python3-libvirt")
class DaemonTest {
    private static final String LAPTOP = "laptop-with-everything-fine";
    private static final String CONFIGURATION = "/etc/lungfish/lungfish.toml";
    private static final String STATE = "/sys/power/state";

    private static String kept = "";

    @TempDir private Path folder;
    private PlayedMachine machine;
    private String told = "";

    @BeforeAll
    static void testTheRtcOnce(@TempDir Path folder) throws Exception {
        try (PlayedMachine first = PlayedMachine.untested(LAPTOP, folder).play("promised")) {
            assertThat(first.run("suspend", "mem", "--for", "60s").code()).isZero();
            kept = first.read("/var/lib/lungfish/rtc-tests.json");
        }
    }

    @BeforeEach
    void begin() throws Exception {
        machine = PlayedMachine.tested(LAPTOP, folder, kept).play("promised");
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "hostname --help,                  NAME",
        "version --daemon,                 Using API: Lungfish 9.0.0",
        "capabilities,                     <suspend_mem/>",
        "nodeinfo,                         x86_64",
        "nodecpumap,                       CPUs present:",
        "nodememstats,                     16113480",
        "freecell --all,                   Total:",
        "maxvcpus,                         16",
        "list --all,                       State",
        "event --event lifecycle --timeout 1,      events received: 0"
    })
    void answersVirsh(String command, String words) throws Exception {
        serve();

        Told told = virsh(socket("libvirt-sock"), command);

        assertThat(told.code()).as(told.out()).isEqualTo(command.startsWith("event") ? 1 : 0);
        assertThat(told.out()).contains(words);
    }

    @Test
    void sleepsForVirshAfterTheAnswerAndKeepsTheOutcome() throws Exception {
        serve("delay = '1s'");

        Told told = virsh(socket("libvirt-sock"), "nodesuspend mem 60");

        assertThat(told.code()).as(told.out()).isZero();
        assertThat(machine.run("status").out()).contains("scheduled", "virNodeSuspendForDuration");
        awaitIdle();
        assertThat(machine.run("history").out())
                .contains("mem", "1 min", "slept", "woken by the alarm of rtc0");
        assertThat(virsh(socket("libvirt-sock"), "nodeinfo").code())
                .as("clients connect again after the sleep")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "59,          invalid argument: Suspend duration is too short",
        "0,           invalid argument: Suspend duration is too short",
        "-1,          Invalid duration",
        "10000000000, invalid argument: Suspend duration is too long"
    })
    void refusesDurationsThatCannotBePromised(String seconds, String words) throws Exception {
        serve();

        Told told = virsh(socket("libvirt-sock"), "nodesuspend mem " + seconds);

        assertThat(told.code()).isEqualTo(1);
        assertThat(told.out()).contains(words);
        assertThat(machine.run("history").out()).contains("no request was accepted");
    }

    @Test
    void refusesASecondSleepAndNamesTheFirst() throws Exception {
        serve("delay = '60s'");
        assertThat(virsh(socket("libvirt-sock"), "nodesuspend mem 60").code()).isZero();

        Told told = virsh(socket("libvirt-sock"), "nodesuspend disk 59");

        assertThat(told.code()).isEqualTo(1);
        assertThat(told.out())
                .contains(
                        "Requested operation is not valid: Suspend operation already in progress",
                        "mem for 1 min");
    }

    @Test
    void refusesToSleepWithANameAndAReasonWhereSomethingKeepsTheHostAwake() throws Exception {
        machine.write("/services/blockers.d/backup", "1\nruns until noon\n");
        serve();

        Told told = virsh(socket("libvirt-sock"), "nodesuspend mem 60");

        assertThat(told.code()).as(told.out()).isEqualTo(1);
        assertThat(told.out())
                .contains("Requested operation is not valid: ", "backup", "runs until noon");
    }

    @Test
    void letsReadOnlyClientsLookAndNotAct() throws Exception {
        serve();

        assertThat(virsh(socket("libvirt-sock-ro"), "-r nodeinfo").code()).isZero();
        Told told = python(socket("libvirt-sock-ro"), "True", "c.suspendForDuration(0, 60)");
        assertThat(told.out()).contains("read only access prevents virNodeSuspendForDuration");
        Told rough = python(socket("libvirt-sock-ro"), "False", "c.suspendForDuration(0, 60)");
        assertThat(rough.out()).contains("29 20 operation forbidden: read only access prevents");
        Told ours = machine.run("--connect", ourUri("libvirt-sock-ro"), "cancel");
        assertThat(ours.code()).isEqualTo(1);
        assertThat(ours.err()).contains("read only access prevents lungfishCancel");
    }

    @Test
    void isFoundByLibvirtsRuleForItsOwnUri() throws Exception {
        serve();

        assertThat(machine.exists("/run/libvirt/virtlungfishd-sock")).isTrue();
        assertThat(machine.exists("/run/libvirt/virtlungfishd-sock-ro")).isTrue();
        assertThat(virsh("lungfish+unix:///system?socket=" + file("libvirt-sock"), "uri").out())
                .contains("lungfish+unix:///system");
        Told other = virsh("xen+unix:///system?socket=" + file("libvirt-sock"), "uri");
        assertThat(other.out()).contains("no connection driver available for xen:///system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec"})
    void letsClientsWithTheRightNameInOverTls(String kind) throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), kind);
        serve(
                "[daemon]",
                "tls = '127.0.0.1:0'",
                "tls_certificate = '" + pki.resolve("servercert.pem") + "'",
                "tls_key = '" + pki.resolve("serverkey.pem") + "'",
                "tls_authority = '" + pki.resolve("cacert.pem") + "'",
                "tls_allowed = ['CN=tester,*']");
        String port = port();
        String uri = "qemu+tls://localhost:" + port + "/system?pkipath=" + pki;

        Told told = virsh(uri, "nodeinfo");

        assertThat(told.code()).as(told.out()).isZero();
        assertThat(
                        machine.run(
                                        "--connect",
                                        "lungfish+tls://localhost:"
                                                + port
                                                + "/system?pkipath="
                                                + pki,
                                        "status")
                                .out())
                .contains("no request runs");
        assertThat(python(uri, "False", "c.isSecure()").out()).contains("1");
    }

    @Test
    void turnsClientsWithAnotherNameAwayOverTls() throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        serve(
                "[daemon]",
                "tls = '127.0.0.1:0'",
                "tls_certificate = '" + pki.resolve("servercert.pem") + "'",
                "tls_key = '" + pki.resolve("serverkey.pem") + "'",
                "tls_authority = '" + pki.resolve("cacert.pem") + "'",
                "tls_allowed = ['CN=somebody else']");

        Told told = virsh("qemu+tls://localhost:" + port() + "/system?pkipath=" + pki, "nodeinfo");

        assertThat(told.code()).isEqualTo(1);
    }

    @Test
    void servesTcpWhereAskedTo() throws Exception {
        serve("[daemon]", "tcp = '127.0.0.1:0'");

        Told told = virsh("qemu+tcp://127.0.0.1:" + port() + "/system", "nodeinfo");

        assertThat(told.code()).as(told.out()).isZero();
    }

    @Test
    void endsCleanlyByASignalAndCancelsTheCountdown() throws Exception {
        Process daemon = serve("delay = '60s'");
        assertThat(virsh(socket("libvirt-sock"), "nodesuspend mem 60").code()).isZero();

        daemon.toHandle().destroy();

        Told told = machine.awaitEnd(daemon);
        assertThat(told.code()).as(told.out()).isZero();
        assertThat(told.out()).contains("outcome=cancelled", "ended");
        assertThat(machine.run("history").out()).contains("cancelled", "signal");
        assertThat(machine.read(STATE)).contains("mem disk");
        for (String name : List.of("libvirt-sock", "libvirt-sock-ro")) {
            assertThat(machine.exists("/run/lungfish/" + name)).isFalse();
        }
        assertThat(machine.exists("/run/libvirt/virtlungfishd-sock")).isFalse();
    }

    @Test
    void sendsClientsHomeBeforeTheSleepAndKeepsThoseWhoWatch() throws Exception {
        serve();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Client client =
                Client.open(
                        LibvirtUri.parse(socket("libvirt-sock")),
                        ClientSettings.DEFAULT.with(
                                new EventListener() {
                                    @Override
                                    public void heard(Frame frame) {
                                        heard.add(
                                                Remote.CLOSE_EVENT.matches(frame.header())
                                                        ? "close event"
                                                        : "another");
                                    }

                                    @Override
                                    public void ended(String reason) {
                                        heard.add("end");
                                    }
                                }))) {
            client.call(Remote.REGISTER_CLOSE_CALLBACK);

            Told told =
                    machine.run(
                            "--connect", ourUri("libvirt-sock"), "suspend", "mem", "--for", "1h");

            assertThat(told.code()).as(told.err()).isZero();
            assertThat(told.out()).contains("Slept and woke as promised", "mem for 1 h");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("close event");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("end");
        }
        assertThat(machine.run("--connect", ourUri("libvirt-sock-ro"), "history").out())
                .contains("slept for 59 min");
    }

    @Test
    void isSteeredByTheCommand() throws Exception {
        serve("delay = '60s'");
        String uri = ourUri("libvirt-sock");
        Process suspend = machine.start("--connect", uri, "suspend", "mem", "--for", "2h");
        machine.awaitLine(suspend, "going to sleep in");

        assertThat(machine.run("--connect", uri, "status", "--json").out())
                .contains("\"status\":\"running\"", "\"phase\":\"scheduled\"", "\"countdown\":");
        Told dry = machine.run("--connect", uri, "suspend", "mem", "--for", "1h", "--dry-run");
        assertThat(dry.code()).isEqualTo(1);
        assertThat(dry.err()).contains("already in progress");
        assertThat(machine.run("--connect", uri, "cancel").out()).contains("cancelled by ");

        assertThat(machine.awaitEnd(suspend).code()).isEqualTo(11);
        Told refused = machine.run("--connect", uri, "suspend", "mem", "--for", "1s");
        assertThat(refused.code()).isEqualTo(10);
        assertThat(refused.err()).contains("too short");
        assertThat(machine.run("--connect", uri, "doctor").out()).contains("Sleep states");
        assertThat(machine.run("--connect", uri, "capabilities").out()).contains("<suspend_mem/>");
    }

    @Test
    void cancelsForWhoeverInterruptsTheCommandThatAsked() throws Exception {
        serve("delay = '60s'");
        Process suspend =
                machine.start("--connect", ourUri("libvirt-sock"), "suspend", "mem", "--for", "2h");
        machine.awaitLine(suspend, "going to sleep in");

        suspend.toHandle().destroy();

        assertThat(machine.awaitEnd(suspend).code()).isEqualTo(11);
        assertThat(machine.run("status").out()).contains("Cancelled");
    }

    @Test
    void tellsThatNobodyAnswers() {
        Told told = machine.run("--connect", ourUri("libvirt-sock"), "status");

        assertThat(told.code()).isEqualTo(1);
        assertThat(told.err()).contains("no server answers at", "is the daemon running");
        assertThat(machine.run("--connect", "nonsense", "status").code()).isEqualTo(2);
        assertThat(machine.run("--connect", ourUri("x"), "record", "y").code()).isEqualTo(2);
    }

    @Test
    void settlesAtStartWhatAnEarlierRunLeftOpen() throws Exception {
        Process killed = serve("delay = '60s'");
        assertThat(virsh(socket("libvirt-sock"), "nodesuspend mem 60").code()).isZero();
        killed.destroyForcibly().onExit().join();

        Process daemon = machine.start("daemon");

        assertThat(machine.awaitLine(daemon, "ready listeners"))
                .contains("settled what an earlier run left open");
        assertThat(virsh(socket("libvirt-sock"), "nodesuspend mem 60").code()).isZero();
    }

    @Test
    void checksItsConfigurationAndTellsAllProblemsAtOnce() {
        machine.write(
                CONFIGURATION,
                """
                [daemon]
                tpc = "*:1"
                tcp = "*:70000"
                clients = 0
                group = 7
                """);

        Told told = machine.run("daemon", "--check-config");

        assertThat(told.code()).isEqualTo(3);
        assertThat(told.err())
                .contains(
                        ":2:1: unknown 'daemon.tpc', known: clients, group,",
                        ":3:1: 'daemon.tcp': '*:70000' is no place to listen",
                        ":4:1: 'daemon.clients'",
                        ":5:1: 'daemon.group': a text in quotes expected");
        machine.write(CONFIGURATION, "[daemon]\ntcp = '*:16509'\n");
        assertThat(machine.run("daemon", "--check-config").code()).isZero();
    }

    private Process serve(String... lines) throws IOException {
        String sleep = lines.length > 0 && lines[0].startsWith("delay") ? "" : "delay = '0s'\n";
        machine.write(CONFIGURATION, "[sleep]\n" + sleep + String.join("\n", lines) + "\n");
        Process daemon = machine.start("daemon");
        told = machine.awaitLine(daemon, "ready listeners");
        return daemon;
    }

    /// The port where the daemon listens, though any was asked for.
    private String port() {
        List<String> ports = new ArrayList<>();
        for (String line : told.lines().toList()) {
            if (line.contains(" port=")) {
                ports.add(line.replaceAll(".* port=([0-9]+).*", "$1"));
            }
        }
        assertThat(ports).as(told).hasSize(1);
        return ports.getFirst();
    }

    private void awaitIdle() throws InterruptedException {
        for (int tries = 0; tries < 200; tries++) {
            if (machine.run("status").out().startsWith("no request runs")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("the request does not end: " + machine.run("status").out());
    }

    private Path file(String name) {
        return folder.resolve("tree/run/lungfish").resolve(name);
    }

    private String socket(String name) {
        return "qemu+unix:///system?socket=" + file(name);
    }

    private String ourUri(String name) {
        return "lungfish+unix:///system?socket=" + file(name);
    }

    private static Told virsh(String uri, String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("virsh", "-c", uri));
        words.addAll(List.of(command.split(" ")));
        return run(words);
    }

    private Told python(String uri, String readOnly, String call) throws Exception {
        Path script =
                Files.writeString(
                        folder.resolve("ask.py"),
                        """
                        import libvirt, sys
                        uri = sys.argv[1]
                        c = libvirt.openReadOnly(uri) if %s else libvirt.open(uri)
                        try:
                            print(%s)
                        except libvirt.libvirtError as e:
                            print(e.get_error_code(), e.get_error_domain(), e)
                        """
                                .formatted(readOnly, call));
        return run(List.of("/usr/bin/python3", script.toString(), uri));
    }

    private static Told run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Told(process.exitValue(), said, "");
    }
}
