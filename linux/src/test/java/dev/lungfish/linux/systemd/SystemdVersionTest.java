package dev.lungfish.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.runtime.clock.Patience;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsProgram(
        value = {
            "dbus-daemon",
            "/usr/lib/python3/dist-packages/dbus",
            "/usr/lib/python3/dist-packages/gi"
        },
        install = "dbus python3-dbus python3-gi")
class SystemdVersionTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"252.39-1~deb12u1, 252", "257.13-1~deb13u1, 257", "262, 262", "v258~rc1, 258"})
    void readsTheNumber(String text, int number) throws IOException {
        assertThat(version(text).toOptional()).contains(number);
    }

    @Test
    void doesNotGuess() throws IOException {
        assertThat(version("next")).isInstanceOf(Reading.Malformed.class);
        assertThat(
                        SystemdVersion.read(
                                BusAddress.ofSocket(folder.resolve("none")), Patience.SERVICE))
                .isInstanceOf(Reading.Absent.class);
    }

    private Reading<Integer> version(String text) throws IOException {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startService(SystemdVersionTest.class, "mock-systemd-version.py", text);
            return SystemdVersion.read(bus.address(), Patience.SERVICE);
        }
    }
}
