package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What graphical clients and newer ones do beyond virsh, through the daemon to a real libvirtd 9.0
/// with guests of QEMU.
@Timeout(120)
@NeedsProgram(
        value = {
            "virsh",
            "libvirtd",
            "qemu-system-x86_64",
            "/usr/lib/python3/dist-packages/libvirt.py"
        },
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86"
                        + " python3-libvirt")
class RelayedDesktopTest {
    @TempDir private static Path ofGuests;
    @TempDir private static Path ofHost;
    private static GuestHost guests;
    private static ServedMachine machine;

    @BeforeAll
    static void begin() throws Exception {
        guests = GuestHost.start(ofGuests);
        guests.startGuest("web1");
        machine = ServedMachine.relaying(ofHost, ofGuests);
    }

    @AfterAll
    static void end() {
        machine.close();
        guests.close();
    }

    /// virt-install 4.1 and virt-manager add the agent's channel for `qemu:///` and for no other
    /// scheme, by the URI alone.
    @Test
    void warnsOfAGuestThatIsDefinedWithoutAChannelForItsAgent() throws Exception {
        String document =
                """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>16</memory>
                <os><type arch='x86_64' machine='pc'>hvm</type></os><devices>%s</devices></domain>
                """;
        Path with =
                Files.writeString(
                        ofGuests.resolve("with.xml"),
                        document.formatted(
                                "with",
                                "<channel type='unix'><target type='virtio'"
                                        + " name='org.qemu.guest_agent.0'/></channel>"));
        Path without =
                Files.writeString(
                        ofGuests.resolve("without.xml"), document.formatted("without", ""));

        assertThat(relayed("define " + with).code()).isZero();
        assertThat(relayed("define " + without).code()).isZero();

        assertThat(machine.awaitLog("guest-without-agent"))
                .contains("guest=without")
                .doesNotContain("guest=with ");
        assertThat(relayed("undefine with").code()).isZero();
        assertThat(relayed("undefine without").code()).isZero();
    }

    /// As virt-manager's graphical console does on each local connection: it asks for a descriptor
    /// (virt-manager 4.1 and 5.0), or gives one. The guest's VNC listens nowhere else.
    @Test
    void passesFileDescriptorsBothWaysAndKeepsNone() throws Exception {
        guests.startGuest(
                "seen",
                "<graphics type='vnc'><listen type='none'/></graphics>"
                        + "<video><model type='vga'/></video>");
        String given =
                """
                import os, socket
                def given(c):
                    ours, theirs = socket.socketpair()
                    c.lookupByName('seen').openGraphics(0, theirs.fileno(), 0)
                    theirs.close()
                    said = ours.recv(12)
                    ours.close()
                    return said
                def taken(c):
                    s = socket.socket(fileno=c.lookupByName('seen').openGraphicsFD(0, 0))
                    said = s.recv(12)
                    s.close()
                    return said
                def all(c):
                    return [[given(c), taken(c), c.getHostname() != ''] for i in range(20)]
                def associate(c):
                    fds = [os.open('/dev/null', os.O_RDWR) for i in range(32)]
                    c.lookupByName('seen').FDAssociate('many', fds, 0)
                    return c.lookupByName('seen').name()
                """;
        String vnc = "[b'RFB 003.008\\n', b'RFB 003.008\\n', True]";
        String expected = "[" + String.join(", ", Collections.nCopies(20, vnc)) + "]\n";
        assertThat(python("all(c)", given)).isEqualTo(expected);
        long before = machine.openFiles();

        assertThat(python("all(c)", given)).isEqualTo(expected);
        assertThat(python("associate(c)", given)).isEqualTo("seen\n");

        for (int tries = 0; tries < 50 && machine.openFiles() > before; tries++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(machine.openFiles()).isLessThanOrEqualTo(before);
        guests.require("destroy", "seen");
    }

    private static String python(String call, String definitions) throws Exception {
        return machine.python(machine.socket("libvirt-sock"), "False", call, definitions).out();
    }

    /// libvirt leaves parameters that it does not know in the name, and newer clients know others.
    @Test
    void opensNamesWithAQueryOrAFragmentAsLibvirtdDoes() throws Exception {
        for (String name :
                List.of(
                        "qemu:///system?foo=bar",
                        "qemu:///system#part",
                        "qemu:/system",
                        "qemu:///system?socket=/nowhere")) {
            String parameter = "&name=" + URLEncoder.encode(name, UTF_8);
            Told direct = machine.virsh(direct() + parameter, "list --all --name");
            Told through =
                    machine.virsh(machine.socket("libvirt-sock") + parameter, "list --all --name");
            assertThat(direct.out()).as(name).contains("web1");
            assertThat(through).as(name).isEqualTo(direct);
        }
        for (String name : List.of("lungfish:///system?foo=bar", "lungfish:/system")) {
            String parameter = "&name=" + URLEncoder.encode(name, UTF_8);
            assertThat(
                            machine.virsh(machine.socket("libvirt-sock") + parameter, "list --name")
                                    .out())
                    .as(name)
                    .contains("web1");
        }
        String elsewhere = "&name=" + URLEncoder.encode("qemu://elsewhere/system", UTF_8);
        assertThat(machine.virsh(machine.socket("libvirt-sock") + elsewhere, "list").out())
                .contains("no connection driver available");
    }

    private static Told relayed(String command) throws Exception {
        return machine.virsh(machine.socket("libvirt-sock"), command);
    }

    private static String direct() {
        return "qemu+unix:///system?socket=" + guests.socket();
    }
}
