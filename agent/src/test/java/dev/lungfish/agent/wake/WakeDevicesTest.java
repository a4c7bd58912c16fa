package dev.lungfish.agent.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.agent.engine.ProcedureListener;
import dev.lungfish.agent.report.WakeDevicesReport;
import dev.lungfish.api.DeviceChange;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import dev.lungfish.linux.network.RecordedEthtool;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.journal.SleepTotals;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakeDevicesTest {
    private static final String LID =
            "/sys/devices/LNXSYSTM:00/LNXSYBUS:00/PNP0C0D:00/power/wakeup";
    private static final String RTC = "/sys/devices/pnp0/00:04/power/wakeup";

    private static final SleepRequest REQUEST =
            SleepRequest.to(SleepTarget.MEM)
                    .named("3f2a")
                    .by("root by hand")
                    .lasting(Duration.ofHours(8))
                    .build();

    @TempDir private Path folder;
    private HostFiles host;

    @BeforeEach
    void begin() {
        host =
                HostFiles.copyOf(
                        RecordedMachines.named("laptop-with-everything-fine"),
                        folder.resolve("tree"));
        host.file(LID, "enabled\n");
    }

    @Test
    void switchesADeviceByTheNameThatPeopleKnow() throws Exception {
        assertThat(ReasonText.each(devices().change("lid", DeviceChange.OFF)))
                .containsExactly(
                        "lid (PNP0C0D:00) does not wake the host from now on (" + LID + ")");
        assertThat(host.text(LID)).startsWith("disabled");

        assertThat(ReasonText.each(devices().change("PNP0C0D:00", DeviceChange.ON))).hasSize(1);
        assertThat(host.text(LID)).startsWith("enabled");
    }

    @Test
    void switchesAgainWhatABootSetBack() throws Exception {
        var _ = devices().change("lid", DeviceChange.OFF);
        assertThat(ReasonText.each(devices().keep())).isEmpty();

        host.file(LID, "enabled\n");

        assertThat(ReasonText.each(devices().keep())).containsExactly(LID + " is disabled again");
        assertThat(host.text(LID)).startsWith("disabled");
    }

    @Test
    void isQuietInSleepsAlone() throws Exception {
        assertThat(ReasonText.each(devices().change("lid", DeviceChange.QUIET)))
                .singleElement()
                .asString()
                .contains("lid (PNP0C0D:00)", "on again after each");
        assertThat(host.text(LID)).startsWith("enabled");

        assertThat(devices().hush()).isEmpty();
        assertThat(host.text(LID)).startsWith("disabled");

        // Another process does this after a crash in the sleep.
        assertThat(devices().unhush()).isEmpty();
        assertThat(host.text(LID)).startsWith("enabled");
        assertThat(devices().look())
                .filteredOn(WakeDeviceStatus::quiet)
                .extracting(WakeDeviceStatus::title)
                .containsExactly("lid");

        var _ = devices().change("lid", DeviceChange.LOUD);
        assertThat(devices().hush()).isEmpty();
        assertThat(host.text(LID)).startsWith("enabled");
    }

    @Test
    void isOffWhileASleepWithoutADaemonLasts() throws Exception {
        var _ = devices().change("lid", DeviceChange.QUIET);
        List<String> told = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        DisabledWakeups listener =
                new DisabledWakeups(
                        new ProcedureListener() {
                            @Override
                            public void resume(SleepRequest request) {
                                seen.add(host.text(LID).strip());
                            }
                        },
                        new WakeOnLanNics(
                                HostTree.recorded(host.root()),
                                new RecordedEthtool(HostTree.recorded(host.root())),
                                new StateDirectory(folder.resolve("state"), "rwxr-xr-x"),
                                Map.of()),
                        devices(),
                        reason -> told.add(ReasonText.sentence(reason)));

        listener.quiesce(REQUEST);
        seen.add(host.text(LID).strip());
        listener.resume(REQUEST);

        assertThat(seen).containsExactly("disabled", "enabled");
        assertThat(told).isEmpty();
    }

    @Test
    void leavesADeviceOffAfterASleepThatWasOffBeforeIt() throws Exception {
        var _ = devices().change("lid", DeviceChange.QUIET);
        host.file(LID, "disabled\n");

        assertThat(devices().hush()).isEmpty();
        assertThat(devices().unhush()).isEmpty();

        assertThat(host.text(LID)).startsWith("disabled");
    }

    @Test
    void theWayBackOfTimedSleepsIsNotQuiet() throws Exception {
        assertThatThrownBy(() -> devices().change("rtc0", DeviceChange.QUIET))
                .isInstanceOf(WakeSwitchException.class)
                .hasMessageContaining("way back");
        assertThat(ReasonText.each(devices().change("rtc0", DeviceChange.OFF)))
                .element(1)
                .asString()
                .contains("no timed sleep is accepted", "--on rtc0");
        assertThat(host.text(RTC)).startsWith("disabled");
    }

    @Test
    void namesTheDevicesThatAWordMayMean() {
        assertThatThrownBy(() -> devices().change("button", DeviceChange.OFF))
                .isInstanceOf(WakeSwitchException.class)
                .hasMessageContaining("PNP0C0C:00")
                .hasMessageContaining("LNXPWRBN:00");
        assertThatThrownBy(() -> devices().change("teapot", DeviceChange.OFF))
                .isInstanceOf(WakeSwitchException.class)
                .hasMessageContaining("'teapot'")
                .hasMessageContaining("lungfish wake-devices");
    }

    @Test
    void listsEveryDeviceInALine() throws Exception {
        List<WakeDeviceStatus> all = devices().look();

        assertThat(WakeDevicesReport.text(all).lines())
                .hasSameSizeAs(all)
                .anyMatch(line -> line.matches("platform +PNP0C0D:00 +lid +on"));
        assertThat(all).extracting(sight -> sight.verdict().kind()).contains(WakeKind.USB);
        assertThat(WakeDevicesReport.json(all))
                .contains("\"name\":\"PNP0C0D:00\",\"title\":\"lid\"");
    }

    @Test
    void namesWhatEndedASleepWithWhatToDo() {
        WakeCause cause =
                new WakeCause(
                        WakeCause.Kind.DEVICE,
                        ReceivedReason.uncoded(
                                "interrupt 9 (acpi), wakeup source PNP0C0D:00; the alarm did not"
                                        + " fire"));

        assertThat(SleepTotals.devices(cause)).containsExactly("PNP0C0D:00");
        assertThat(ReasonText.each(devices().blame(cause)))
                .singleElement()
                .asString()
                .contains("lid (PNP0C0D:00)", "--quiet PNP0C0D:00");
        assertThat(
                        ReasonText.each(
                                devices()
                                        .blame(
                                                new WakeCause(
                                                        WakeCause.Kind.ALARM,
                                                        ReceivedReason.uncoded(
                                                                "wakeup source PNP0C0D:00")))))
                .isEmpty();
    }

    private WakeDevices devices() {
        try {
            return new WakeDevices(
                    HostTree.recorded(host.root()),
                    new StateDirectory(folder.resolve("state"), "rwxr-xr-x"));
        } catch (NotARecordException e) {
            throw new AssertionError(e);
        }
    }
}
