package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/// One run of the command in this process.
///
/// @param out what it answered
/// @param err what it told besides
record Invocation(ExitCode code, String out, String err) {
    static Invocation of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream outStream = new PrintStream(out, false, UTF_8);
                PrintStream errStream = new PrintStream(err, false, UTF_8)) {
            ExitCode code =
                    new Lungfish(new Output(outStream, errStream), new Interruption())
                            .run(arguments);
            outStream.flush();
            errStream.flush();
            return new Invocation(code, out.toString(UTF_8), err.toString(UTF_8));
        }
    }

    /// All that it wrote.
    String all() {
        return out + err;
    }
}
