package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.report.WakeOnLanReport;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.NicOrder;
import dev.lungfish.api.NicStatus;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.render.DoneJson;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.tree.NotARecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish wol`: shows and sets what the network cards wake the host on.
final class WakeOnLanCommand implements Command {
    private static final String SET = "--set";
    private static final String RESTORE = "--restore";
    private static final String DRY_RUN = "--dry-run";

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("wol");
        spec.usageMessage()
                .description(
                        "Shows what the NICs wake the host on (Wake-on-LAN), sets it and persists"
                                + " it (docs/wake.md).");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("IF")
                        .type(String.class)
                        .arity("0..1")
                        .description(
                                "an interface: a NIC, or a bridge, bond or VLAN, whose NICs are"
                                        + " meant")
                        .build());
        spec.addOption(
                OptionSpec.builder(SET)
                        .paramLabel("MODES")
                        .type(String.class)
                        .description(
                                "wake on these, in ethtool's letters: g magic packet, s with"
                                        + " password, p link, u unicast, m multicast, b broadcast,"
                                        + " a ARP, d nothing")
                        .build());
        PasswordOptions.options("the SecureOn password for s: 00:11:22:33:44:55")
                .forEach(spec::addOption);
        spec.addOption(
                OptionSpec.builder(RESTORE)
                        .description("restore the earlier modes, and persist nothing")
                        .build());
        spec.addOption(
                OptionSpec.builder(DRY_RUN)
                        .description("with --set or --restore: change nothing, show what would be")
                        .build());
        return spec;
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    /// What the arguments say.
    private record Options(
            Optional<String> name,
            Optional<Set<WakeOnLanMode>> modes,
            Optional<String> password,
            boolean restore) {
        static Options of(ParseResult arguments) {
            Options wanted =
                    new Options(
                            Optional.ofNullable(arguments.matchedPositionalValue(0, null)),
                            Optional.<String>ofNullable(arguments.matchedOptionValue(SET, null))
                                    .map(letters ->
                                            WakeOnLan.modesOfLetters(letters.replace(",", ""))),
                            PasswordOptions.asked(arguments),
                            arguments.hasMatchedOption(RESTORE));
            wanted.check();
            return wanted;
        }

        private void check() {
            if (restore && modes.isPresent()) {
                throw new IllegalArgumentException("--set and --restore exclude each other");
            }
            if (modes.isPresent() && name.isEmpty()) {
                throw new IllegalArgumentException("--set: name the interface");
            }
            boolean secret = modes.orElse(Set.of()).contains(WakeOnLanMode.MAGIC_WITH_PASSWORD);
            if (secret != password.isPresent()) {
                throw new IllegalArgumentException(
                        "a password and the mode s of --set belong together");
            }
            if (password.map(WakePassword::parse)
                    .filter(parsed -> parsed.bytes().length != WakePassword.CARD_BYTES)
                    .isPresent()) {
                throw new IllegalArgumentException(
                        "--password: a network card keeps six bytes, like 00:11:22:33:44:55");
            }
        }

        boolean changes() {
            return restore || modes.isPresent();
        }
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        Options wanted;
        try {
            wanted = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
        boolean dryRun = arguments.hasMatchedOption(DRY_RUN);
        if (dryRun && !wanted.changes()) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    DRY_RUN + " goes with --set or --restore");
        }
        try (HostSession host = Sessions.open(shared, !wanted.changes() || dryRun, output)) {
            if (dryRun) {
                return wouldSet(host.cards(wanted.name()), wanted, output);
            }
            if (wanted.changes()) {
                show(
                        host.setCards(
                                new NicOrder(wanted.name(), wanted.modes(), wanted.password())),
                        output);
            } else {
                List<NicStatus> cards = host.cards(wanted.name());
                output.show(
                        shared.json() ? WakeOnLanReport.json(cards) : WakeOnLanReport.text(cards));
            }
            return ExitCode.OK;
        }
    }

    private static ExitCode wouldSet(List<NicStatus> cards, Options wanted, Output output) {
        Optional<String> letters = wanted.modes().map(WakeOnLan::letters);
        List<Reason> plan = new ArrayList<>();
        for (NicStatus card : cards) {
            String name = card.verdict().name();
            Set<WakeOnLanMode> modes = wanted.modes().orElse(Set.of());
            if (!card.supported().map(offered -> offered.containsAll(modes)).orElse(false)) {
                return output.failed(
                        new CommandReason.NicModesNotOffered(
                                name, letters.orElse(""), card.supported().map(WakeOnLan::letters)),
                        ExitCode.FAILED);
            }
            plan.add(
                    new CommandReason.NicWouldWakeOn(
                            name, card.set().map(WakeOnLan::letters), letters));
        }
        output.showPlan(plan);
        return ExitCode.OK;
    }

    /// Shows what was changed.
    static void show(List<Reason> done, Output output) {
        if (output.json()) {
            output.show(DoneJson.write(done));
        } else {
            output.showLines(done.stream().map(ReasonText::sentence).toList());
        }
    }
}
