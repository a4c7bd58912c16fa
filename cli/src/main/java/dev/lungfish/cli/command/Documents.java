package dev.lungfish.cli.command;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Where the documents lie that the help texts name: `docs/` in a checkout, another folder in a
/// package, which says so by a system property.
final class Documents {
    /// A package sets it: `/usr/share/doc/lungfish/`.
    private static final String PROPERTY = "lungfish.documents";

    private static final String IN_A_CHECKOUT = "docs/";

    private Documents() {}

    /// Lets all help texts of a command, and of those below it, name the files as they are.
    static void pointTo(CommandSpec command) {
        String folder = System.getProperty(PROPERTY);
        if (folder != null) {
            pointTo(folder, command);
        }
    }

    private static void pointTo(String folder, CommandSpec command) {
        UsageMessageSpec usage = command.usageMessage();
        usage.description(moved(folder, usage.description()));
        usage.footer(moved(folder, usage.footer()));
        for (OptionSpec option : List.copyOf(command.options())) {
            String[] description = moved(folder, option.description());
            if (!Arrays.equals(description, option.description())) {
                command.remove(option);
                command.addOption(OptionSpec.builder(option).description(description).build());
            }
        }
        command.subcommands().values().forEach(line -> pointTo(folder, line.getCommandSpec()));
    }

    private static String[] moved(String folder, String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.replace(IN_A_CHECKOUT, folder))
                .toArray(String[]::new);
    }
}
