package dev.lungfish.cli.main;

import dev.lungfish.cli.command.ExitCode;
import dev.lungfish.cli.command.Lungfish;
import dev.lungfish.cli.command.Output;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The entry point of the `lungfish` command.
public final class Main {
    private static final int BUFFER_BYTES = 64 * 1024;

    private Main() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(
                run(arguments, stream(FileDescriptor.out), stream(FileDescriptor.err)).number());
    }

    /// Runs one command.
    static ExitCode run(String[] arguments, PrintStream out, PrintStream err) {
        ExitCode code = new Lungfish(new Output(out, err)).run(arguments);
        err.flush();
        out.flush();
        // An answer that could not be written whole (a full disk, a closed pipe) is no success.
        return out.checkError() && code == ExitCode.OK ? ExitCode.FAILED : code;
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
    }
}
