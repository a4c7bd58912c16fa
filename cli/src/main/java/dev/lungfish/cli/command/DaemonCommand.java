package dev.lungfish.cli.command;

import dev.lungfish.daemon.Daemon;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.host.ObservedHost;
import dev.lungfish.host.config.ConfigurationException;
import dev.lungfish.host.journal.StateException;
import dev.lungfish.linux.clock.HostClocks;
import dev.lungfish.linux.systemd.ServiceManager;
import dev.lungfish.linux.tree.NotARecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish daemon`: serves libvirt's clients and our own until a signal ends it.
final class DaemonCommand implements Command {
    private static final String CHECK_CONFIG = "--check-config";

    /// How often the daemon looks around where nobody watches it.
    private static final Duration LOOK_AROUND = Duration.ofHours(1);

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
                        .description("check the configuration, tell all its problems, and exit")
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
        Map<String, String> environment = System.getenv();
        HostClocks clocks = new HostClocks(host.tree());
        Log log =
                new Log(
                        output::log,
                        environment.containsKey("JOURNAL_STREAM"),
                        () -> clocks.now().wall());
        ServiceManager manager = ServiceManager.of(environment, ProcessHandle.current().pid());
        CompletableFuture<String> end = new CompletableFuture<>();
        interruption.calls(end::complete);
        Daemon daemon =
                new Daemon(
                        host,
                        shared.stateDirectory(),
                        shared.root(),
                        log,
                        manager,
                        Version.number());
        try {
            daemon.start();
        } catch (StateException | IOException e) {
            log.error("cannot start: " + e.getMessage());
            return ExitCode.FAILED;
        }
        daemon.stop(live(daemon, manager, end));
        return ExitCode.OK;
    }

    /// Lets the daemon live until somebody wants its end.
    private static String live(
            Daemon daemon, ServiceManager manager, CompletableFuture<String> end) {
        Optional<Duration> watchdog = manager.watchdog();
        Duration step = watchdog.map(limit -> limit.dividedBy(2)).orElse(LOOK_AROUND);
        while (true) {
            try {
                return end.get(step.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (watchdog.isPresent()) {
                    daemon.live();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return "its thread was interrupted";
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
