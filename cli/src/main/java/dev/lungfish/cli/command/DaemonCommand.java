package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.daemon.DaemonService;
import dev.lungfish.linux.tree.NotARecordException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        ObservedHost host = shared.open();
        if (arguments.hasMatchedOption(CHECK_CONFIG)) {
            output.show("The configuration can be used\n");
            return ExitCode.OK;
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
