package dev.lungfish.packaging;

import dev.lungfish.cli.command.NameKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The completion of fish: a `complete` line for each command and each option (fish's complete(1)).
final class FishCompletion {
    private final String program;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(CommandSpec program) {
        FishCompletion completion = new FishCompletion(program.name());
        completion.add(program, "__fish_use_subcommand");
        return String.join("\n", completion.lines) + "\n";
    }

    private void add(CommandSpec command, String condition) {
        for (CommandLine line : command.subcommands().values()) {
            CommandSpec below = line.getCommandSpec();
            if (below.usageMessage().hidden()) {
                continue;
            }
            line(
                    "-n '%s' -f -a %s -d %s"
                            .formatted(condition, below.name(), quoted(Manual.inShort(below))));
        }
        for (OptionSpec option : command.options()) {
            line("-n '%s' %s".formatted(condition, option(option)));
        }
        for (PositionalParamSpec place : command.positionalParameters()) {
            NameKind.ofLabel(place.paramLabel())
                    .ifPresent(
                            kind -> line("-n '%s' -f -a '%s'".formatted(condition, asked(kind))));
        }
        for (CommandLine line : command.subcommands().values()) {
            CommandSpec below = line.getCommandSpec();
            add(below, "__fish_seen_subcommand_from " + below.name());
        }
    }

    /// Fish runs it when it completes.
    private String asked(NameKind kind) {
        return "(%s names %s 2>/dev/null)".formatted(program, kind.spelling());
    }

    private String option(OptionSpec option) {
        List<String> words = new ArrayList<>();
        for (String name : option.names()) {
            words.add(
                    name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            words.add("-r");
        }
        if (option.completionCandidates() != null) {
            words.add(
                    StreamSupport.stream(option.completionCandidates().spliterator(), false)
                            .collect(Collectors.joining(" ", "-f -a '", "'")));
        }
        NameKind.ofLabel(option.paramLabel())
                .ifPresent(kind -> words.add("-f -a '%s'".formatted(asked(kind))));
        words.add("-d " + quoted(String.join(" ", option.description())));
        return String.join(" ", words);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private void line(String words) {
        lines.add("complete -c %s %s".formatted(program, words));
    }
}
