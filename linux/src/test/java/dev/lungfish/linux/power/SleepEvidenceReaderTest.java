package dev.lungfish.linux.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.SleepEvidence.WakeInterrupt;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.rtc.RtcClass;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachine;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SleepEvidenceReaderTest {
    @TempDir private Path folder;
    private HostFiles host;

    static List<RecordedMachine> machines() {
        return RecordedMachines.all();
    }

    @BeforeEach
    void makeAHost() {
        host = HostFiles.in(folder);
    }

    @Test
    void readsEverySourceOfEvidence() throws Exception {
        host.file("/proc/sys/kernel/random/boot_id", "5c8e\n")
                .file("/proc/uptime", "77.50 1\n")
                .file("/sys/class/rtc/rtc1/since_epoch", "5000\n")
                .file("/sys/class/rtc/rtc1/wakealarm", "5060\n")
                .file("/sys/power/suspend_stats/success", "3\n")
                .file("/sys/power/suspend_stats/fail", "1\n")
                .file("/sys/power/suspend_stats/last_failed_dev", "\n")
                .file("/sys/power/suspend_stats/last_failed_errno", "-16\n")
                .file("/sys/power/suspend_stats/last_failed_step", "freeze\n")
                .file("/sys/power/pm_test", "[none] core processors platform devices freezer\n");

        SleepEvidence sight = read("rtc1");

        assertThat(sight.at().sinceBoot().toMillis()).isEqualTo(77_500);
        assertThat(sight.bootId().toOptional()).contains("5c8e");
        assertThat(sight.rtc().toOptional()).contains(new RtcTime(5000));
        assertThat(sight.alarm().toOptional()).contains(new RtcAlarm.Armed(new RtcTime(5060)));
        assertThat(sight.statistics().success().toOptional()).contains(3L);
        assertThat(sight.statistics().fail().toOptional()).contains(1L);
        assertThat(sight.statistics().lastFailedDevice().toOptional()).contains("");
        assertThat(sight.statistics().lastFailedError().toOptional()).contains(-16L);
        assertThat(sight.statistics().lastFailedStep().toOptional()).contains("freeze");
        assertThat(sight.test().toOptional().orElseThrow().hasChosen("none")).isTrue();
    }

    @Test
    void takesWakeupSourcesOfOneNameTogether() throws Exception {
        host.file("/sys/class/wakeup/wakeup0/name", "00:04\n")
                .file("/sys/class/wakeup/wakeup0/event_count", "2\n")
                .file("/sys/class/wakeup/wakeup1/name", "alarmtimer.0.auto\n")
                .file("/sys/class/wakeup/wakeup1/event_count", "0\n")
                .file("/sys/class/wakeup/wakeup12/name", "00:04\n")
                .file("/sys/class/wakeup/wakeup12/event_count", "5\n")
                .file("/sys/class/wakeup/wakeup2/name", "broken\n")
                .file("/sys/class/wakeup/wakeup2/event_count", "many\n")
                .directory("/sys/class/wakeup/wakeup3");

        assertThat(read("rtc0").wakeEvents())
                .isEqualTo(
                        new Reading.Present<>(
                                "/sys/class/wakeup",
                                Map.of("00:04", 7L, "alarmtimer.0.auto", 0L),
                                "{00:04=7, alarmtimer.0.auto=0}"));
    }

    @Test
    void readsTheFixedEventsOfAcpiAlone() throws Exception {
        host.file(
                        "/sys/firmware/acpi/interrupts/ff_rt_clk",
                        "       3  EN     enabled      unmasked\n")
                .file("/sys/firmware/acpi/interrupts/ff_pwr_btn", "       0     invalid\n")
                .file("/sys/firmware/acpi/interrupts/ff_slp_btn", "\n")
                .file("/sys/firmware/acpi/interrupts/gpe01", "       9  EN     enabled\n");

        assertThat(read("rtc0").acpiEvents().toOptional())
                .contains(Map.of("ff_rt_clk", 3L, "ff_pwr_btn", 0L));
    }

    @Test
    void namesTheInterruptThatWokeTheHost() throws Exception {
        host.file("/sys/power/pm_wakeup_irq", "9\n")
                .file(
                        "/proc/interrupts",
                        """
                                   CPU0       CPU1
                          1:         10          0  IR-IO-APIC    1-edge      i8042
                          9:          4          0  IR-IO-APIC    9-fasteoi   acpi, i801 smbus
                        NMI:          0          0   Non-maskable interrupts
                        """);

        assertThat(read("rtc0").wakeInterrupt().toOptional())
                .contains(new WakeInterrupt(9, "acpi, i801 smbus"));
    }

    @Test
    void leavesTheNameOpenWhereTheKernelDoesNotSay() throws Exception {
        host.file("/sys/power/pm_wakeup_irq", "12\n");

        assertThat(read("rtc0").wakeInterrupt().toOptional()).contains(new WakeInterrupt(12, ""));
    }

    @Test
    void countsAnEmptyWakeInterruptAsAbsent() throws Exception {
        host.file("/sys/power/pm_wakeup_irq", "");

        assertThat(read("rtc0").wakeInterrupt())
                .isEqualTo(new Reading.Absent<>("/sys/power/pm_wakeup_irq"));
    }

    @Test
    void tellsAbsurdContentFromNone() throws Exception {
        host.file("/sys/power/suspend_stats/success", "-1\n")
                .file("/sys/power/pm_wakeup_irq", "soon\n")
                .file("/sys/power/pm_test", "banana\n");

        SleepEvidence sight = read("rtc0");

        assertThat(sight.statistics().success().broken()).isTrue();
        assertThat(sight.wakeInterrupt().broken()).isTrue();
        assertThat(sight.test().broken()).isTrue();
        assertThat(sight.bootId()).isInstanceOf(Reading.Absent.class);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void readsAnyRecordedMachine(RecordedMachine machine) throws Exception {
        HostTree tree = HostTree.recorded(machine.path());

        assertThat(new SleepEvidenceReader(tree, new HostClocks(tree)).read("rtc0").at())
                .isNotNull();
    }

    @Test
    void knowsAHostByItsKernelFirmwareAndRtc() throws Exception {
        host.file("/proc/sys/kernel/osrelease", "6.1.0-40-amd64\n")
                .file("/sys/class/dmi/id/bios_vendor", "SeaBIOS\n")
                .file("/sys/class/dmi/id/bios_version", "1.16.2\n")
                .file("/sys/class/dmi/id/bios_date", "04/01/2014\n")
                .file("/proc/cmdline", "quiet resume=/dev/vda2\n")
                .file("/sys/class/rtc/rtc0/name", "rtc_cmos 00:04\n")
                .file("/sys/class/rtc/rtc1/since_epoch", "1\n");

        assertThat(fingerprints())
                .containsExactly(
                        new Fingerprint(
                                "6.1.0-40-amd64",
                                "SeaBIOS 1.16.2 04/01/2014",
                                "rtc0 rtc_cmos 00:04",
                                "quiet resume=/dev/vda2"),
                        new Fingerprint(
                                "6.1.0-40-amd64",
                                "SeaBIOS 1.16.2 04/01/2014",
                                "rtc1",
                                "quiet resume=/dev/vda2"));
    }

    @Test
    void knowsAHostThatSaysNothingOfItself() throws Exception {
        host.file("/sys/class/rtc/rtc0/name", "rtc-pcf8563 1-0051\n");

        assertThat(fingerprints())
                .containsExactly(
                        new Fingerprint("unknown", "unknown", "rtc0 rtc-pcf8563 1-0051", ""));
    }

    private SleepEvidence read(String rtc) throws Exception {
        HostTree tree = HostTree.recorded(folder);
        return new SleepEvidenceReader(tree, new HostClocks(tree)).read(rtc);
    }

    private List<Fingerprint> fingerprints() throws Exception {
        HostTree tree = HostTree.recorded(folder);
        RtcClass rtcs = new RtcClass(tree);
        return rtcs.read(rtcs.devices().toOptional().orElseThrow()).stream()
                .map(new FingerprintReader(tree)::read)
                .toList();
    }
}
