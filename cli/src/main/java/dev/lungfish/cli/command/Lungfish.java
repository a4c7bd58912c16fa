package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.ServiceException;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.linux.tree.NotARecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `lungfish` program: understands arguments, runs the command that they name, and turns what
/// goes wrong into a message and an exit code. Built by picocli's programmatic API, since its
/// annotations cost more at start than all the rest (docs/adr/0004-picocli-from-its-sources.md).
public final class Lungfish {
    /// A person who reports a fault of ours sets it.
    private static final String TRACE = "LUNGFISH_TRACE";

    /// Classes that only the class path of two commands has.
    private static final String CONTROLLER = "dev/lungfish/controller/";

    /// The commands, in the order in which the help lists them.
    private static final List<String> NAMES =
            List.of(
                    "capabilities",
                    "doctor",
                    "suspend",
                    "prove",
                    "status",
                    "cancel",
                    "wakeup",
                    "history",
                    "wake",
                    "connect",
                    "wol",
                    "wake-devices",
                    "hosts",
                    "clients",
                    "enrol",
                    "record",
                    "cpu",
                    "policy",
                    "names",
                    "daemon",
                    "controller",
                    "fleet",
                    "gateway");

    private final Output output;
    private final Interruption interruption;

    /// @param interruption what ends the process before its time
    public Lungfish(Output output, Interruption interruption) {
        this.output = output;
        this.interruption = interruption;
    }

    private Command command(String name) {
        return switch (name) {
            case "capabilities" -> new CapabilitiesCommand();
            case "doctor" -> new DoctorCommand();
            case "suspend" -> new SuspendCommand(interruption);
            case "prove" -> new ProveCommand(interruption);
            case "status" -> new StatusCommand();
            case "cancel" -> new CancelCommand();
            case "wakeup" -> new WakeupCommand();
            case "history" -> new HistoryCommand();
            case "wake" -> new WakeCommand();
            case "connect" -> new ConnectCommand();
            case "wol" -> new WakeOnLanCommand();
            case "wake-devices" -> new WakeDevicesCommand();
            case "hosts" -> new HostsCommand();
            case "clients" -> new ClientsCommand();
            case "enrol" -> new EnrolCommand();
            case "record" -> new RecordCommand();
            case "cpu" -> new CpuCommand();
            case "policy" -> new PolicyCommand();
            case "names" -> new NamesCommand();
            case "daemon" -> new DaemonCommand(interruption);
            case "controller" -> new ControllerCommand(interruption);
            case "fleet" -> new FleetCommand();
            case "gateway" -> new GatewayCommand(interruption);
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }

    /// Runs one invocation.
    ///
    /// @param asked as the shell passed them
    public ExitCode run(String... asked) {
        String[] arguments = HelpWord.asOption(asked);
        Map<String, Command> commands = new LinkedHashMap<>();
        CommandLine commandLine = commandLine(meant(arguments), commands);
        try {
            return run(commandLine, commands, commandLine.parseArgs(arguments));
        } catch (ParameterException e) {
            return misunderstood(e, output.inJson(json(arguments)));
        } catch (NotARecordException | ConfigurationException e) {
            return output.inJson(json(arguments)).failed(e, ExitCode.BAD_INPUT);
        } catch (Sessions.BadUriException e) {
            return output.inJson(json(arguments)).failed(e, ExitCode.USAGE);
        } catch (ServiceException e) {
            return output.inJson(json(arguments)).failed(e, ExitCode.FAILED);
        } catch (NoClassDefFoundError e) {
            if (!String.valueOf(e.getMessage()).startsWith(CONTROLLER)) {
                throw e;
            }
            return output.inJson(json(arguments))
                    .failed(new CommandReason.ControllerNotLoaded(), ExitCode.USAGE);
        } catch (RuntimeException e) {
            if (System.getenv(TRACE) != null) {
                e.printStackTrace(output.err());
            }
            return output.inJson(json(arguments))
                    .failed(
                            new CommandReason.UnexpectedFault(Optional.ofNullable(e.getMessage())),
                            ExitCode.FAILED);
        }
    }

    /// The command's own model of its arguments: manual pages and completions are made from it.
    public CommandLine model() {
        return commandLine(NAMES, new LinkedHashMap<>());
    }

    /// The commands that count: where the first word names one no other does, and none is loaded.
    private static List<String> meant(String... arguments) {
        return arguments.length > 0 && NAMES.contains(arguments[0]) ? List.of(arguments[0]) : NAMES;
    }

    private static boolean json(String... arguments) {
        return List.of(arguments).contains("--json");
    }

    private ExitCode run(
            CommandLine commandLine, Map<String, Command> commands, ParseResult program)
            throws NotARecordException, ConfigurationException, ServiceException {
        List<ParseResult> levels = levels(program);
        ParseResult last = levels.getLast();
        CommandLine lastLine = last.commandSpec().commandLine();
        if (levels.stream().anyMatch(ParseResult::isUsageHelpRequested)) {
            for (ParseResult level : levels) {
                refuseUnmatched(level, level.commandSpec().commandLine());
            }
            output.out().print(usage(lastLine));
            return ExitCode.OK;
        }
        if (program.isVersionHelpRequested()) {
            output.out().println(Version.line());
            return ExitCode.OK;
        }
        if (levels.size() == 1) {
            throw new ParameterException(commandLine, "no command given");
        }
        ParseResult chosen = levels.get(1);
        Command command = Objects.requireNonNull(commands.get(chosen.commandSpec().name()));
        SharedOptions shared = SharedOptions.of(last.commandSpec(), levels);
        shared.refuseWithoutEffect(command, lastLine);
        return command.run(chosen, shared, output.inJson(shared.json()));
    }

    /// The program, its command, and that one's own command.
    private static List<ParseResult> levels(ParseResult program) {
        List<ParseResult> levels = new ArrayList<>();
        for (ParseResult level = program; level != null; level = level.subcommand()) {
            levels.add(level);
        }
        return levels;
    }

    /// The parser takes anything beside a request for help.
    private static void refuseUnmatched(ParseResult parsed, CommandLine line) {
        if (!parsed.unmatched().isEmpty()) {
            throw new UnmatchedArgumentException(line, parsed.unmatched());
        }
    }

    private static ExitCode misunderstood(ParameterException e, Output output) {
        Reason reason = new CommandReason.ArgumentsNotUnderstood(String.valueOf(e.getMessage()));
        ExitCode code = output.failed(reason, ExitCode.USAGE);
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        Meant.by(e).map("did you mean '%s'?"::formatted).ifPresent(output::say);
        output.say("'%s --help' tells what it takes".formatted(spec.qualifiedName()));
        return code;
    }

    private CommandLine commandLine(List<String> names, Map<String, Command> commands) {
        CommandSpec program = CommandSpec.create().name("lungfish");
        program.usageMessage()
                .description(
                        "Sleep and wake for virtualization hosts: no host is ever put to sleep"
                                + " without a verified way back.")
                .commandListHeading("%nCommands:%n")
                .optionListHeading("%nOptions (before a command's name or after it):%n")
                .footer(
                        "",
                        "'lungfish help COMMAND' or 'lungfish COMMAND --help' shows more; exit"
                                + " codes are in docs/exit-codes.md.");
        SharedOptions.specifications().forEach(program::addOption);
        program.addOption(
                OptionSpec.builder(Version.NAMES.toArray(String[]::new))
                        .versionHelp(true)
                        .description("show the version and exit")
                        .build());
        for (String name : names) {
            Command command = command(name);
            CommandSpec specification = command.specification();
            complete(specification);
            program.addSubcommand(name, specification);
            commands.put(name, command);
        }
        Documents.pointTo(program);
        return new CommandLine(program).setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static void complete(CommandSpec specification) {
        specification
                .usageMessage()
                .commandListHeading("%nCommands:%n")
                .optionListHeading("%nOptions:%n")
                .parameterListHeading("%n");
        SharedOptions.specifications().forEach(specification::addOption);
        specification.subcommands().values().forEach(line -> complete(line.getCommandSpec()));
    }

    private static String usage(CommandLine commandLine) {
        return commandLine.getUsageMessage(Ansi.OFF);
    }
}
