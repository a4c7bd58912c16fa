package dev.lungfish.packaging;

import dev.lungfish.cli.command.ExitCode;
import dev.lungfish.cli.command.Interruption;
import dev.lungfish.cli.command.Lungfish;
import dev.lungfish.cli.command.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/// Writes the sources of the manual pages (AsciiDoc, one for each command) and the completions of
/// bash, zsh and fish. Part of the build of packages.
public final class Manual {
    private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();

    static {
        for (ExitCode code : ExitCode.values()) {
            EXIT_CODES.put(String.valueOf(code.number()), meaning(code));
        }
    }

    private Manual() {}

    /// Writes all files.
    ///
    /// @param arguments the folder: `man/` and `completions/` are made in it
    /// @throws IOException if a file can't be written, or the generator fails
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    static void write(Path folder) throws IOException {
        Path pages = Files.createDirectories(folder.resolve("man"));
        Path completions = Files.createDirectories(folder.resolve("completions"));
        writePages(pages);
        // zsh runs the same file, by its bashcompinit.
        Files.writeString(completions.resolve("lungfish"), BashCompletion.of(model()));
        Files.writeString(completions.resolve("_lungfish"), ZshCompletion.of("lungfish"));
        Files.writeString(
                completions.resolve("lungfish.fish"), FishCompletion.of(model().getCommandSpec()));
    }

    private static void writePages(Path pages) throws IOException {
        CommandSpec program = model().getCommandSpec();
        complete(program);
        int code =
                ManPageGenerator.generateManPage(
                        pages.toFile(), null, new boolean[0], false, program);
        if (code != 0) {
            throw new IOException("the generator of manual pages ended with code " + code);
        }
    }

    private static String meaning(ExitCode code) {
        return switch (code) {
            case OK -> "done; a sleep was slept as promised";
            case FAILED -> "could not be carried out";
            case USAGE -> "the arguments were not understood";
            case BAD_INPUT -> "a record or a configuration can't be used";
            case REFUSED -> "the host is not put to sleep, and nothing was changed";
            case CANCELLED -> "cancelled";
            case NEVER_ENTERED -> "tried, and the host did not sleep";
            case WOKE_EARLY -> "the host slept and was back too early";
            case WOKE_LATE -> "the host slept and was back too late";
            case UNPROVEN -> "whether and how the host slept can't be proved";
            case RESUMED_FROM_NOTHING -> "the host came back by a fresh boot";
            case NOT_WOKEN -> "magic packets were sent, and the host does not answer";
        };
    }

    /// A manual page has a name line, and says how the command ends.
    private static void complete(CommandSpec command) {
        command.usageMessage()
                .header(inShort(command))
                .exitCodeListHeading("%nExit status%n")
                .exitCodeList(EXIT_CODES);
        command.subcommands().values().forEach(line -> complete(line.getCommandSpec()));
    }

    /// The first sentence of a command's description, without its full stop.
    static String inShort(CommandSpec command) {
        return String.join(" ", command.usageMessage().description())
                .split("[.:] |\\.$| \\(", 2)[0];
    }

    static CommandLine model() {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Lungfish(new Output(nowhere, nowhere), new Interruption()).model();
    }
}
