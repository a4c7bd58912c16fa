package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.remote.SuspendArguments;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real virsh, over Unix sockets.
@NeedsProgram(value = "virsh", install = "libvirt-clients")
class VirshTest {
    @TempDir Path folder;

    private final LittleHost host = new LittleHost();
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server =
                Server.start(
                        ServerSettings.of(
                                List.of(listener("rw", false), listener("ro", true)),
                                List.of(host.program())));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void askForTheHostAndGetsAnswers() throws Exception {
        assertThat(virsh("uri")).isEqualTo(said(uri("rw")));
        assertThat(virsh("hostname")).isEqualTo(said("little.example.org"));
        assertThat(virsh("capabilities")).isEqualTo(said(LittleHost.CAPABILITIES.strip()));
        assertThat(virsh("version", "--daemon").output())
                .contains("Running hypervisor: Little 1.2.3")
                .contains("Running against daemon: 9.0.0");
        assertThat(virsh("nodeinfo").output())
                .contains("CPU model:           AMD EPYC für Tests")
                .contains("CPU(s):              2")
                .contains("CPU frequency:       2596 MHz")
                .contains("Memory size:         9922764 KiB");
        assertThat(virsh("list", "--all").output()).startsWith("Id   Name   State");
    }

    @Test
    void fallsBackToTheOlderCallWhereOneIsUnknown() throws Exception {
        assertThat(virsh("maxvcpus")).isEqualTo(said("16"));
    }

    @Test
    void tellsThatACallIsNotSupported() throws Exception {
        assertThat(virsh("sysinfo").output())
                .isEqualTo("error: failed to get sysinfo\nerror: unknown procedure: 203");
        assertThat(virsh("pool-list").exitCode()).isEqualTo(1);
    }

    @Test
    void letsTheHostSleepAndTheHostKnowsWhenTheReplyWasWritten() throws Exception {
        assertThat(virsh("nodesuspend", "mem", "60")).isEqualTo(said(""));

        assertThat(host.asked.poll(5, TimeUnit.SECONDS))
                .isEqualTo(new SuspendArguments(SuspendArguments.MEMORY, 60, 0));
        assertThat(host.deliveries.poll(5, TimeUnit.SECONDS)).isEqualTo(Answer.Delivery.WRITTEN);
    }

    /// A virsh that writes to a closed socket is killed by SIGPIPE, and has said nothing by then.
    @Test
    void tellsItsUserWhatHappenedWhereItIsSentHomeBetweenTwoCalls() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger dismissed = new AtomicInteger();
        Thread drainGate =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!enough.get()) {
                                LockSupport.parkNanos(Duration.ofMillis(15).toNanos());
                                dismissed.addAndGet(
                                        server.dismiss(
                                                _ -> true,
                                                CloseReason.END_OF_FILE,
                                                Duration.ofSeconds(5),
                                                "the host goes to sleep"));
                            }
                        });

        for (int i = 0; i < 40; i++) {
            Virsh.Outcome outcome = virsh("hostname");
            assertThat(outcome.exitCode()).as("round %d: %s", i, outcome).isBetween(0, 1);
            assertThat(outcome.output()).as("round %d: %s", i, outcome).isNotEmpty();
        }

        enough.set(true);
        drainGate.join();
        assertThat(dismissed.get()).isPositive();
    }

    @Test
    void showsTheServersErrorsWordForWord() throws Exception {
        assertThat(virsh("nodesuspend", "mem", "59").output())
                .isEqualTo(
                        """
                        error: The host was not suspended
                        error: invalid argument: Suspend duration is too short, must be at least 60 seconds\
                        """);
        assertThat(
                        Virsh.run(folder, "xen:///system?socket=" + folder.resolve("rw"), "uri")
                                .output())
                .contains("error: no connection driver available for xen:///system");
    }

    @Test
    void mayOnlyLookThroughTheReadOnlySocket() throws Exception {
        assertThat(Virsh.run(folder, uri("ro"), "hostname")).isEqualTo(said("little.example.org"));
        assertThat(Virsh.run(folder, uri("ro"), "nodesuspend", "mem", "60").output())
                .contains(
                        "error: operation forbidden: read only access prevents"
                                + " virNodeSuspendForDuration");
        assertThat(host.asked).isEmpty();
    }

    @Test
    void staysConnectedByKeepalive() throws Exception {
        ServerLimits impatient =
                ServerLimits.DEFAULT.withTimes(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10));
        try (Server other =
                Server.start(
                        ServerSettings.of(
                                        List.of(listener("other", false)), List.of(host.program()))
                                .with(impatient))) {
            assertThat(other.connections()).isEmpty();
            Virsh.Outcome outcome =
                    Virsh.run(
                            folder,
                            List.of(
                                    "virsh",
                                    "-k",
                                    "1",
                                    "-c",
                                    uri("other"),
                                    "event",
                                    "--all",
                                    "--timeout",
                                    "3"));

            assertThat(outcome.output()).isEqualTo("event loop timed out\nevents received: 0");
        }
    }

    private Virsh.Outcome virsh(String... arguments) throws Exception {
        return Virsh.run(folder, uri("rw"), arguments);
    }

    private String uri(String socket) {
        return "qemu+unix:///system?socket=" + folder.resolve(socket);
    }

    private Listener.Unix listener(String name, boolean readOnly) {
        return new Listener.Unix(
                folder.resolve(name),
                PosixFilePermissions.fromString("rw-rw----"),
                null,
                readOnly,
                100);
    }

    private static Virsh.Outcome said(String output) {
        return new Virsh.Outcome(0, output);
    }
}
