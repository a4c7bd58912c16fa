package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.NeedsProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a service manager hears of the daemon.
@Timeout(90)
@NeedsProgram(value = "python3", install = "python3")
class DaemonWatchdogTest {
    private static final String MANAGER =
            """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1])
            print('bound', flush=True)
            while True:
                print(s.recv(4096).decode().replace('\\n', ' '), flush=True)
            """;

    @TempDir private Path folder;
    private ServedMachine machine;

    @BeforeEach
    void begin() throws Exception {
        machine = ServedMachine.of(folder);
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void hearsThatTheDaemonLivesOnlyAsLongAsItServes() throws Exception {
        Path told = folder.resolve("notify");
        Process manager =
                new ProcessBuilder("python3", "-c", MANAGER, told.toString())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader heard =
                new BufferedReader(new InputStreamReader(manager.getInputStream(), UTF_8))) {
            await(heard, "bound");
            Process daemon =
                    machine.serve(
                            Map.of("NOTIFY_SOCKET", told.toString(), "WATCHDOG_USEC", "2000000"));

            await(heard, "READY=1");
            await(heard, "WATCHDOG=1");
            Files.delete(machine.file("libvirt-sock"));

            assertThat(machine.played().awaitLine(daemon, "does not answer itself"))
                    .contains(machine.file("libvirt-sock").toString());
        } finally {
            manager.destroyForcibly();
        }
    }

    private static void await(BufferedReader heard, String words) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line = heard.readLine(); line != null; line = heard.readLine()) {
            lines.append(line).append('\n');
            if (line.contains(words)) {
                return;
            }
        }
        throw new IOException("'" + words + "' was not told, but " + lines);
    }
}
