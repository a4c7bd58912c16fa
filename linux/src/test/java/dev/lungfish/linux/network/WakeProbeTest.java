package dev.lungfish.linux.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeVerdict;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakeProbeTest {
    private static final String RTC = "/sys/devices/pnp0/00:02/rtc/rtc0";

    @TempDir private Path folder;

    @Test
    void listsEachDeviceOfALaptopOnce() throws NotARecordException {
        assertThat(probe(Machines.thinkpad(folder)))
                .extracting(verdict -> verdict.kind().spelling() + " " + verdict.name())
                .containsExactly(
                        "rtc rtc0",
                        "network eth0",
                        "usb 1-4",
                        "pci 0000:00:14.0",
                        "platform LNXPWRBN:00",
                        "platform PNP0C0D:00",
                        "platform serio0");
    }

    @Test
    void judgesALaptop() throws NotARecordException {
        List<WakeVerdict> verdicts = probe(Machines.thinkpad(folder));

        assertThat(verdicts).extracting(WakeVerdict::support).containsOnly(Support.SUPPORTED);
        assertThat(ReasonText.sentence(named(verdicts, "rtc0").reason()))
                .isEqualTo(
                        "its alarm can wake the host; no alarm is set; it keeps UTC; an alarm can"
                            + " be set up to one month ahead; its firmware says that it does not"
                            + " wake the host from suspend-to-disk (the FADT lacks RTC_S4)");
        assertThat(named(verdicts, "eth0").enabled()).contains(true);
        assertThat(ReasonText.sentence(named(verdicts, "1-4").reason()))
                .isEqualTo(
                        "Travel Keyboard (driver usb) could wake the host but is not allowed to");
        assertThat(ReasonText.sentence(named(verdicts, "0000:00:14.0").reason()))
                .startsWith("USB controller (driver xhci_hcd) may wake the host");
        assertThat(ReasonText.sentence(named(verdicts, "PNP0C0D:00").reason()))
                .isEqualTo("lid (driver button) may wake the host; wake events since boot: 2");
        assertThat(ReasonText.sentence(named(verdicts, "serio0").reason()))
                .startsWith("i8042 KBD port");
    }

    @Test
    void judgesAVirtualMachine() throws NotARecordException {
        List<WakeVerdict> verdicts = probe(Machines.qemuPc(folder));

        assertThat(ReasonText.sentence(named(verdicts, "rtc0").reason()))
                .contains("up to one day ahead");
        assertThat(named(verdicts, "ens3").support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(ReasonText.sentence(named(verdicts, "ens3").reason()))
                .contains("virtual machine");
        assertThat(verdicts).extracting(WakeVerdict::name).doesNotContain("00:04");
    }

    @Test
    void saysThatABoardHasNoRtc() throws NotARecordException {
        List<WakeVerdict> verdicts = probe(Machines.raspberryPi(folder));

        assertThat(verdicts).extracting(WakeVerdict::name).containsExactly("rtc", "eth0");
        assertThat(verdicts.getFirst().support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(verdicts.getLast().support()).isEqualTo(Support.SUPPORTED);
        assertThat(ReasonText.remedy(verdicts.getLast().reason()))
                .startsWith("ethtool -s eth0 wol g; echo enabled > ");
    }

    @Test
    void doesNotKnowOfRtcsWhereSysIsMissing() throws IOException {
        Files.createDirectories(folder.resolve("proc"));

        List<WakeVerdict> verdicts = WakeProbe.probe(HostTree.recorded(folder));

        assertThat(verdicts).extracting(WakeVerdict::support).containsOnly(Support.UNKNOWN);
        assertThat(verdicts.getFirst().name()).isEqualTo("rtc");
    }

    @Test
    void doesNotKnowOfRtcsWhereTheClassIsAFile() throws NotARecordException {
        HostFiles files = HostFiles.in(folder).file("/sys/class/rtc", "?");

        assertThat(probe(files).getFirst().support()).isEqualTo(Support.UNKNOWN);
        assertThat(ReasonText.sentence(probe(files).getFirst().reason()))
                .contains("/sys/class/rtc malformed");
    }

    @Test
    void seesAnEmptyRtcClass() throws NotARecordException {
        HostFiles files = HostFiles.in(folder).directory("/sys/class/rtc");

        assertThat(probe(files).getFirst().support()).isEqualTo(Support.UNSUPPORTED);
    }

    @Test
    void sortsRtcsByNumber() throws NotARecordException {
        HostFiles files = HostFiles.in(folder);
        for (String name : List.of("rtc10", "rtc9", "rtcX", "uevent")) {
            files.directory("/sys/class/rtc/" + name);
        }

        assertThat(probe(files))
                .filteredOn(verdict -> verdict.kind() == WakeKind.RTC)
                .extracting(WakeVerdict::name)
                .containsExactly("rtc9", "rtc10");
    }

    @Test
    void seesAnAlarmOfSomebodyElseOnALocalRtc() throws NotARecordException {
        HostFiles files =
                Machines.thinkpad(folder)
                        .file(RTC + "/since_epoch", (Machines.NOW + 7200) + "\n")
                        .file(RTC + "/wakealarm", (Machines.NOW + 7200 + 11_400) + "\n")
                        .file("/etc/adjtime", "0.0 0 0.0\n0\nLOCAL\n");

        assertThat(ReasonText.sentence(named(probe(files), "rtc0").reason()))
                .contains("an alarm is already set, for 2026-01-01 03:10:00 UTC (in 3 h 10 min)")
                .contains("local time, UTC+2 h, which does no harm");
    }

    @Test
    void findsDevicesThatARecordHoldsOnlyAsCopies() throws NotARecordException {
        HostFiles files =
                HostFiles.in(folder)
                        .file("/sys/bus/usb/devices/1-1/power/wakeup", "enabled\n")
                        .file("/sys/bus/usb/devices/1-1/product", "Hub\n")
                        .file("/sys/class/tty/ttyS0/device/power/wakeup", "disabled\n")
                        .file("/sys/class/wakeup/wakeup3/name", "PNP0C0C:00\n")
                        .file("/sys/class/wakeup/wakeup3/device/power/wakeup", "enabled\n");

        assertThat(probe(files))
                .extracting(WakeVerdict::name)
                .containsExactly("rtc", "1-1", "PNP0C0C:00", "ttyS0");
    }

    @Test
    void listsACopiedRtcAndACopiedInterfaceOnce() throws NotARecordException {
        HostFiles files =
                HostFiles.in(folder)
                        .file("/sys/class/rtc/rtc0/name", "rtc_cmos 00:04\n")
                        .file("/sys/class/rtc/rtc0/wakealarm", "")
                        .file("/sys/class/rtc/rtc0/device/power/wakeup", "enabled\n")
                        .file("/sys/devices/pnp0/00:04/power/wakeup", "enabled\n")
                        .file("/sys/class/net/eth0/device/power/wakeup", "enabled\n")
                        .file(
                                "/sys/class/net/eth0/device/uevent",
                                "DRIVER=igc\nPCI_SLOT_NAME=0000:02:00.0\n")
                        .file("/sys/bus/pci/devices/0000:02:00.0/power/wakeup", "enabled\n");

        assertThat(probe(files)).extracting(WakeVerdict::name).containsExactly("rtc0", "eth0");
        assertThat(named(probe(files), "eth0").support()).isEqualTo(Support.UNKNOWN);
        assertThat(named(probe(files), "eth0").evidence().toString()).contains("DRIVER=igc");
    }

    @Test
    void takesTheSwitchOfAUsbInterfaceFromTheWholeDevice() throws NotARecordException {
        String usb = "/sys/devices/pci0000:00/0000:00:14.0/usb2/2-3";
        HostFiles files = HostFiles.in(folder);
        Machines.device(files, usb, "usb", "usb", "disabled");
        files.directory(usb + "/2-3:1.0/power")
                .link(usb + "/2-3:1.0/subsystem", "../../bus/usb")
                .link(usb + "/2-3:1.0/driver", "../../drivers/r8152")
                .link(usb + "/2-3:1.0/net/eth1/device", "../../../2-3:1.0")
                .link("/sys/class/net/eth1", "../../.." + usb + "/2-3:1.0/net/eth1")
                .file("/services/ethtool/eth1", "supports=pumbg\nwake-on=g\n");

        List<WakeVerdict> verdicts = probe(files);

        assertThat(verdicts).extracting(WakeVerdict::name).containsExactly("rtc", "eth1");
        assertThat(ReasonText.remedy(verdicts.getLast().reason()))
                .isEqualTo("echo enabled > " + usb + "/power/wakeup");
    }

    @Test
    void endsOnATreeThatIsDeeperThanAnyHost() throws NotARecordException {
        HostFiles files = HostFiles.in(folder).directory("/sys/devices" + "/d".repeat(60));

        assertThat(probe(files).getLast().name()).isEqualTo("devices");
        assertThat(probe(files).getLast().support()).isEqualTo(Support.UNKNOWN);
    }

    @Test
    void readsThisMachine() {
        List<WakeVerdict> verdicts = WakeProbe.probe(HostTree.live());

        assertThat(verdicts).extracting(WakeVerdict::kind).contains(WakeKind.RTC);
        assertThat(verdicts)
                .extracting(verdict -> ReasonText.sentence(verdict.reason()))
                .doesNotContain("");
    }

    private static List<WakeVerdict> probe(HostFiles files) throws NotARecordException {
        return WakeProbe.probe(HostTree.recorded(files.root()));
    }

    private static WakeVerdict named(List<WakeVerdict> verdicts, String name) {
        return verdicts.stream()
                .filter(verdict -> verdict.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
