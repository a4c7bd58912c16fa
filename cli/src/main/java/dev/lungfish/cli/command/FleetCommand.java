package dev.lungfish.cli.command;

import dev.lungfish.cli.render.FleetText;
import dev.lungfish.cli.render.PoolText;
import dev.lungfish.controller.ControllerService;
import dev.lungfish.controller.admin.AdminClient;
import dev.lungfish.core.text.ReasonException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import tools.jackson.core.JsonGenerator;

/// `lungfish fleet`: shows the fleet of the controller on this machine, and changes what is wanted
/// of its hosts.
final class FleetCommand implements Command {
    private static final String FOR = "--for";
    private static final String HOSTS = "--hosts";
    private static final String ID = "--id";
    private static final String POOL = "--pool";
    private static final String CORES = "--cores";
    private static final String MEMORY = "--memory";
    private static final String AT = "--at";
    private static final String DRY_RUN = "--dry-run";
    private static final String UNKNOWN_HOST = "fleet-host-unknown";
    private static final String END = "--end";

    private static final EnumOption<Action> ACTIONS =
            EnumOption.of("ACTION", Action.values(), Action::spelling);

    private enum Action {
        STATUS,
        HOSTS,
        EXPLAIN,
        POOLS,
        EVENTS,
        DEMANDS,
        DEMAND,
        HOLD,
        RELEASE,
        WAKE,
        MAINTENANCE,
        REVOKE;

        String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether it changes anything of which can be said what comes of it.
        boolean canBeDry() {
            return switch (this) {
                case DEMAND, HOLD, RELEASE, WAKE, MAINTENANCE -> true;
                case STATUS, HOSTS, EXPLAIN, POOLS, EVENTS, DEMANDS, REVOKE -> false;
            };
        }
    }

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("fleet");
        spec.usageMessage()
                .description(
                        "Shows the fleet of the controller on this machine, and says what is wanted"
                                + " of its hosts (docs/controller.md).");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel(ACTIONS.joined("|"))
                        .type(String.class)
                        .arity("1")
                        .required(true)
                        .description("what to show or to do")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("1")
                        .paramLabel("HOST")
                        .type(String.class)
                        .arity("0..1")
                        .description(
                                "which host; for 'explain' also which pool; with --end, which"
                                        + " demand")
                        .build());
        spec.addOption(option(FOR, "DURATION", "how long hosts are needed (1h)"));
        spec.addOption(option(HOSTS, "NUMBER", "how many hosts are needed, whichever they are"));
        spec.addOption(option(CORES, "NUMBER", "how many processors are needed, on any hosts"));
        spec.addOption(option(MEMORY, "BYTES", "how much memory is needed, on any hosts"));
        spec.addOption(
                option(POOL, "NAME", "of which pool hosts are needed; with 'explain', which"));
        spec.addOption(option(AT, "TIME", "from when, as 2026-12-01T08:00:00Z (now)"));
        spec.addOption(
                OptionSpec.builder(DRY_RUN).description("only show what would come of it").build());
        spec.addOption(option(ID, "NAME", "what the demand is called; the same name replaces it"));
        spec.addOption(
                OptionSpec.builder(END)
                        .description("end the demand, or the maintenance, instead of beginning it")
                        .build());
        return spec;
    }

    private static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    @Override
    public boolean usesState() {
        return false;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output) {
        CommandSpec spec = arguments.commandSpec();
        Action action = ACTIONS.understand(spec, arguments.matchedPositionalValue(0, ""));
        Optional<String> host =
                Optional.ofNullable(arguments.<String>matchedPositionalValue(1, null));
        requireFitting(spec, action, host, arguments);
        ControllerService service;
        try {
            service = new ControllerService(shared.config());
        } catch (ReasonException e) {
            return output.failed(e, ExitCode.BAD_INPUT);
        }
        try (AdminClient api = new AdminClient(service.access())) {
            AdminClient.Answer answer = ask(api, action, host.orElse(""), arguments);
            if (shared.json()) {
                output.show(answer.text() + "\n");
            } else {
                output.showPage(text(action, answer));
            }
            return ExitCode.OK;
        } catch (IOException | ReasonException e) {
            return output.failed(e, ExitCode.FAILED);
        }
    }

    private static void requireFitting(
            CommandSpec spec, Action action, Optional<String> host, ParseResult arguments) {
        boolean needed =
                switch (action) {
                    case STATUS, HOSTS, POOLS, EVENTS, DEMANDS -> false;
                    case DEMAND ->
                            !(arguments.hasMatchedOption(HOSTS)
                                    || arguments.hasMatchedOption(CORES)
                                    || arguments.hasMatchedOption(MEMORY));
                    case EXPLAIN -> !arguments.hasMatchedOption(POOL);
                    case HOLD, RELEASE, WAKE, MAINTENANCE, REVOKE -> true;
                };
        requireNumber(spec, arguments, HOSTS, "[1-9]\\d{0,5}");
        requireNumber(spec, arguments, CORES, "[1-9]\\d{0,5}");
        requireNumber(spec, arguments, MEMORY, "[1-9]\\d{0,17}");
        if (arguments.hasMatchedOption(DRY_RUN) && !action.canBeDry()) {
            throw new ParameterException(
                    spec.commandLine(), "'%s' has no %s".formatted(action.spelling(), DRY_RUN));
        }
        boolean allowed = needed || action == Action.EVENTS;
        if ((needed && host.isEmpty()) || (!allowed && host.isPresent())) {
            throw new ParameterException(
                    spec.commandLine(),
                    needed
                            ? "'%s' needs a HOST".formatted(action.spelling())
                            : "'%s' takes no HOST here".formatted(action.spelling()));
        }
    }

    private static void requireNumber(
            CommandSpec spec, ParseResult arguments, String option, String form) {
        String number = arguments.matchedOptionValue(option, "1");
        if (!number.matches(form)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s: a number expected, found '%s'".formatted(option, number));
        }
    }

    private static AdminClient.Answer ask(
            AdminClient api, Action action, String host, ParseResult arguments) throws IOException {
        String at = "/v1/hosts/" + encoded(host);
        boolean end = arguments.hasMatchedOption(END);
        String dry = arguments.hasMatchedOption(DRY_RUN) ? "?dry_run=true" : "";
        Consumer<JsonGenerator> who =
                json -> json.writeStringProperty("by", Requester.inWords("lungfish fleet"));
        return switch (action) {
            case STATUS -> api.get("/v1/status");
            case HOSTS -> api.get("/v1/hosts");
            case EXPLAIN -> explain(api, host, arguments);
            case POOLS -> api.get("/v1/pools");
            case EVENTS -> api.get("/v1/events" + (host.isEmpty() ? "" : "?host=" + encoded(host)));
            case DEMANDS -> api.get("/v1/demands");
            case DEMAND ->
                    end
                            ? api.send("DELETE", "/v1/demands/" + encoded(host) + dry, who)
                            : api.send(
                                    "POST",
                                    "/v1/demands" + dry,
                                    json -> demand(json, host, arguments));
            case HOLD, RELEASE, WAKE -> api.send("POST", at + "/" + action.spelling() + dry, who);
            case MAINTENANCE -> api.send(end ? "DELETE" : "POST", at + "/maintenance" + dry, who);
            case REVOKE -> api.send("DELETE", at, who);
        };
    }

    /// A host of this name; else a pool.
    private static AdminClient.Answer explain(AdminClient api, String name, ParseResult arguments)
            throws IOException {
        String pool = arguments.matchedOptionValue(POOL, "");
        if (!pool.isEmpty()) {
            return api.get("/v1/pools/" + encoded(pool));
        }
        try {
            return api.get("/v1/hosts/" + encoded(name));
        } catch (ReasonException e) {
            if (!e.reason().code().equals(UNKNOWN_HOST)) {
                throw e;
            }
            try {
                return api.get("/v1/pools/" + encoded(name));
            } catch (ReasonException _) {
                throw e;
            }
        }
    }

    private static void demand(JsonGenerator json, String host, ParseResult arguments) {
        json.writeStringProperty("by", Requester.inWords("lungfish fleet"));
        json.writeStringProperty("for", arguments.matchedOptionValue(FOR, "1h"));
        if (arguments.hasMatchedOption(ID)) {
            json.writeStringProperty("id", arguments.matchedOptionValue(ID, ""));
        }
        if (arguments.hasMatchedOption(AT)) {
            json.writeStringProperty("from", arguments.matchedOptionValue(AT, ""));
        }
        if (arguments.hasMatchedOption(POOL)) {
            json.writeStringProperty("pool", arguments.matchedOptionValue(POOL, ""));
        }
        if (!host.isEmpty()) {
            json.writeStringProperty("host", host);
        }
        number(json, arguments, HOSTS);
        number(json, arguments, CORES);
        number(json, arguments, MEMORY);
    }

    private static void number(JsonGenerator json, ParseResult arguments, String option) {
        if (arguments.hasMatchedOption(option)) {
            json.writeNumberProperty(
                    option.substring(2), Long.parseLong(arguments.matchedOptionValue(option, "")));
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String text(Action action, AdminClient.Answer answer) {
        if (answer.content().has("dryRun")) {
            return PoolText.dryRun(answer.content());
        }
        if (answer.content().has("wakesMeasured")) {
            return PoolText.pool(answer.content());
        }
        return switch (action) {
            case STATUS -> FleetText.status(answer.content());
            case HOSTS -> FleetText.hosts(answer.content());
            case POOLS -> PoolText.pools(answer.content());
            case EVENTS -> FleetText.events(answer.content());
            case DEMANDS -> FleetText.demands(answer.content());
            case DEMAND ->
                    answer.content().has("demands")
                            ? FleetText.demands(answer.content())
                            : "Ended\n";
            case EXPLAIN, HOLD, RELEASE, WAKE, MAINTENANCE -> FleetText.host(answer.content());
            case REVOKE -> "%s is out of the fleet\n".formatted(answer.content().text("revoked"));
        };
    }
}
