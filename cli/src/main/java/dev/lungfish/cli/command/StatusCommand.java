package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.report.SleepersReport;
import dev.lungfish.agent.report.WaysBackReport;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.render.StatusJson;
import dev.lungfish.cli.render.StatusText;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.linux.process.TerminalSize;
import dev.lungfish.linux.tree.NotARecordException;
import java.util.List;
import java.util.Optional;
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
        spec.usageMessage().description("Shows the running request, its phase, and its countdown.");
        spec.addOption(
                OptionSpec.builder(WATCH)
                        .description(
                                "show it again after each change; ends with the request, on a"
                                        + " terminal with Ctrl-C")
                        .build());
        spec.addOption(
                OptionSpec.builder(ALL)
                        .description("show also the other hosts that announced their sleep")
                        .build());
        return spec;
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        if (arguments.hasMatchedOption(WATCH) && arguments.hasMatchedOption(ALL)) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(), "--all and --watch exclude each other");
        }
        try (HostSession host = Sessions.open(shared, true, output)) {
            if (arguments.hasMatchedOption(WATCH)) {
                host.follow(
                        new Shown(output, shared.json())::show,
                        why -> output.say(why + "; trying again until the host is back"));
                return ExitCode.OK;
            }
            output.show(withWays(host, shared.json()));
            if (arguments.hasMatchedOption(ALL)) {
                List<Watch> sleepers = host.sleepers();
                output.show(
                        shared.json()
                                ? SleepersReport.json(sleepers)
                                : SleepersReport.text(sleepers));
            }
            return ExitCode.OK;
        }
    }

    /// A host that is about to sleep is not examined for it.
    private static String withWays(HostSession host, boolean json) throws ServiceException {
        HostStatus status = host.status();
        if (!(status instanceof HostStatus.Idle)) {
            return render(status, json);
        }
        WaysBack ways = host.waysBack();
        return json
                ? StatusJson.render(status, Optional.of(WaysBackReport.json(ways)))
                : StatusText.render(status) + "ways back:\n" + WaysBackReport.text(ways);
    }

    private static String render(HostStatus status, boolean json) {
        return json ? StatusJson.render(status) : StatusText.render(status);
    }

    /// What was shown last. For one thread.
    private static final class Shown {
        private final Output output;
        private final boolean json;
        private final LiveScreen screen;
        private String shown = "";

        Shown(Output output, boolean json) {
            this.output = output;
            this.json = json;
            screen = new LiveScreen(output, TerminalSize::now);
        }

        /// Shows what has changed, and tells whether that is all.
        boolean show(HostStatus status) {
            String text = render(status, json);
            if (!text.equals(shown)) {
                if (output.terminal() && !json) {
                    screen.drawText(text);
                } else {
                    output.show(text);
                }
                shown = text;
            }
            boolean runs = status instanceof HostStatus.Running;
            return output.out().checkError() || !(runs || output.terminal());
        }
    }
}
