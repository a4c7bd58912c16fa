package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The relay is no way round what libvirtd refuses.
@Timeout(120)
@NeedsProgram(
        value = {"virsh", "python3", "libvirtd", "qemu-system-x86_64", "setpriv"},
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86"
                        + " python3")
class RelayAccessTest {
    @TempDir private Path ofGuests;
    @TempDir private Path ofHost;
    private GuestHost guests;
    private ServedMachine machine;

    @BeforeEach
    void begin() throws Exception {
        guests = GuestHost.start(ofGuests);
        guests.startGuest("web1");
        machine = ServedMachine.relaying(ofHost, ofGuests);
        GuestHost.letOthersThroughTo(ofHost);
    }

    @AfterEach
    void end() {
        machine.close();
        guests.close();
    }

    /// Each call of libvirt, first on libvirtd's own socket for looking and then through the
    /// daemon, by a user who has no rights.
    @Test
    void letsAnUnprivilegedUserDoNothingThatLibvirtdWouldRefuse() throws Exception {
        List<String> atLibvirtd = rawCalls(guests.socketToLook(), "0");

        List<String> toLook = rawCalls(machine.file("libvirt-sock-ro"), "0");
        List<String> toAct = rawCalls(machine.file("libvirt-sock"), "0");

        assertThat(atLibvirtd).hasSizeGreaterThan(400);
        assertThat(differences(atLibvirtd, toLook))
                .as("at the socket for looking, opened without the flag for reading only")
                .isEmpty();
        assertThat(differences(atLibvirtd, toAct))
                .as("at the socket of a group that libvirt does not know")
                .isEmpty();
        assertThat(guests.require("domstate", "web1")).isEqualTo("running");
        assertThat(guests.require("list", "--name")).doesNotContain("intruder");
    }

    private List<String> rawCalls(Path socket, String flags) throws Exception {
        Path script = ofHost.resolve("raw-calls.py");
        Files.writeString(
                script,
                new String(
                        RelayAccessTest.class.getResourceAsStream("raw-calls.py").readAllBytes(),
                        UTF_8));
        Told told =
                ServedMachine.run(
                        List.of(
                                "setpriv",
                                "--reuid=65534",
                                "--regid=65534",
                                "--clear-groups",
                                "/usr/bin/python3",
                                script.toString(),
                                socket.toString(),
                                flags));
        assertThat(told.code()).as(told.out()).isZero();
        return told.out().lines().toList();
    }

    /// What is answered other than by libvirtd, but for the calls that are ours.
    private static List<String> differences(List<String> direct, List<String> relayed) {
        List<String> different = new ArrayList<>();
        for (int i = 0; i < direct.size(); i++) {
            if (!direct.get(i).equals(relayed.get(i)) && !isOurs(relayed.get(i))) {
                different.add(direct.get(i) + " / " + relayed.get(i));
            }
        }
        return different;
    }

    private static boolean isOurs(String answer) {
        String number = answer.split(" ", 2)[0];
        return switch (number) {
            // Capabilities are changed; the rest is refused here, with words of ours.
            case "7" -> answer.startsWith("7 ok");
            case "419" -> answer.contains("unknown procedure: 419");
            case "249", "309", "310", "343", "443" -> answer.contains("file descriptors");
            // The group of the daemon may put the host to sleep; flags are refused.
            case "250" ->
                    answer.contains("read only access prevents")
                            || answer.contains("unsupported flags");
            case "open" -> answer.contains("no connection driver available");
            default -> false;
        };
    }
}
