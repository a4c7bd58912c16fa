package dev.lungfish.linux.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.SleepEvidence.WakeInterrupt;
import dev.lungfish.core.sleep.Swap;
import dev.lungfish.linux.network.WakeProbe;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.power.HibernationReader;
import dev.lungfish.linux.power.KernelSleepReader;
import dev.lungfish.linux.power.SleepEvidenceReader;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.virtualization.SurroundingsReader;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachine;
import dev.lungfish.testkit.RecordedMachines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecorderTest {
    private static final String WWID = "5002538d40a1b2c3";

    @TempDir private Path folder;

    static List<RecordedMachine> machines() {
        return RecordedMachines.all();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void keepsAllThatIsReadOfAMachine(RecordedMachine machine) throws IOException {
        HostTree host = HostTree.recorded(machine.path());
        new Recorder(host).record(folder.resolve("record"));
        HostTree record = HostTree.recorded(folder.resolve("record"));

        assertThat(new KernelSleepReader(record).read().state().toOptional())
                .isEqualTo(new KernelSleepReader(host).read().state().toOptional());
        assertThat(new KernelSleepReader(record).read().memorySleep().toOptional())
                .isEqualTo(new KernelSleepReader(host).read().memorySleep().toOptional());
        assertThat(swaps(record)).isEqualTo(swaps(host));
        assertThat(new SurroundingsReader(record).read().container())
                .isEqualTo(new SurroundingsReader(host).read().container());
    }

    @Test
    void keepsTheWakeDevicesOfALaptop() throws IOException {
        HostTree host =
                HostTree.recorded(RecordedMachines.named("laptop-with-everything-fine").path());
        new Recorder(host).record(folder.resolve("record"));

        assertThat(WakeProbe.probe(HostTree.recorded(folder.resolve("record"))))
                .extracting(verdict ->
                        verdict.name() + " " + verdict.support() + " " + verdict.enabled())
                .containsExactlyElementsOf(
                        WakeProbe.probe(host).stream()
                                .map(verdict ->
                                        verdict.name()
                                                + " "
                                                + verdict.support()
                                                + " "
                                                + verdict.enabled())
                                .toList());
    }

    @Test
    void keepsTheEvidenceOfSleep() throws IOException {
        HostFiles.in(folder.resolve("host"))
                .file("/sys/power/pm_wakeup_irq", "9\n")
                .file("/sys/power/suspend_stats/success", "3\n")
                .file(
                        "/proc/interrupts",
                        """
                                   CPU0       CPU1
                          9:          4          0  IR-IO-APIC    9-fasteoi   acpi
                        LOC:       1000       1000   Local timer interrupts
                        """)
                .file("/sys/devices/pnp0/wakeup/wakeup4/name", "00:04\n")
                .file("/sys/devices/pnp0/wakeup/wakeup4/event_count", "2\n")
                .link("/sys/class/wakeup/wakeup4", "../../devices/pnp0/wakeup/wakeup4")
                .file("/sys/firmware/acpi/interrupts/ff_rt_clk", "  2  EN enabled\n")
                .file("/sys/class/dmi/id/bios_version", "1.16\n")
                .file("/proc/sys/kernel/random/boot_id", "5c8e\n");
        new Recorder(HostTree.recorded(folder.resolve("host"))).record(folder.resolve("record"));
        HostTree record = HostTree.recorded(folder.resolve("record"));

        SleepEvidence sight = new SleepEvidenceReader(record, new HostClocks(record)).read("rtc0");

        assertThat(sight.wakeInterrupt().toOptional()).contains(new WakeInterrupt(9, "acpi"));
        assertThat(sight.statistics().success().toOptional()).contains(3L);
        assertThat(sight.wakeEvents().toOptional()).contains(Map.of("00:04", 2L));
        assertThat(sight.acpiEvents().toOptional()).contains(Map.of("ff_rt_clk", 2L));
        assertThat(sight.bootId()).isInstanceOf(Reading.Absent.class);
        assertThat(record.text("/proc/interrupts").toOptional()).contains("9:  acpi\n");
        assertThat(record.line("/sys/class/dmi/id/bios_version").toOptional()).contains("1.16");
    }

    @Test
    void letsNoSecretSurvive() throws IOException {
        List<String> secrets =
                List.of(
                        "0a1b2c3d-1111-2222-3333-444455556666",
                        "52:54:00:ab:cd:ef",
                        "192.168.17.4",
                        "S3CR3TSERIAL",
                        "hunter2",
                        "whale.example.org",
                        "fe80:1:2:3:4:5:6:7",
                        "alice");
        HostFiles.in(folder.resolve("host"))
                .file("/proc/sys/kernel/hostname", "whale.example.org\n")
                .file("/sys/power/state", "mem disk\n")
                .file(
                        "/proc/cmdline",
                        "root=UUID=0a1b2c3d-1111-2222-3333-444455556666"
                            + " resume=UUID=0a1b2c3d-1111-2222-3333-444455556666 ip=192.168.17.4"
                            + " password=hunter2\n")
                .file("/proc/1/environ", "USER=alice\0container=lxc\0PASSWORD=hunter2\0")
                .file("/proc/cpuinfo", "processor : 0\nSerial\t\t: S3CR3TSERIAL\n")
                .file(
                        "/etc/passwd",
                        """
                        alice:x:1000:1000:Alice:/home/alice:/bin/sh
                        libvirt-qemu:x:64055:994::/:/x
                        """)
                .file(
                        "/etc/crypttab",
                        "swap UUID=0a1b2c3d-1111-2222-3333-444455556666 /home/alice/hunter2 luks\n")
                .file("/etc/machine-id", "0a1b2c3d111122223333444455556666\n")
                .file("/sys/class/dmi/id/product_serial", "S3CR3TSERIAL\n")
                .file("/sys/devices/pci0/usb1/power/wakeup", "enabled\n")
                .file("/sys/devices/pci0/usb1/serial", "S3CR3TSERIAL\n")
                .file(
                        "/sys/devices/pci0/usb1/uevent",
                        "HID_UNIQ=S3CR3TSERIAL\nHID_PHYS=52:54:00:ab:cd:ef\n")
                .file("/sys/devices/pci0/usb1/product", "Keyboard of whale fe80:1:2:3:4:5:6:7\n")
                .file("/sys/class/net/eth0/address", "52:54:00:ab:cd:ef\n")
                .file("/sys/class/net/eth0/device/power/wakeup", "enabled\n")
                .file(
                        "/services/logind/inhibitors",
                        "sleep\talice at 192.168.17.4\tbackup\tblock\t0\t1\n");

        RecordReport report =
                new Recorder(HostTree.recorded(folder.resolve("host")))
                        .record(folder.resolve("record"));

        String whole = content(folder.resolve("record"));
        assertThat(whole)
                .contains("mem disk", "container=lxc", "64055", "resume=UUID=00000000-0000");
        assertThat(secrets)
                .allSatisfy(secret ->
                        assertThat(whole.toLowerCase(Locale.ROOT))
                                .doesNotContain(secret.toLowerCase(Locale.ROOT)));
        assertThat(report.scrubbed())
                .anyMatch(line -> line.startsWith("/proc/cmdline: "))
                .anyMatch(line -> line.equals("/proc/cpuinfo: serial number"))
                .anyMatch(line -> line.endsWith("product: host name"));
    }

    @Test
    void findsNothingOfAHostInItsRecord() throws IOException {
        plantSecrets();

        RecordReport _ =
                new Recorder(HostTree.recorded(folder.resolve("host")))
                        .record(folder.resolve("record"));

        String whole = content(folder.resolve("record"));
        assertThat(
                        List.of(
                                "whale",
                                "alice",
                                "liddell",
                                "525400abcdef",
                                "52:54:00",
                                "5054:ff",
                                "2001:db8:7",
                                "S2R6NX0H123456",
                                WWID,
                                "533252364e58",
                                "acme",
                                "backup",
                                "payroll"))
                .allSatisfy(secret ->
                        assertThat(whole.toLowerCase(Locale.ROOT))
                                .doesNotContain(secret.toLowerCase(Locale.ROOT)));
        assertThat(whole)
                .contains("mem disk", "disk-0-part2", "64055", "services/ethtool/enx000000000000")
                .contains("INTERFACE=enx000000000000", "0x0000000000000000 wwn-0x0000000000000000")
                .contains("sleep\tprogram-0\treason-0\tblock\t1000\t7")
                .contains("sleep\tprogram-0\treason-1\tdelay\t0\t8")
                .contains("2026-01-01T06:30:00Z timer-0.timer");
        HostTree record = HostTree.recorded(folder.resolve("record"));
        assertThat(record.line("/sys/class/net/enx000000000000/type").toOptional()).contains("1");
    }

    private void plantSecrets() throws IOException {
        HostFiles.in(folder.resolve("host"))
                .file("/proc/sys/kernel/hostname", "whale\n")
                .file("/sys/power/state", "mem disk\n")
                .file(
                        "/etc/passwd",
                        """
                        alice:x:1000:1000:Alice Liddell,,,:/home/alice:/bin/sh
                        libvirt-qemu:x:64055:994::/:/x
                        """)
                .file(
                        "/proc/cmdline",
                        "resume=/dev/disk/by-id/ata-Samsung_SSD_850_S2R6NX0H123456-part2"
                                + " acpi=LABEL=whale-swap\n")
                .file("/sys/devices/pci0/net/enx525400abcdef/address", "52:54:00:ab:cd:ef\n")
                .file("/sys/devices/pci0/net/enx525400abcdef/type", "1\n")
                .file("/sys/devices/pci0/net/enx525400abcdef/uevent", "INTERFACE=enx525400abcdef\n")
                .file("/sys/devices/pci0/uevent", "X=fe80::5054:ff:feab:cdef\nY=2001:db8:7::9\n")
                .file("/sys/devices/pci0/power/wakeup", "enabled\n")
                .link("/sys/devices/pci0/net/enx525400abcdef/device", "../../../pci0")
                .link("/sys/class/net/enx525400abcdef", "../../devices/pci0/net/enx525400abcdef")
                .file("/sys/devices/b/name", "naa." + WWID + "\n")
                .file("/sys/devices/b/product", "t10.ATA     Samsung S2R6NX0H123456\n")
                .file(
                        "/sys/devices/b/description",
                        "0x"
                                + WWID
                                + " wwn-0x"
                                + WWID
                                + " nvme.144d-533252364e58-53616d-00000001\n")
                .file("/sys/devices/b/type", "iqn.2004-01.org.acme:san7 of alice 525400abcdef\n")
                .file("/sys/devices/b/power/wakeup", "enabled\n")
                .file("/sys/devices/virtual/block/dm-0/dm/name", "whale--vg-swap\n")
                .link("/sys/class/block/dm-0", "../../devices/virtual/block/dm-0")
                .file("/services/ethtool/enx525400abcdef", "supports=pumbg\nwake-on=g\n")
                .file(
                        "/services/logind/inhibitors",
                        """
                        sleep\tAlice's backup\tto nas.acme.org\tblock\t1000\t7
                        sleep\tAlice's backup\tother\tdelay\t0\t8
                        """)
                .file("/services/systemd/wake-timers", "2026-01-01T06:30:00Z acme-payroll.timer\n");
    }

    @Test
    void saysWhatItLeftOutAndWhy() throws IOException {
        HostFiles.in(folder.resolve("host"))
                .directory("/sys/power/state")
                .file("/sys/power/disk", new byte[] {(byte) 0xff});

        RecordReport report =
                new Recorder(HostTree.recorded(folder.resolve("host")))
                        .record(folder.resolve("record"));

        assertThat(report.leftOut())
                .contains(
                        "/sys/power/state: malformed: a directory where a file should be",
                        "/sys/power/disk: malformed: binary content where text should be");
    }

    @Test
    void writesIntoNoDirectoryThatHoldsSomething() throws IOException {
        HostFiles.in(folder);
        Recorder recorder = new Recorder(HostTree.recorded(folder));

        assertThatThrownBy(() -> recorder.record(folder))
                .isInstanceOf(RecordException.class)
                .hasMessageContainingAll(folder.toString(), "not empty", "nothing was written");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> recorder.record(file)).hasMessageContaining("is no directory");
    }

    @Test
    void recordsThisMachineSoThatItReadsTheSame() throws IOException {
        HostTree live = HostTree.live();
        RecordReport report = new Recorder(live).record(folder.resolve("record"));
        HostTree record = HostTree.recorded(folder.resolve("record"));

        assertThat(report.files()).isGreaterThan(20);
        assertThat(new KernelSleepReader(record).read().state())
                .isEqualTo(new KernelSleepReader(live).read().state());
        assertThat(new HibernationReader(record).read().swaps().toOptional())
                .isEqualTo(new HibernationReader(live).read().swaps().toOptional());
    }

    private static List<Swap.Backing> swaps(HostTree tree) {
        return new HibernationReader(tree)
                .read().swaps().toOptional().orElse(List.of()).stream().map(Swap::backing).toList();
    }

    private static String content(Path record) throws IOException {
        StringBuilder whole = new StringBuilder();
        try (Stream<Path> files = Files.walk(record)) {
            for (Path file : files.toList()) {
                whole.append(record.relativize(file)).append('\n');
                if (Files.isRegularFile(file)) {
                    whole.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .append('\n');
                }
            }
        }
        return whole.toString();
    }
}
