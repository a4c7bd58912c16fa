package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.EventListener;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The daemon as a process of its own on a machine whose kernel is played, and the command that
/// speaks to it.
@Timeout(90)
@NeedsProgram(
        value = {"virsh", "openssl", "/usr/lib/python3/dist-packages/libvirt.py"},
        install = "libvirt-clients openssl python3-libvirt")
class DaemonTest {
    private static final String CONFIGURATION = ServedMachine.CONFIGURATION;
    private static final String STATE = "/sys/power/state";

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

    @Test
    void endsCleanlyByASignalAndCancelsTheCountdown() throws Exception {
        Process daemon = machine.serve("delay = '60s'");
        assertThat(machine.virsh(machine.socket("libvirt-sock"), "nodesuspend mem 60").code())
                .isZero();

        daemon.toHandle().destroy();

        Told told = machine.played().awaitEnd(daemon);
        assertThat(told.code()).as(told.out()).isZero();
        assertThat(told.out()).contains("outcome=cancelled", "ended");
        assertThat(machine.played().run("history").out()).contains("cancelled", "signal");
        assertThat(machine.played().read(STATE)).contains("mem disk");
        for (String name : List.of("libvirt-sock", "libvirt-sock-ro")) {
            assertThat(machine.played().exists("/run/lungfish/" + name)).isFalse();
        }
        assertThat(machine.played().exists("/run/libvirt/virtlungfishd-sock")).isFalse();
    }

    @Test
    void sendsClientsHomeBeforeTheSleepAndKeepsThoseWhoWatch() throws Exception {
        machine.serve();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Client client =
                Client.open(
                        LibvirtUri.parse(machine.socket("libvirt-sock")),
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
                    machine.played()
                            .run(
                                    "--connect",
                                    machine.ourUri("libvirt-sock"),
                                    "suspend",
                                    "mem",
                                    "--for",
                                    "1h");

            assertThat(told.code()).as(told.err()).isZero();
            assertThat(told.out()).contains("Slept and woke as promised", "mem for 1 h");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("close event");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("end");
        }
        assertThat(
                        machine.played()
                                .run("--connect", machine.ourUri("libvirt-sock-ro"), "history")
                                .out())
                .containsPattern("slept for (59 min|1 h)");
    }

    @Test
    void isSteeredByTheCommand() throws Exception {
        machine.serve("delay = '60s'");
        String uri = machine.ourUri("libvirt-sock");
        Process suspend = machine.played().start("--connect", uri, "suspend", "mem", "--for", "2h");
        machine.played().awaitLine(suspend, "going to sleep in");

        assertThat(machine.played().run("--connect", uri, "status", "--json").out())
                .contains("\"status\":\"running\"", "\"phase\":\"scheduled\"", "\"countdown\":");
        Told dry =
                machine.played()
                        .run("--connect", uri, "suspend", "mem", "--for", "1h", "--dry-run");
        assertThat(dry.code()).isEqualTo(1);
        assertThat(dry.err()).contains("already in progress");
        assertThat(machine.played().run("--connect", uri, "cancel").out())
                .contains("cancelled by ");

        assertThat(machine.played().awaitEnd(suspend).code()).isEqualTo(11);
        Told refused = machine.played().run("--connect", uri, "suspend", "mem", "--for", "1s");
        assertThat(refused.code()).isEqualTo(10);
        assertThat(refused.err()).contains("too short");
        assertThat(machine.played().run("--connect", uri, "doctor").out()).contains("Sleep states");
        assertThat(machine.played().run("--connect", uri, "capabilities").out())
                .contains("<suspend_mem/>");
    }

    @Test
    void showsWhoWatchesHowASleepGoesOn() throws Exception {
        machine.serve("delay = '4s'");
        String uri = machine.ourUri("libvirt-sock");
        Process suspend = machine.played().start("--connect", uri, "suspend", "mem", "--for", "1h");
        machine.played().awaitLine(suspend, "going to sleep in");

        Told watched =
                machine.played()
                        .run("--connect", machine.ourUri("libvirt-sock-ro"), "status", "--watch");

        assertThat(watched.code()).as(watched.err()).isZero();
        assertThat(watched.out()).containsSubsequence("scheduled", "no request runs", "slept");
        assertThat(machine.played().awaitEnd(suspend).code()).isZero();
    }

    @Test
    void cancelsForWhoeverInterruptsTheCommandThatAsked() throws Exception {
        machine.serve("delay = '60s'");
        Process suspend =
                machine.played()
                        .start(
                                "--connect",
                                machine.ourUri("libvirt-sock"),
                                "suspend",
                                "mem",
                                "--for",
                                "2h");
        machine.played().awaitLine(suspend, "going to sleep in");

        suspend.toHandle().destroy();

        assertThat(machine.played().awaitEnd(suspend).code()).isEqualTo(11);
        assertThat(machine.played().run("status").out()).contains("Cancelled");
    }

    @Test
    void tellsThatNobodyAnswers() {
        Told told = machine.played().run("--connect", machine.ourUri("libvirt-sock"), "status");

        assertThat(told.code()).isEqualTo(1);
        assertThat(told.err()).contains("no server answers at", "is the daemon running");
        assertThat(machine.played().run("--connect", "nonsense", "status").code()).isEqualTo(2);
        assertThat(machine.played().run("--connect", machine.ourUri("x"), "record", "y").code())
                .isEqualTo(2);
    }

    @Test
    void settlesAtStartWhatAnEarlierRunLeftOpen() throws Exception {
        Process killed = machine.serve("delay = '60s'");
        assertThat(machine.virsh(machine.socket("libvirt-sock"), "nodesuspend mem 60").code())
                .isZero();
        killed.destroyForcibly().onExit().join();

        Process daemon = machine.played().start("daemon");

        assertThat(machine.played().awaitLine(daemon, "ready listeners"))
                .contains("settled what an earlier run left open");
        assertThat(machine.virsh(machine.socket("libvirt-sock"), "nodesuspend mem 60").code())
                .isZero();
    }

    @Test
    void checksItsConfigurationAndTellsAllProblemsAtOnce() {
        machine.played()
                .write(
                        CONFIGURATION,
                        """
                        [daemon]
                        tpc = "*:1"
                        tcp = "*:70000"
                        clients = 0
                        group = 7
                        """);

        Told told = machine.played().run("daemon", "--check-config");

        assertThat(told.code()).isEqualTo(3);
        assertThat(told.err())
                .contains(
                        ":2:1: unknown 'daemon.tpc', known: clients, group,",
                        ":3:1: 'daemon.tcp': '*:70000' is no place to listen",
                        ":4:1: 'daemon.clients'",
                        ":5:1: 'daemon.group': a text in quotes expected");
        machine.played().write(CONFIGURATION, "[daemon]\ntcp = '*:16509'\n");
        assertThat(machine.played().run("daemon", "--check-config").code()).isZero();
    }

    @Test
    @NeedsProgram(value = "nc", install = "netcat-openbsd")
    void isReachedThroughATunnel() throws Exception {
        machine.serve();
        Path ssh =
                Files.writeString(
                        folder.resolve("ssh"),
                        """
                        #!/bin/sh
                        [ "$1 $2 $3 $4 $5 $6 $7" = '-l root -T -e none -- lab7' ] || exit 64
                        exec sh -c "$8"
                        """);
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
        String uri =
                "lungfish+ssh://root@lab7/system?command="
                        + ssh
                        + "&socket="
                        + machine.file("libvirt-sock");

        Told told = machine.played().run("--connect", uri, "suspend", "mem", "--for", "1h");

        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.out()).startsWith("Slept and woke as promised");
    }
}
