package dev.lungfish.cli.main;

import dev.lungfish.cli.command.CommandReason;
import dev.lungfish.cli.command.ExitCode;
import dev.lungfish.cli.command.Interruption;
import dev.lungfish.cli.command.Lungfish;
import dev.lungfish.cli.command.Output;
import dev.lungfish.cli.command.Version;
import dev.lungfish.core.text.ReasonText;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The entry point of the `lungfish` command.
public final class Main {
    /// EPIPE, as strerror(3) words it.
    private static final String CLOSED_PIPE = "Broken pipe";

    private static final int BUFFER_BYTES = 64 * 1024;

    private Main() {}

    /// Runs one command and ends the process with its exit code. Where a signal ends the process, a
    /// command that has changed the host undoes that first, and its exit code counts.
    public static void main(String[] arguments) {
        if (Version.isAllAsked(arguments) && isVersionWritten()) {
            return;
        }
        Interruption interruption = new Interruption(HangUp::runs);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () ->
                                        interruption
                                                .interrupt()
                                                .ifPresent(code ->
                                                        Runtime.getRuntime().halt(code.number())),
                                "interruption"));
        AnswerStream answer = new AnswerStream(new FileOutputStream(FileDescriptor.out));
        Output output =
                new Output(
                        stream(answer),
                        stream(new FileOutputStream(FileDescriptor.err)),
                        Optional.ofNullable(System.console())
                                .filter(Console::isTerminal)
                                .isPresent());
        ExitCode code = run(arguments, output, interruption);
        tellIfTorn(answer, output);
        interruption.ended(code);
        System.exit(code.number());
    }

    /// Writes the version without anything that other commands need, so that none of it is loaded.
    ///
    /// @return false where it could not be written; the usual way then tells why
    private static boolean isVersionWritten() {
        try {
            byte[] line = Version.line().concat("\n").getBytes(StandardCharsets.UTF_8);
            new FileOutputStream(FileDescriptor.out).write(line);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Runs one command.
    static ExitCode run(String[] arguments, Output output, Interruption interruption) {
        ExitCode code = new Lungfish(output, interruption).run(arguments);
        output.err().flush();
        output.out().flush();
        // An answer that could not be written whole (a full disk, a closed pipe) is no success.
        return output.out().checkError() && code == ExitCode.OK ? ExitCode.FAILED : code;
    }

    /// Says why the answer is not whole; whoever has closed a pipe knows it.
    private static void tellIfTorn(AnswerStream answer, Output output) {
        answer.failure()
                .filter(why -> !why.contains(CLOSED_PIPE))
                .ifPresent(why -> {
                    output.say(ReasonText.sentence(new CommandReason.AnswerNotWritten(why)));
                    output.err().flush();
                });
    }

    private static PrintStream stream(OutputStream target) {
        return new PrintStream(
                new BufferedOutputStream(target, BUFFER_BYTES), false, StandardCharsets.UTF_8);
    }
}
