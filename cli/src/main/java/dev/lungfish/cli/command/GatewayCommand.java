package dev.lungfish.cli.command;

import dev.lungfish.core.text.ReasonException;
import dev.lungfish.gateway.GatewayService;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish gateway`: holds connections to sleeping hosts until they are awake, until a signal
/// ends it.
final class GatewayCommand implements Command {
    private static final String CHECK = "--check";

    private final Interruption interruption;

    GatewayCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("gateway");
        spec.usageMessage()
                .description(
                        "Takes connections for hosts that may sleep, wakes them, and passes the"
                                + " connections on, until a signal ends it (docs/gateway.md). Its"
                                + " configuration is /etc/lungfish/gateway.toml, or what --config"
                                + " names.");
        spec.addOption(
                OptionSpec.builder(CHECK)
                        .description("only read the configuration and say what is wrong with it")
                        .build());
        return spec;
    }

    @Override
    public boolean usesState() {
        return false;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output) {
        GatewayService service;
        try {
            service = new GatewayService(shared.config(), Sessions.CALLER);
        } catch (ReasonException e) {
            return output.failed(e, ExitCode.BAD_INPUT);
        }
        if (arguments.hasMatchedOption(CHECK)) {
            return ExitCode.OK;
        }
        CompletableFuture<String> end = new CompletableFuture<>();
        interruption.calls(end::complete);
        try {
            service.run(output::log, end);
            return ExitCode.OK;
        } catch (IOException e) {
            return output.failed(e, ExitCode.FAILED);
        }
    }
}
