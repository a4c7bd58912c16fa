package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.runtime.clock.Stopwatch;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Unmodified clients of libvirt against the daemon, as a process of its own on a machine whose
/// kernel is played.
@Timeout(90)
@NeedsProgram(
        value = {"virsh", "openssl", "/usr/lib/python3/dist-packages/libvirt.py"},
        install = "libvirt-clients openssl python3-libvirt")
class DaemonForLibvirtTest {

    @TempDir private Path folder;
    private ServedMachine machine;

    @BeforeEach
    void begin() throws Exception {
        machine = ServedMachine.of(folder);
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
        machine.serve();

        Told told = machine.virsh(machine.socket("libvirt-sock"), command);

        assertThat(told.code()).as(told.out()).isEqualTo(command.startsWith("event") ? 1 : 0);
        assertThat(told.out()).contains(words);
    }

    @Test
    void sleepsForVirshAfterTheAnswerAndKeepsTheOutcome() throws Exception {
        machine.serve("delay = '3s'");

        Stopwatch watch = Stopwatch.start();
        Told told = machine.virsh(machine.socket("libvirt-sock"), "nodesuspend mem 60");
        System.getLogger("suspend")
                .log(
                        System.Logger.Level.INFO,
                        "virsh nodesuspend mem 60: answered within {0} ms, its own start included",
                        watch.elapsed().toMillis());

        assertThat(told.code()).as(told.out()).isZero();
        assertThat(machine.played().run("status").out())
                .contains("scheduled", "virNodeSuspendForDuration");
        machine.awaitIdle();
        assertThat(machine.played().run("history").out())
                .contains("mem", "1 min", "slept", "woken by the alarm of rtc0");
        assertThat(machine.virsh(machine.socket("libvirt-sock"), "nodeinfo").code())
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
        machine.serve();

        Told told = machine.virsh(machine.socket("libvirt-sock"), "nodesuspend mem " + seconds);

        assertThat(told.code()).isEqualTo(1);
        assertThat(told.out()).contains(words);
        assertThat(machine.played().run("history").out()).contains("no request was accepted");
    }

    @Test
    void refusesASecondSleepAndNamesTheFirst() throws Exception {
        machine.serve("delay = '60s'");
        assertThat(machine.virsh(machine.socket("libvirt-sock"), "nodesuspend mem 60").code())
                .isZero();

        Told told = machine.virsh(machine.socket("libvirt-sock"), "nodesuspend disk 59");

        assertThat(told.code()).isEqualTo(1);
        assertThat(told.out())
                .contains(
                        "Requested operation is not valid: Suspend operation already in progress",
                        "mem for 1 min");
    }

    @Test
    void refusesToSleepWithANameAndAReasonWhereSomethingKeepsTheHostAwake() throws Exception {
        machine.played().write("/services/blockers.d/backup", "1\nruns until noon\n");
        machine.serve();

        Told told = machine.virsh(machine.socket("libvirt-sock"), "nodesuspend mem 60");

        assertThat(told.code()).as(told.out()).isEqualTo(1);
        assertThat(told.out())
                .contains("Requested operation is not valid: ", "backup", "runs until noon");
    }

    @Test
    void letsReadOnlyClientsLookAndNotAct() throws Exception {
        machine.serve();

        assertThat(machine.virsh(machine.socket("libvirt-sock-ro"), "-r nodeinfo").code()).isZero();
        Told told =
                machine.python(
                        machine.socket("libvirt-sock-ro"), "True", "c.suspendForDuration(0, 60)");
        assertThat(told.out()).contains("read only access prevents virNodeSuspendForDuration");
        Told rough =
                machine.python(
                        machine.socket("libvirt-sock-ro"), "False", "c.suspendForDuration(0, 60)");
        assertThat(rough.out()).contains("29 20 operation forbidden: read only access prevents");
        Told ours = machine.played().run("--connect", machine.ourUri("libvirt-sock-ro"), "cancel");
        assertThat(ours.code()).isEqualTo(1);
        assertThat(ours.err()).contains("read only access prevents cancel");
    }

    @Test
    void isFoundByLibvirtsRuleForItsOwnUri() throws Exception {
        machine.serve();

        assertThat(machine.played().exists("/run/libvirt/virtlungfishd-sock")).isTrue();
        assertThat(machine.played().exists("/run/libvirt/virtlungfishd-sock-ro")).isTrue();
        assertThat(
                        machine.virsh(
                                        "lungfish+unix:///system?socket="
                                                + machine.file("libvirt-sock"),
                                        "uri")
                                .out())
                .contains("lungfish+unix:///system");
        Told other =
                machine.virsh("xen+unix:///system?socket=" + machine.file("libvirt-sock"), "uri");
        assertThat(other.out()).contains("no connection driver available for xen:///system");
    }

    /// In a mount namespace of its own, where libvirt's run folder is that of the machine.
    @Test
    void isAskedByItsOwnUriInLibvirtsRunFolder() throws Exception {
        assumeTrue(
                ServedMachine.run(List.of("unshare", "--mount", "true")).code() == 0,
                "only root may mount libvirt's run folder over");
        machine.serve();

        Told told =
                ServedMachine.run(
                        List.of(
                                "unshare",
                                "--mount",
                                "sh",
                                "-euc",
                                """
                                mount -t tmpfs none /run
                                mkdir /run/libvirt
                                mount --bind "$1" /run/libvirt
                                virsh -c lungfish:///system uri
                                virsh -r -c lungfish:///system nodeinfo
                                virsh -c lungfish:///system nodesuspend mem 60
                                """,
                                "sh",
                                folder.resolve("tree/run/libvirt").toString()));

        assertThat(told.code()).as(told.out()).isZero();
        assertThat(told.out()).startsWith("lungfish:///system\n").contains("CPU model:");
        machine.awaitIdle();
        assertThat(machine.played().run("history").out()).contains("slept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec"})
    void letsClientsWithTheRightNameInOverTls(String kind) throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), kind);
        serveOverTls(pki, "CN=tester,*");
        String port = machine.port();
        String uri = "qemu+tls://localhost:" + port + "/system?pkipath=" + pki;

        Told told = machine.virsh(uri, "nodeinfo");

        assertThat(told.code()).as(told.out()).isZero();
        assertThat(
                        machine.played()
                                .run(
                                        "--connect",
                                        "lungfish+tls://localhost:"
                                                + port
                                                + "/system?pkipath="
                                                + pki,
                                        "status")
                                .out())
                .contains("no request runs");
        assertThat(machine.python(uri, "False", "c.isSecure()").out()).contains("1");
    }

    @Test
    void turnsClientsWithAnotherNameAwayOverTls() throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        serveOverTls(pki, "CN=somebody else");

        Told told =
                machine.virsh(
                        "qemu+tls://localhost:" + machine.port() + "/system?pkipath=" + pki,
                        "nodeinfo");

        assertThat(told.code()).isEqualTo(1);
    }

    @Test
    void servesTcpWhereAskedTo() throws Exception {
        machine.serve("[daemon]", "tcp = '127.0.0.1:0'");

        Told told = machine.virsh("qemu+tcp://127.0.0.1:" + machine.port() + "/system", "nodeinfo");

        assertThat(told.code()).as(told.out()).isZero();
    }

    @Test
    void outlivesClientsThatMeanNoGood() throws Exception {
        machine.serve();
        UnixDomainSocketAddress address =
                UnixDomainSocketAddress.of(machine.file("libvirt-sock-ro"));
        List<SocketChannel> idle = new ArrayList<>();
        for (byte[] bytes :
                List.of(
                        "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8),
                        new byte[] {0, 0, 0, 0, 1, 2, 3, 4},
                        new byte[] {-1, -1, -1, -1, 1, 2, 3, 4},
                        new byte[] {0, 0, 0, 28, 32, 0})) {
            SocketChannel client = SocketChannel.open(address);
            client.write(ByteBuffer.wrap(bytes));
            idle.add(client);
        }
        for (int i = 0; i < 500; i++) {
            idle.add(SocketChannel.open(address));
        }

        Told told = machine.virsh(machine.socket("libvirt-sock-ro"), "-r nodeinfo");

        assertThat(told.code()).as(told.out()).isZero();
        for (SocketChannel client : idle) {
            client.close();
        }
    }

    private void serveOverTls(Path pki, String allowed) throws IOException {
        machine.serve(
                "[daemon]",
                "tls = '127.0.0.1:0'",
                "tls_certificate = '" + pki.resolve("servercert.pem") + "'",
                "tls_key = '" + pki.resolve("serverkey.pem") + "'",
                "tls_authority = '" + pki.resolve("cacert.pem") + "'",
                "tls_allowed = ['" + allowed + "']");
    }
}
