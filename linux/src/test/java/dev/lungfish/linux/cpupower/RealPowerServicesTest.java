package dev.lungfish.linux.cpupower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.power.PowerService.Kind;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.systemd.PrivateBus;
import dev.lungfish.testkit.NeedsProgram;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The daemons themselves, on a bus of the test's own, where they find no hardware to rule. Like
/// tuned it needs root.
@Timeout(120)
class RealPowerServicesTest {
    private static final String POLKITD = "/usr/lib/polkit-1/polkitd";
    private static final String PROFILES = "/usr/libexec/power-profiles-daemon";
    private static final String TUNED = "/usr/sbin/tuned";

    @TempDir private Path folder;

    /// polkitd is no root when it comes to the bus.
    @BeforeEach
    void letOthersIn() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    @NeedsProgram(
            value = {"dbus-daemon", PROFILES, POLKITD},
            install = "dbus power-profiles-daemon polkitd")
    void hasPowerProfilesDaemonTakeEachProfile() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startProgram(Map.of(), POLKITD);
            bus.awaitName("org.freedesktop.PolicyKit1");
            bus.startProgram(Map.of("POWER_PROFILE_DAEMON_FAKE_DRIVER", "1"), PROFILES);
            bus.awaitName("net.hadess.PowerProfiles");
            PowerServices services = new LivePowerServices(bus.address());

            assertThat(profile(services, Kind.POWER_PROFILES_DAEMON)).isEqualTo("balanced");
            takesEach(services, Kind.POWER_PROFILES_DAEMON);
            assertThatThrownBy(() -> services.set(Kind.POWER_PROFILES_DAEMON, "fast"))
                    .isInstanceOf(BusException.class)
                    .hasMessageContaining("fast");
        }
    }

    @Test
    @NeedsProgram(
            value = {"dbus-daemon", "unshare", TUNED},
            install = "dbus util-linux tuned")
    void hasTunedTakeEachProfile() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            Path script = folder.resolve("run-tuned.sh");
            try (InputStream in =
                    Objects.requireNonNull(getClass().getResourceAsStream("run-tuned.sh"))) {
                Files.write(script, in.readAllBytes());
            }
            bus.startProgram(Map.of(), "/bin/sh", script.toString(), folder.toString(), "balanced");
            bus.awaitName("com.redhat.tuned");
            PowerServices services = new LivePowerServices(bus.address());
            for (int i = 0; i < 200 && !profile(services, Kind.TUNED).equals("balanced"); i++) {
                Thread.sleep(Duration.ofMillis(50)); // It has its name before it has a profile.
            }

            assertThat(profile(services, Kind.TUNED)).isEqualTo("balanced");
            takesEach(services, Kind.TUNED);
            assertThatThrownBy(() -> services.set(Kind.TUNED, "fast"))
                    .isInstanceOf(BusException.class)
                    .hasMessageContaining("tuned does not take the profile 'fast'");
        }
    }

    private static void takesEach(PowerServices services, Kind kind) throws BusException {
        for (PowerProfile usual :
                List.of(
                        PowerProfile.POWER_SAVER,
                        PowerProfile.PERFORMANCE,
                        PowerProfile.BALANCED)) {
            String name = kind.nameOf(usual).orElseThrow();
            services.set(kind, name);
            assertThat(profile(services, kind)).isEqualTo(name);
        }
    }

    private static String profile(PowerServices services, Kind kind) {
        return services.read().stream()
                .filter(service -> service.kind() == kind)
                .map(service -> service.profile().found())
                .findFirst()
                .orElseThrow();
    }
}
