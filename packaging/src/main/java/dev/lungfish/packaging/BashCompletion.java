package dev.lungfish.packaging;

import dev.lungfish.cli.command.NameKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The completion of bash: that which picocli makes of commands and options, and around it the
/// names that only the host knows, which the program itself is asked for (bash(1), "Programmable
/// Completion").
final class BashCompletion {
    private final String program;
    private final List<String> valued = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> afterOptions = new ArrayList<>();
    private final List<String> atPlaces = new ArrayList<>();

    private BashCompletion(String program) {
        this.program = program;
    }

    static String of(CommandLine model) {
        CommandSpec program = model.getCommandSpec();
        BashCompletion completion = new BashCompletion(program.name());
        completion.add(program, "");
        return AutoComplete.bash(program.name(), model) + completion.around();
    }

    private String around() {
        return """

        # Prints the words that can stand at the cursor and that only the program knows.
        _%1$s_words() {
            local path=() places=0 word i
            for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                case $word in
                %2$s) i=$((i + 1)) ;;
                -*) ;;
                *)
                    case "${path[*]} $word" in
                    %3$s) path+=("$word") ;;
                    *) places=$((places + 1)) ;;
                    esac
                    ;;
                esac
            done
            case "${path[*]} ${COMP_WORDS[COMP_CWORD - 1]}" in
        %4$s
            esac
            case ${COMP_WORDS[COMP_CWORD]} in -*) return ;; esac
            case "${path[*]} $places" in
        %5$s
            esac
        }

        _%1$s_all() {
            _complete_%1$s
            local word
            while IFS= read -r word; do
                case $word in
                "${COMP_WORDS[COMP_CWORD]}"*) COMPREPLY+=("$(printf '%%q' "$word")") ;;
                esac
            done < <(_%1$s_words 2>/dev/null </dev/null)
        }

        complete -F _%1$s_all -o default %1$s
        """
                .formatted(
                        program,
                        String.join(" | ", valued.stream().distinct().toList()),
                        String.join(" | ", commands),
                        String.join("\n", afterOptions),
                        String.join("\n", atPlaces));
    }

    /// @param path the words that lead to the command, after the program
    private void add(CommandSpec command, String path) {
        for (OptionSpec option : command.options()) {
            if (option.arity().max() > 0) {
                valued.add(option.longestName());
                NameKind.ofLabel(option.paramLabel())
                        .ifPresent(kind ->
                                afterOptions.add(
                                        line(path + " " + option.longestName(), asked(kind))));
            }
        }
        for (PositionalParamSpec place : command.positionalParameters()) {
            words(place.paramLabel())
                    .ifPresent(words ->
                            atPlaces.add(
                                    line("%s %s".formatted(path, place.index().min()), words)));
        }
        for (CommandLine line : command.subcommands().values()) {
            CommandSpec below = line.getCommandSpec();
            // "${path[*]} $word" begins with the space where the path is empty.
            String word = path + " " + below.name();
            if (!below.usageMessage().hidden()) {
                commands.add("'%s'".formatted(word));
                add(below, word.strip());
            }
        }
    }

    /// What prints the words for a place: the names of a kind, or those of its label, `add|list`.
    private Optional<String> words(String label) {
        return NameKind.ofLabel(label)
                .map(this::asked)
                .or(() ->
                        label.matches("[a-z|-]+\\|[a-z|-]+")
                                ? Optional.of(
                                        "printf '%%s\\n' %s".formatted(label.replace('|', ' ')))
                                : Optional.empty());
    }

    private String asked(NameKind kind) {
        return "%s names %s".formatted(program, kind.spelling());
    }

    private static String line(String pattern, String command) {
        return "    '%s') %s; return ;;".formatted(pattern, command);
    }
}
