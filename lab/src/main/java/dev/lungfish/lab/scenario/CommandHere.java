package dev.lungfish.lab.scenario;

import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.ForwardedPort;
import dev.lungfish.runtime.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The `lungfish` command on this machine, for what is asked of a daemon in a guest: there each
/// start of the runtime takes seconds of this machine's processors.
final class CommandHere {
    private CommandHere() {}

    /// The URI of a daemon in a guest.
    static String uri(ForwardedPort port) {
        return "lungfish+tcp://127.0.0.1:%d/system".formatted(port.outside());
    }

    /// Starts it.
    static Program start(String... words) {
        List<String> java =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.lungfish.cli.main.Main");
        try {
            return Program.start(Stream.concat(java.stream(), Stream.of(words)).toList());
        } catch (IOException e) {
            throw new LabException("the command can't be started here: " + e, e);
        }
    }
}
