package dev.lungfish.linux.cpupower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.power.PowerService.Kind;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.systemd.PrivateBus;
import dev.lungfish.runtime.clock.Patience;
import dev.lungfish.testkit.NeedsProgram;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
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

    /// Debian 13: tuned 2.25.1 and its tuned-ppd, with a profile that was set by tuned-adm.
    @Test
    void takesTunedAndItsSecondNameForOneService() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startService(
                    LivePowerServicesTest.class, "mock-power.py", "tuned=virtual-host", "ppd=yes");
            PowerServices services = new LivePowerServices(bus.address());
            assertThat(services.read())
                    .filteredOn(PowerService::runs)
                    .extracting(service -> service.kind() + " " + service.profile().found())
                    .containsExactly("TUNED virtual-host");

            services.set(Kind.TUNED, "powersave");
            services.set(Kind.TUNED, "virtual-host");

            assertThat(services.read())
                    .filteredOn(PowerService::runs)
                    .extracting(service -> service.profile().found())
                    .containsExactly("virtual-host");
        }
    }

    @Test
    void findsNoneWhereNobodyHasTheNames() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            assertThat(new LivePowerServices(bus.address()).read())
                    .noneMatch(service -> service.runs());
        }
    }

    /// Debian 13 with tuned and power-profiles-daemon 0.30 under load: what was slow was taken for
    /// what is not there, and the processors were set past both.
    @Test
    void takesABusThatIsSlowForOneWhoseServicesAreNotKnown() throws Exception {
        Path socket = folder.resolve("slow");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            ServerSocketChannel _ = silent.bind(UnixDomainSocketAddress.of(socket));
            assertThat(
                            new LivePowerServices(
                                            BusAddress.ofSocket(socket),
                                            Patience.once(Duration.ofMillis(300)))
                                    .read())
                    .allMatch(PowerService::runs)
                    .allMatch(service -> service.profile().broken());
        }
    }

    private static List<String> told(PowerServices services) {
        return services.read().stream()
                .map(service -> service.kind().spelling() + " " + service.profile().found())
                .toList();
    }
}
