package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.config.ConfigurationFile;
import dev.lungfish.cli.render.ConfigurationCheckJson;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.DaemonService;
import dev.lungfish.linux.tree.NotARecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish daemon`: serves libvirt's clients and our own until a signal ends it.
final class DaemonCommand implements Command {
    private static final String CHECK_CONFIG = "--check-config";

    private final Interruption interruption;

    DaemonCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("daemon");
        spec.usageMessage()
                .description(
                        "Serves libvirt's clients and 'lungfish' itself until a signal ends it"
                                + " (docs/daemon.md). Its log goes to standard error.");
        spec.addOption(
                OptionSpec.builder(CHECK_CONFIG)
                        .description("check the configuration, report all its problems, and exit")
                        .build());
        return spec;
    }

    private static ExitCode check(ObservedHost host, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        String file = shared.config().map(Path::toString).orElse(ConfigurationFile.USUAL_PLACE);
        boolean exists = shared.config().isPresent() || host.tree().exists(file);
        boolean runs = shared.root().isEmpty() && Sessions.daemonRuns(shared);
        List<Reason> problems = DaemonService.check(host.configuration(), runs);
        String read =
                exists
                        ? "Read " + file
                        : "There is no %s: all settings are the usual ones".formatted(file);
        if (shared.json()) {
            output.show(ConfigurationCheckJson.write(file, exists, problems));
        } else {
            output.showLines(
                    List.of(
                            read,
                            problems.isEmpty()
                                    ? "The configuration can be used"
                                    : "A start would fail, or not do what is meant"));
        }
        problems.forEach(problem -> output.say(ReasonText.withRemedy(problem)));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        ObservedHost host = shared.open();
        if (arguments.hasMatchedOption(CHECK_CONFIG)) {
            return check(host, shared, output);
        }
        if (shared.json()) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    "--json goes with --check-config: the daemon's log is no answer");
        }
        CompletableFuture<String> end = new CompletableFuture<>();
        interruption.calls(end::complete);
        DaemonService service =
                new DaemonService(
                        host,
                        shared.stateDirectory(),
                        shared.root(),
                        output::log,
                        System.getenv(),
                        Version.number());
        interruption.reloads(() -> service.reload(() -> reopened(shared)));
        return service.run(end) ? ExitCode.OK : ExitCode.FAILED;
    }

    private static ObservedHost reopened(SharedOptions shared)
            throws ConfigurationException, IOException {
        try {
            return shared.open();
        } catch (NotARecordException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
