package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.neighbour.SleeperStore;
import dev.lungfish.agent.report.SleepersReport;
import dev.lungfish.agent.report.WaysBackReport;
import dev.lungfish.api.HostStatus;
import dev.lungfish.cli.render.StatusJson;
import dev.lungfish.cli.render.StatusText;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.procedure.WaysBack;
import dev.lungfish.daemon.client.DaemonClient;
import dev.lungfish.daemon.client.RefusedException;
import dev.lungfish.daemon.extension.LungfishProgram;
import dev.lungfish.daemon.wake.WakeCalls;
import dev.lungfish.linux.tree.NotARecordException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish status`: tells which request runs and where it is.
final class StatusCommand implements Command {
    private static final String WATCH = "--watch";
    private static final String ALL = "--all";

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("status");
        spec.usageMessage()
                .description("Tells which request runs, where it is, and how long it counts down.");
        spec.addOption(
                OptionSpec.builder(WATCH)
                        .description(
                                "tell it again whenever it changes; ends with the request, on a"
                                        + " terminal with Ctrl-C")
                        .build());
        spec.addOption(
                OptionSpec.builder(ALL)
                        .description("tell of the other hosts too that said that they sleep")
                        .build());
        return spec;
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        if (arguments.hasMatchedOption(WATCH) && arguments.hasMatchedOption(ALL)) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(), "--all and --watch exclude each other");
        }
        Optional<ExitCode> done =
                Daemons.work(
                        shared,
                        true,
                        output,
                        daemon -> ofDaemon(daemon, arguments, shared, output));
        if (done.isPresent()) {
            return done.get();
        }
        return SettledHost.look(
                shared,
                output,
                host -> {
                    if (arguments.hasMatchedOption(WATCH)) {
                        host.watch().follow(new Screen(output, shared.json())::show);
                    } else {
                        HostStatus status = host.watch().status();
                        output.show(
                                withWays(
                                        status,
                                        shared.json(),
                                        () -> {
                                            WaysBack ways =
                                                    host.host().engine(host.state()).waysBack();
                                            return shared.json()
                                                    ? WaysBackReport.json(ways)
                                                    : WaysBackReport.text(ways);
                                        }));
                        if (arguments.hasMatchedOption(ALL)) {
                            List<Watch> sleepers = new SleeperStore(host.state()).read();
                            output.show(
                                    shared.json()
                                            ? SleepersReport.json(sleepers)
                                            : SleepersReport.text(sleepers));
                        }
                    }
                    return ExitCode.OK;
                });
    }

    private static ExitCode ofDaemon(
            DaemonClient daemon, ParseResult arguments, SharedOptions shared, Output output)
            throws IOException, RefusedException {
        if (!arguments.hasMatchedOption(WATCH)) {
            HostStatus status = daemon.status();
            String ways =
                    status instanceof HostStatus.Idle
                            ? daemon.call(LungfishProgram.WAYS_BACK, shared.json())
                            : "";
            output.show(withWays(status, shared.json(), () -> ways));
            if (arguments.hasMatchedOption(ALL)) {
                output.show(daemon.call(WakeCalls.SLEEPERS, shared.json()));
            }
            return ExitCode.OK;
        }
        daemon.follow(
                new Screen(output, shared.json())::show,
                why -> output.tell(why + "; trying again until the host is back"));
        return ExitCode.OK;
    }

    /// A host that is about to sleep is not examined for it.
    private static String withWays(HostStatus status, boolean json, Supplier<String> ways) {
        if (!(status instanceof HostStatus.Idle)) {
            return render(status, json);
        }
        return json
                ? StatusJson.render(status, Optional.of(ways.get()))
                : StatusText.render(status) + "ways back:\n" + ways.get();
    }

    private static String render(HostStatus status, boolean json) {
        return json ? StatusJson.render(status) : StatusText.render(status);
    }

    /// What was shown last. For one thread.
    private static final class Screen {
        private final Output output;
        private final boolean json;
        private String shown = "";

        Screen(Output output, boolean json) {
            this.output = output;
            this.json = json;
        }

        /// Shows what has changed, and tells whether that is all.
        boolean show(HostStatus status) {
            String text = render(status, json);
            if (!text.equals(shown)) {
                boolean over = output.terminal() && !json && !shown.isEmpty();
                // As many lines up as were written, and clear from there on.
                output.show(over ? "\u001b[" + shown.lines().count() + "A\u001b[J" + text : text);
                shown = text;
            }
            boolean runs = status instanceof HostStatus.Running;
            return output.out().checkError() || !(runs || output.terminal());
        }
    }
}
