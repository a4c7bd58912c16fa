package dev.lungfish.cli.command;

import dev.lungfish.cli.render.FleetText;
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
    private static final String END = "--end";

    private static final EnumOption<Action> ACTIONS =
            EnumOption.of("ACTION", Action.values(), Action::spelling);

    private enum Action {
        STATUS,
        HOSTS,
        EXPLAIN,
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
                        .description("which host; for 'demand' with --end, which demand")
                        .build());
        spec.addOption(option(FOR, "DURATION", "how long hosts are needed (1h)"));
        spec.addOption(option(HOSTS, "NUMBER", "how many hosts are needed, whichever they are"));
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
                    case STATUS, HOSTS, EVENTS, DEMANDS -> false;
                    case DEMAND -> !arguments.hasMatchedOption(HOSTS);
                    case EXPLAIN, HOLD, RELEASE, WAKE, MAINTENANCE, REVOKE -> true;
                };
        String hosts = arguments.matchedOptionValue(HOSTS, "1");
        if (!hosts.matches("[1-9]\\d{0,5}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s: a number of hosts expected, found '%s'".formatted(HOSTS, hosts));
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

    private static AdminClient.Answer ask(
            AdminClient api, Action action, String host, ParseResult arguments) throws IOException {
        String at = "/v1/hosts/" + encoded(host);
        boolean end = arguments.hasMatchedOption(END);
        Consumer<JsonGenerator> who =
                json -> json.writeStringProperty("by", Requester.inWords("lungfish fleet"));
        return switch (action) {
            case STATUS -> api.get("/v1/status");
            case HOSTS -> api.get("/v1/hosts");
            case EXPLAIN -> api.get(at);
            case EVENTS -> api.get("/v1/events" + (host.isEmpty() ? "" : "?host=" + encoded(host)));
            case DEMANDS -> api.get("/v1/demands");
            case DEMAND ->
                    end
                            ? api.send("DELETE", "/v1/demands/" + encoded(host), who)
                            : api.send(
                                    "POST", "/v1/demands", json -> demand(json, host, arguments));
            case HOLD, RELEASE, WAKE -> api.send("POST", at + "/" + action.spelling(), who);
            case MAINTENANCE -> api.send(end ? "DELETE" : "POST", at + "/maintenance", who);
            case REVOKE -> api.send("DELETE", at, who);
        };
    }

    private static void demand(JsonGenerator json, String host, ParseResult arguments) {
        json.writeStringProperty("by", Requester.inWords("lungfish fleet"));
        json.writeStringProperty("for", arguments.matchedOptionValue(FOR, "1h"));
        if (arguments.hasMatchedOption(ID)) {
            json.writeStringProperty("id", arguments.matchedOptionValue(ID, ""));
        }
        if (host.isEmpty()) {
            String hosts = arguments.matchedOptionValue(HOSTS, "");
            json.writeNumberProperty("hosts", Long.parseLong(hosts));
        } else {
            json.writeStringProperty("host", host);
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String text(Action action, AdminClient.Answer answer) {
        return switch (action) {
            case STATUS -> FleetText.status(answer.content());
            case HOSTS -> FleetText.hosts(answer.content());
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
