package dev.lungfish.linux.cpupower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.power.PowerService.Kind;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.systemd.PrivateBus;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@NeedsProgram(
        value = {
            "dbus-daemon",
            "/usr/lib/python3/dist-packages/dbus",
            "/usr/lib/python3/dist-packages/gi"
        },
        install = "dbus python3-dbus python3-gi")
class LivePowerServicesTest {
    @TempDir private Path folder;

    @Test
    void readsAndSetsTheProfilesOfBoth() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startService(
                    LivePowerServicesTest.class,
                    "mock-power.py",
                    "tuned=virtual-host",
                    "profiles=balanced");
            PowerServices services = new LivePowerServices(bus.address());
            assertThat(told(services))
                    .containsExactly("power-profiles-daemon balanced", "tuned virtual-host");

            services.set(Kind.TUNED, "powersave");
            services.set(Kind.POWER_PROFILES_DAEMON, "power-saver");

            assertThat(told(services))
                    .containsExactly("power-profiles-daemon power-saver", "tuned powersave");
        }
    }

    @Test
    void tellsWhyAProfileIsNotTaken() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startService(
                    LivePowerServicesTest.class,
                    "mock-power.py",
                    "tuned=balanced",
                    "profiles=balanced");
            PowerServices services = new LivePowerServices(bus.address());

            assertThatThrownBy(() -> services.set(Kind.TUNED, "fast"))
                    .isInstanceOf(BusException.class)
                    .hasMessageContaining("Requested profile 'fast' doesn't exist.");
            assertThatThrownBy(() -> services.set(Kind.POWER_PROFILES_DAEMON, "performance"))
                    .isInstanceOf(BusException.class)
                    .hasMessageContaining("Invalid profile");
        }
    }

    @Test
    void findsNoneWhereNobodyHasTheNames() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            assertThat(new LivePowerServices(bus.address()).read())
                    .noneMatch(service -> service.runs());
        }
    }

    private static List<String> told(PowerServices services) {
        return services.read().stream()
                .map(service -> service.kind().spelling() + " " + service.profile().found())
                .toList();
    }
}
