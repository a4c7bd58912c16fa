package dev.lungfish.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;

/// Plays the kernel of a recorded machine, which keeps its promises.
///
/// @param process that plays
record PlayedKernel(Process process) implements AutoCloseable {
    static PlayedKernel of(Path machine) throws IOException {
        Path player =
                Path.of(System.getProperty("lungfish.checkout", ""), "testkit", "play-kernel");
        Process process =
                new ProcessBuilder(List.of(player.toString(), machine.toString(), "promised"))
                        .redirectErrorStream(true)
                        .start();
        String first =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))
                        .readLine();
        assertThat(first).isEqualTo("ready");
        return new PlayedKernel(process);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        Process _ = process.onExit().join();
    }
}
