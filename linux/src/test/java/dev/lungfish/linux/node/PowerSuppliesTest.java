package dev.lungfish.linux.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.policy.Situation.PowerSource;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerSuppliesTest {
    private static final String SUPPLIES = "/sys/class/power_supply/";

    @TempDir private Path folder;
    private HostFiles host;

    @BeforeEach
    void begin() {
        host = HostFiles.in(folder);
    }

    /// systemd/systemd#25316: the battery charges by USB-C, and no supply says online.
    @ParameterizedTest
    @CsvSource({
        "Charging, MAINS",
        "Full, MAINS",
        "Not charging, MAINS",
        "Discharging, BATTERY",
        "Unknown, BATTERY"
    })
    void livesOnABatteryThatDischarges(String status, PowerSource source)
            throws NotARecordException {
        supply("AC", "Mains", "0");
        host.file(SUPPLIES + "BAT0/type", "Battery\n").file(SUPPLIES + "BAT0/status", status);

        assertThat(PowerSupplies.source(HostTree.recorded(folder))).contains(source);
    }

    @Test
    void livesOnNoBatteryOfAMouse() throws NotARecordException {
        host.file(SUPPLIES + "hid-1/type", "Battery\n")
                .file(SUPPLIES + "hid-1/scope", "Device\n")
                .file(SUPPLIES + "hid-1/status", "Discharging\n");

        assertThat(PowerSupplies.source(HostTree.recorded(folder))).contains(PowerSource.MAINS);
    }

    /// Linux `drivers/hid/wacom_sys.c`: the charger of a tablet is a `Mains` of its own.
    @Test
    void livesOnNoChargerOfATablet() throws NotARecordException {
        supply("wacom_ac_1", "Mains", "1");
        host.file(SUPPLIES + "wacom_ac_1/scope", "Device\n")
                .file(SUPPLIES + "BAT0/type", "Battery\n")
                .file(SUPPLIES + "BAT0/status", "Discharging\n");

        assertThat(PowerSupplies.source(HostTree.recorded(folder))).contains(PowerSource.BATTERY);
    }

    /// Linux `drivers/acpi/battery.c`: of a battery that is not there only `present` can be read.
    @Test
    void livesOnNoBatteryThatIsNotInItsBay() throws NotARecordException {
        host.file(SUPPLIES + "BAT1/type", "Battery\n").file(SUPPLIES + "BAT1/present", "0\n");

        assertThat(PowerSupplies.source(HostTree.recorded(folder))).contains(PowerSource.MAINS);
    }

    /// systemd/systemd#21988: a port that is the source for a telephone reads online too. A
    /// negotiated voltage reads 2 (Linux 6.12 `Documentation/ABI/testing/sysfs-class-power`).
    @ParameterizedTest
    @CsvSource({
        "[source] sink, source [sink], BATTERY",
        "source [sink], [source] sink, MAINS",
        "[source] sink, [source] sink, BATTERY"
    })
    void doesNotLiveOnAPortThatFeedsATelephone(String first, String second, PowerSource source)
            throws NotARecordException {
        String controller = "/sys/devices/platform/USBC000:00";
        String supply = "ucsi-source-psy-USBC000:001";
        host.file(controller + "/power_supply/" + supply + "/type", "USB\n")
                .file(controller + "/power_supply/" + supply + "/online", "2\n")
                .file(controller + "/typec/port0/power_role", first + "\n")
                .file(controller + "/typec/port1/power_role", second + "\n")
                .link(SUPPLIES + supply, "../../devices/platform/USBC000:00/power_supply/" + supply)
                .file(SUPPLIES + "BAT0/type", "Battery\n")
                .file(SUPPLIES + "BAT0/status", "Discharging\n");

        assertThat(PowerSupplies.source(HostTree.recorded(folder))).contains(source);
    }

    private void supply(String name, String type, String online) {
        host.file(SUPPLIES + name + "/type", type + "\n")
                .file(SUPPLIES + name + "/online", online + "\n");
    }
}
