package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real libvirt in a program that looks at its socket only when it calls and leaves SIGPIPE as
/// it is, as virt-top and scripts in Perl do; libvirt-python 9.0.
@Timeout(60)
@NeedsProgram(value = "/usr/lib/python3/dist-packages/libvirt.py", install = "python3-libvirt")
class ClientWithoutEventLoopTest {
    private static final String PROGRAM =
            """
            import libvirt, signal, sys
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            c = libvirt.open(sys.argv[1])
            print(c.getHostname(), flush=True)
            sys.stdin.readline()
            try:
                print(c.getHostname())
            except libvirt.libvirtError as e:
                print('error', e)
            """;

    @TempDir Path folder;

    @Test
    void readsAnErrorAtItsFirstCallAfterTheSleep() throws Exception {
        try (RunningServer server = RunningServer.in(folder)) {
            Process client =
                    new ProcessBuilder(
                                    "/usr/bin/python3",
                                    "-c",
                                    PROGRAM,
                                    "qemu+unix:///system?socket=" + server.readWrite)
                            .redirectErrorStream(true)
                            .start();
            try (var said = client.inputReader();
                    var hands = client.outputWriter()) {
                assertThat(said.readLine()).isEqualTo("little.example.org");
                assertThat(
                                server.server.dismiss(
                                        _ -> true,
                                        CloseReason.END_OF_FILE,
                                        Duration.ofSeconds(2),
                                        "the host goes to sleep"))
                        .isEqualTo(1);
                hands.write("\n");
                hands.flush();

                assertThat(said.readAllAsString()).contains("error").contains("End of file");
            }
            assertThat(client.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).as("not 128 + SIGPIPE").isZero();
        }
    }
}
