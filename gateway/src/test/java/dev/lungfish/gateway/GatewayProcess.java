package dev.lungfish.gateway;

import dev.lungfish.client.Caller;
import dev.lungfish.runtime.clock.Stopwatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A gateway in a process of its own, for a test that has networks of its own. Ends when its input
/// does.
public final class GatewayProcess {
    private GatewayProcess() {}

    /// Serves.
    ///
    /// @param arguments the configuration file
    public static void main(String... arguments) throws IOException {
        Stopwatch running = Stopwatch.start();
        Caller caller =
                new Caller(
                        command -> {
                            throw new IOException("no tunnel is needed here: " + command);
                        },
                        running::elapsed);
        new GatewayService(Optional.of(Path.of(arguments[0])), caller)
                .run(System.out::println, new CompletableFuture<>());
    }
}
