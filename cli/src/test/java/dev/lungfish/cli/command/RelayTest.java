package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Unmodified clients of libvirt against the daemon, behind which a real libvirtd has guests of
/// QEMU. What they get of both is written to `target/direct-and-relayed.txt`.
@Timeout(120)
@NeedsProgram(
        value = {
            "virsh",
            "libvirtd",
            "qemu-system-x86_64",
            "/usr/lib/python3/dist-packages/libvirt.py",
            "setpriv"
        },
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86"
                        + " python3-libvirt")
class RelayTest {
    /// Whose numbers change between two answers: counters, free memory, a guest's processor time
    /// and the processor that it runs on.
    private static final List<String> MASKED =
            List.of("domstats", "dominfo", "vcpuinfo", "nodecpustats", "nodememstats", "freecell");

    /// Where the relayed answer is another one on purpose, and why.
    private static final Map<String, String> OURS =
            Map.of(
                    "uri", "each tells its own socket",
                    "capabilities", "the element power_management is ours",
                    "nodesuspend mem 59", "the host's sleep is ours",
                    "nodesuspend nonsense 60", "");

    private static final List<String> COMMANDS =
            List.of(
                    "uri",
                    "version --daemon",
                    "hostname",
                    "nodeinfo",
                    "nodecpumap",
                    "nodecpustats",
                    "nodememstats",
                    "freecell --all",
                    "sysinfo",
                    "maxvcpus qemu",
                    "cpu-models x86_64",
                    "capabilities",
                    "domcapabilities --virttype qemu",
                    "list",
                    "list --all",
                    "dominfo web1",
                    "domstate --reason web1",
                    "dumpxml web1",
                    "dumpxml --security-info web1",
                    "domstats web1",
                    "domstats --raw web1",
                    "domblklist web1",
                    "domjobinfo web1",
                    "domtime web1",
                    "vcpuinfo --pretty web1",
                    "snapshot-list web1",
                    "qemu-monitor-command web1 --hmp info status",
                    "net-list --all",
                    "pool-list --all",
                    "nodedev-list",
                    "secret-list",
                    "nwfilter-list",
                    "start web1",
                    "start nobody",
                    "resume nobody",
                    "undefine web1 --nvram --managed-save --snapshots-metadata --nonsense",
                    "migrate web1 qemu+tcp://127.0.0.1:1/system --p2p",
                    "nodesuspend mem 59",
                    "nodesuspend nonsense 60");

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

    @Test
    void answersAsLibvirtdDoes() throws Exception {
        List<String> table = new ArrayList<>();
        List<String> different = new ArrayList<>();
        for (String command : COMMANDS) {
            Told direct = machine.virsh(direct(), command);
            Told relayed = relayed(command);
            String how = compared(command, direct, relayed);
            table.add("%-70s %s".formatted(command, how));
            if (how.startsWith("DIFFERENT")) {
                different.add(
                        "%s: %s%ndirect %s%nrelayed %s".formatted(command, how, direct, relayed));
            }
        }
        Files.write(Path.of("target/direct-and-relayed.txt"), table);
        assertThat(different).isEmpty();
    }

    private static String compared(String command, Told direct, Told relayed) {
        boolean same =
                direct.code() == relayed.code()
                        && (MASKED.contains(command.split(" ", 2)[0])
                                ? masked(direct).equals(masked(relayed))
                                : direct.out().equals(relayed.out()));
        if (same) {
            return "same";
        }
        return OURS.containsKey(command) ? "ours: " + OURS.get(command) : "DIFFERENT";
    }

    /// A number with the blanks before it: columns are as wide as their numbers.
    private static String masked(Told told) {
        return told.out().replaceAll(" *[0-9]+", " N");
    }

    @Test
    void saysItselfHowTheHostSleeps() throws Exception {
        String direct = machine.virsh(direct(), "capabilities").out();
        String relayed = relayed("capabilities").out();

        assertThat(relayed).contains("<suspend_mem/>", "<suspend_disk/>", "<guest>");
        assertThat(withoutPowerManagement(relayed)).isEqualTo(withoutPowerManagement(direct));
        assertThat(relayed("nodesuspend mem 59").out())
                .contains("Suspend duration is too short, must be at least 60 seconds");
    }

    private static String withoutPowerManagement(String document) {
        return document.replaceAll("(?s) *<power_management(/>|>.*?</power_management>)\n", "");
    }

    @Test
    void startsSavesRestoresAndEndsGuests() throws Exception {
        guests.define("web2", List.of());
        Path image = ofGuests.resolve("web2.save");

        assertThat(relayed("start web2").out()).contains("started");
        assertThat(guests.require("domstate", "web2")).isEqualTo("running");
        assertThat(relayed("save web2 " + image).code()).isZero();
        assertThat(guests.require("domstate", "web2")).isEqualTo("shut off");
        assertThat(relayed("restore " + image).code()).isZero();
        assertThat(guests.require("domstate", "web2")).isEqualTo("running");
        assertThat(relayed("destroy web2").code()).isZero();
        assertThat(relayed("undefine web2").code()).isZero();
    }

    @Test
    void letsAClientTalkToAGuestsConsole() throws Exception {
        Told told =
                machine.python(
                        machine.socket("libvirt-sock"),
                        "False",
                        "talk(c)",
                        """
                        def talk(c):
                            stream = c.newStream()
                            c.lookupByName('web1').openConsole(None, stream, 0)
                            said = b''
                            while len(set(said) & set(range(0x31, 0x7b))) < 2 or len(said) < 4:
                                stream.send(b'x')
                                said += stream.recv(16)
                            stream.abort()
                            return 'heard ' + str(len(said))
                        """);

        assertThat(told.out()).contains("heard");
    }

    @Test
    void tellsOfEvents() throws Exception {
        guests.startGuest("watched");
        Process watching =
                new ProcessBuilder(
                                "virsh",
                                "-c",
                                machine.socket("libvirt-sock"),
                                "event",
                                "--event",
                                "lifecycle",
                                "--loop",
                                "--timeout",
                                "30")
                        .redirectErrorStream(true)
                        .start();
        try (var lines = watching.inputReader(UTF_8)) {
            Thread acting = Thread.ofVirtual().start(RelayTest::suspendAndResumeAgainAndAgain);
            List<String> told = new ArrayList<>();
            while (told.stream().noneMatch(line -> line.contains("Resumed Unpaused"))
                    || told.stream().noneMatch(line -> line.contains("Suspended Paused"))) {
                String line = lines.readLine();
                assertThat(line).as("ended after %s", told).isNotNull();
                told.add(line);
            }
            acting.interrupt();
            acting.join();
        } finally {
            watching.destroy();
        }
        guests.require("destroy", "watched");
    }

    private static void suspendAndResumeAgainAndAgain() {
        try {
            for (int i = 0; i < 50 && !Thread.currentThread().isInterrupted(); i++) {
                guests.require("suspend", "watched");
                guests.require("resume", "watched");
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void passesAnUploadOf64MebibytesAndItsDownload() throws Exception {
        Path pool = Files.createDirectory(ofGuests.resolve("pool"));
        Path sent = ofGuests.resolve("sent");
        byte[] part = new byte[32 * 1024 * 1024];
        new Random(1).nextBytes(part);
        try (var both =
                new SequenceInputStream(
                        new ByteArrayInputStream(part), new ByteArrayInputStream(part))) {
            Files.copy(both, sent);
        }
        assertThat(relayed("pool-create-as pool dir --target " + pool).code()).isZero();
        assertThat(relayed("vol-create-as pool disk 64M").code()).isZero();

        Told upload = relayed("vol-upload --pool pool disk " + sent);
        Path back = ofGuests.resolve("back");
        Told download = relayed("vol-download --pool pool disk " + back);

        assertThat(upload.code()).as(upload.out()).isZero();
        assertThat(download.code()).as(download.out()).isZero();
        assertThat(sum(pool.resolve("disk"))).isEqualTo(sum(sent));
        assertThat(sum(back)).isEqualTo(sum(sent));
    }

    private static String sum(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void opensAsVirtManagerDoes() throws Exception {
        Told told =
                machine.python(
                        machine.socket("libvirt-sock"),
                        "False",
                        "look(c)",
                        """
                        import threading, time
                        libvirt.virEventRegisterDefaultImpl()
                        def run():
                            while True:
                                libvirt.virEventRunDefaultImpl()
                        threading.Thread(target=run, daemon=True).start()
                        def hear(*arguments):
                            pass
                        def look(unused):
                            c = libvirt.open(uri)
                            c.setKeepAlive(5, 5)
                            c.getVersion()
                            c.getCapabilities()
                            c.listAllDomains(0)
                            c.listAllStoragePools(0)
                            c.numOfNetworks()
                            c.listDevices(None, 0)
                            ids = [c.domainEventRegisterAny(None, n, hear, None)
                                   for n in (0, 13, 10, 15, 19, 18, 23)]
                            ids2 = c.networkEventRegisterAny(None, 0, hear, None)
                            ids3 = [c.storagePoolEventRegisterAny(None, n, hear, None) for n in (0, 1)]
                            ids4 = [c.nodeDeviceEventRegisterAny(None, n, hear, None) for n in (0, 1)]
                            c.getInfo()
                            for i in range(3):
                                c.getAllDomainStats(11, 0)
                                for d in c.listAllDomains(0):
                                    d.state()
                                    d.XMLDesc(0)
                                c.listAllNetworks(0)
                                c.listAllDevices(0)
                            for i in ids:
                                c.domainEventDeregisterAny(i)
                            c.close()
                            return 'opened'
                        """);

        assertThat(told.out()).contains("opened");
    }

    @Test
    void opensOnlyWhatIsListed() throws Exception {
        assertThat(
                        machine.virsh(
                                        "test+unix:///default?socket="
                                                + machine.file("libvirt-sock"),
                                        "list")
                                .out())
                .contains("test");
        for (String driver : List.of("lxc", "esx", "xen", "vbox", "ch", "network")) {
            Told told =
                    machine.virsh(
                            driver + "+unix:///system?socket=" + machine.file("libvirt-sock"),
                            "list");
            assertThat(told.out())
                    .contains("no connection driver available for " + driver + ":///system");
        }
    }

    private static Told relayed(String command) throws Exception {
        return machine.virsh(machine.socket("libvirt-sock"), command);
    }

    private static String direct() {
        return "qemu+unix:///system?socket=" + guests.socket();
    }
}
