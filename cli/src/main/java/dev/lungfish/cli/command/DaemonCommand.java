package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.config.ConfigurationFile;
import dev.lungfish.api.ReloadReport;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.render.AdministrationJson;
import dev.lungfish.cli.render.ConfigurationCheckJson;
import dev.lungfish.client.Administration;
import dev.lungfish.client.DaemonClient;
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
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish daemon`: serves libvirt's clients and our own until a signal ends it.
final class DaemonCommand implements Command {
    private static final String CHECK_CONFIG = "--check-config";
    private static final String RELOAD = "reload";

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
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel(RELOAD)
                        .type(String.class)
                        .arity("0..1")
                        .description(
                                "have the daemon that runs read its configuration and certificates"
                                        + " anew, and report what it took")
                        .build());
        spec.addOption(
                OptionSpec.builder(CHECK_CONFIG)
                        .description("check the configuration, report all its problems, and exit")
                        .build());
        return spec;
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    private static ExitCode reload(SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        ReloadReport report;
        try (DaemonClient daemon = Sessions.daemon(shared)) {
            report = new Administration(daemon).reload();
        }
        if (shared.json()) {
            output.show(AdministrationJson.reload(report));
        } else {
            output.showLines(report.taken().stream().map(ReasonText::sentence).toList());
            report.failed().forEach(what -> output.say(ReasonText.withRemedy(what)));
        }
        return report.failed().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static ExitCode check(ObservedHost host, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        String file = shared.config().map(Path::toString).orElse(ConfigurationFile.USUAL_PLACE);
        boolean exists = shared.config().isPresent() || host.tree().exists(file);
        boolean runs = shared.root().isEmpty() && Sessions.daemonRuns(shared);
        // A record's own configuration is what somebody asks about here.
        List<Reason> problems =
                DaemonService.check(ConfigurationFile.read(host.tree(), shared.config()), runs);
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
            throws NotARecordException, ConfigurationException, ServiceException {
        String action = arguments.matchedPositionalValue(0, "");
        if (action.equals(RELOAD)) {
            return reload(shared, output);
        }
        if (!action.isEmpty() || shared.connect().isPresent()) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    action.isEmpty()
                            ? "--connect goes with 'daemon reload'"
                            : "no action '%s': %s expected".formatted(action, RELOAD));
        }
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
        service.reloadsFrom(() -> reopened(shared));
        interruption.reloads(() -> {
            ReloadReport _ = service.reload();
        });
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
