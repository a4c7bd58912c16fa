package dev.lungfish.cli.command;

import dev.lungfish.cli.render.EnergyPicture;
import dev.lungfish.controller.admin.AdminClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options of `lungfish fleet energy`, and the files that it writes.
record FleetEnergy(ParseResult arguments, Output output) {
    private static final String MONTH = "--month";
    private static final String HOST = "--host";
    private static final String BY = "--by";
    private static final String CSV = "--csv";
    private static final String PLOT = "--plot";
    private static final List<String> OPTIONS = List.of(MONTH, HOST, BY, CSV, PLOT);

    static void addOptions(CommandSpec spec) {
        add(spec, MONTH, "MONTH", "with 'energy': which month, as 2026-11 (this one)");
        add(spec, HOST, "HOST", "with 'energy': only this host");
        add(spec, BY, "host|pool", "with 'energy': what a row is of (host)");
        add(spec, CSV, "FILE", "with 'energy': also write the rows, as CSV");
        add(spec, PLOT, "FILE", "with 'energy': also write a picture of the days, as SVG");
    }

    private static void add(CommandSpec spec, String name, String label, String description) {
        spec.addOption(
                OptionSpec.builder(name)
                        .paramLabel(label)
                        .type(String.class)
                        .description(description)
                        .build());
    }

    /// Whether the options fit to the action.
    void requireFitting(boolean energy) {
        for (String option : OPTIONS) {
            if (!energy && arguments.hasMatchedOption(option)) {
                throw wrong("%s is for 'energy' alone".formatted(option));
            }
        }
        String month = arguments.matchedOptionValue(MONTH, "2026-11");
        if (!month.matches("\\d{4}-(0[1-9]|1[0-2])")) {
            throw wrong("%s: a month as 2026-11 expected, found '%s'".formatted(MONTH, month));
        }
        String by = arguments.matchedOptionValue(BY, "host");
        if (!by.matches("host|pool")) {
            throw wrong("%s: host or pool expected, found '%s'".formatted(BY, by));
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(arguments.commandSpec().commandLine(), what);
    }

    /// What is asked of the API.
    ///
    /// @param more parameters
    static String path(ParseResult arguments, String path, String more) {
        StringBuilder asked = new StringBuilder(path).append('?');
        asked.append("by=").append(arguments.matchedOptionValue(BY, "host"));
        for (String option : List.of(MONTH, HOST, FleetCommand.POOL)) {
            Optional.ofNullable(arguments.<String>matchedOptionValue(option, null))
                    .ifPresent(value ->
                            asked.append('&')
                                    .append(option.substring(2))
                                    .append('=')
                                    .append(FleetCalls.encoded(value)));
        }
        return asked.append(more).toString();
    }

    /// Writes the files that were asked for.
    ///
    /// @param answer the first page of the rows
    /// @return false where one can't be written, which is told
    /// @throws IOException where the controller is not reached
    boolean write(AdminClient api, AdminClient.Answer answer) throws IOException {
        boolean written = true;
        if (arguments.hasMatchedOption(CSV)) {
            written = write(CSV, api.text(path(arguments, "/v1/energy.csv", "")));
        }
        if (written && arguments.hasMatchedOption(PLOT)) {
            written = write(PLOT, EnergyPicture.of(answer.content()));
        }
        return written;
    }

    private boolean write(String option, String content) {
        Path file = Path.of(arguments.matchedOptionValue(option, ""));
        try {
            Files.writeString(file, content);
            return true;
        } catch (IOException e) {
            ExitCode _ =
                    output.failed(
                            new CommandReason.AnswerNotWritten(
                                    "%s: %s".formatted(file, e.getMessage())),
                            ExitCode.FAILED);
            return false;
        }
    }
}
