package dev.lungfish.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.NeedsProgram;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SystemdTest {
    private static final String LISTENER =
            """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1].replace('@', '\\0'))
            print('bound', flush=True)
            print(repr(s.recv(4096)), flush=True)
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/", "@"})
    @NeedsProgram(value = "python3", install = "python3")
    void tellsWhoeverListens(String kind) throws Exception {
        String socket = kind.equals("@") ? "@" + folder + "/abstract" : folder + "/socket";
        Process listener =
                new ProcessBuilder("python3", "-c", LISTENER, socket)
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(listener.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("bound");

            assertThat(with(Map.of("NOTIFY_SOCKET", socket)).tell("READY=1\nSTATUS=fine"))
                    .isEmpty();

            assertThat(said.readLine()).isEqualTo("b'READY=1\\nSTATUS=fine'");
        } finally {
            listener.destroyForcibly();
        }
    }

    @Test
    void saysWhatWentWrong() {
        String socket = folder.resolve("none").toString();

        assertThat(with(Map.of("NOTIFY_SOCKET", socket)).tell("READY=1"))
                .hasValueSatisfying(words ->
                        assertThat(words)
                                .contains(
                                        "READY=1", socket, "sendto", "No such file or directory"));
        assertThat(with(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(200))).tell("READY=1"))
                .hasValueSatisfying(words -> assertThat(words).contains("File name too long"));
    }

    @Test
    void tellsNobodyWhereNobodyListens() {
        Systemd none = with(Map.of("WATCHDOG_USEC", "1000000"));

        assertThat(none.listens()).isFalse();
        assertThat(none.tell("READY=1")).isEmpty();
        assertThat(none.watchdog()).isEmpty();
    }

    @Test
    void knowsHowLongItMayBeSilent() {
        assertThat(watched(Map.of("WATCHDOG_USEC", "30000000"))).contains(Duration.ofSeconds(30));
        assertThat(watched(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "7")))
                .contains(Duration.ofSeconds(30));
        assertThat(watched(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "8")))
                .as("meant for another process")
                .isEmpty();
        assertThat(watched(Map.of("WATCHDOG_USEC", "soon"))).isEmpty();
        assertThat(watched(Map.of())).isEmpty();
    }

    private static Optional<Duration> watched(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("NOTIFY_SOCKET", "/run/systemd/notify");
        return with(all).watchdog();
    }

    private static Systemd with(Map<String, String> environment) {
        return Systemd.of(environment, 7);
    }
}
