package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.directory.StateDirectory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options that every command has, before its name and after it.
///
/// @param root a recorded machine to read in place of this one
/// @param state where requests and their outcomes are kept
/// @param config the configuration file in place of the usual one
/// @param connect the URI of the daemon that is to be asked
/// @param json whether the answer is wanted as JSON
public record SharedOptions(
        Optional<Path> root,
        Optional<Path> state,
        Optional<Path> config,
        Optional<String> connect,
        boolean json) {
    private static final String ROOT = "--root";
    private static final String STATE = "--state";
    private static final String CONFIG = "--config";
    private static final String CONNECT = "--connect";
    private static final String JSON = "--json";

    /// The options for the specification of one command; each command needs its own.
    static List<OptionSpec> specifications() {
        return List.of(
                path(
                        ROOT,
                        "DIR",
                        "read the recorded machine in DIR (sys/..., proc/...) instead of this"
                                + " one"),
                path(STATE, "DIR", "store requests and outcomes in DIR"),
                path(
                        CONFIG,
                        "FILE",
                        "read the configuration from FILE, not from /etc/lungfish/lungfish.toml"),
                OptionSpec.builder(CONNECT)
                        .paramLabel("URI")
                        .type(String.class)
                        .description(
                                "ask the daemon at URI: lungfish+tls://HOST/system, +ssh, +tcp, or"
                                        + " lungfish+unix:///system?socket=FILE")
                        .build(),
                OptionSpec.builder(JSON).description("answer in JSON (docs/json.md)").build(),
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this help and exit")
                        .build());
    }

    /// Refuses what would silently mean nothing: who wrote it relies on it.
    ///
    /// @throws ParameterException where an option has no effect beside the command or another one
    void refuseWithoutEffect(Command command, CommandLine line) {
        if (connect.isPresent() && !command.asksDaemons()) {
            throw new ParameterException(
                    line, "'--connect' makes no sense here: this command asks no daemon");
        }
        if (connect.isPresent()) {
            Map<String, Optional<Path>> ofThisMachine = new LinkedHashMap<>();
            ofThisMachine.put(ROOT, root);
            ofThisMachine.put(STATE, state);
            ofThisMachine.put(CONFIG, config);
            ofThisMachine.forEach((option, given) -> {
                if (given.isPresent()) {
                    throw new ParameterException(
                            line,
                            "%s has no effect with --connect: the daemon there has its own; leave one out"
                                    .formatted(option));
                }
            });
        }
        if (state.isPresent() && !command.usesState()) {
            throw new ParameterException(
                    line, "--state has no effect here: this command looks at no request");
        }
    }

    private static OptionSpec path(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(Path.class)
                .description(description)
                .build();
    }

    /// The values that were given before the command's name, or after it.
    ///
    /// @param levels the program, its command, and that one's own command
    /// @throws ParameterException where an option was given in several places
    static SharedOptions of(CommandSpec spec, List<ParseResult> levels) {
        return new SharedOptions(
                given(spec, levels, ROOT),
                given(spec, levels, STATE),
                given(spec, levels, CONFIG),
                given(spec, levels, CONNECT),
                levels.stream().anyMatch(level -> level.hasMatchedOption(JSON)));
    }

    private static <T> Optional<T> given(CommandSpec spec, List<ParseResult> levels, String name) {
        List<ParseResult> found =
                levels.stream().filter(level -> level.hasMatchedOption(name)).toList();
        if (found.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "option '" + name + "' is given twice, before and after the command");
        }
        return found.stream().findFirst().map(level -> level.<T>matchedOptionValue(name, null));
    }

    /// The profiles of this machine's configuration: with a daemon elsewhere, a profile that is
    /// configured there is not known here.
    List<PowerProfile> profiles() throws NotARecordException, ConfigurationException {
        return connect.isPresent() ? PowerProfile.USUAL : open().configuration().power().profiles();
    }

    /// Where the requests of the host are kept that the options mean.
    StateDirectory stateDirectory() {
        return StateDirectory.of(state, root, System.getenv(), Requester.isRoot());
    }

    /// The same for whoever only looks: a user who has none of their own looks at that of root, who
    /// alone can put this machine to sleep.
    StateDirectory stateDirectoryToLookAt() {
        StateDirectory mine = stateDirectory();
        StateDirectory ofRoot = StateDirectory.of(state, root, Map.of(), true);
        return mine.exists() ? mine : ofRoot;
    }

    /// The host that the options mean.
    ObservedHost open() throws NotARecordException, ConfigurationException {
        return ObservedHost.open(root, config);
    }
}
