package dev.lungfish.cli.command;

import dev.lungfish.cli.render.ConsolidationText;
import dev.lungfish.cli.render.EnergyText;
import dev.lungfish.cli.render.FleetText;
import dev.lungfish.cli.render.PoolText;
import dev.lungfish.controller.admin.AdminClient;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.state.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;
import tools.jackson.core.JsonGenerator;

/// The calls of `lungfish fleet`, and what is shown of their answers.
///
/// @param host that was named; an empty text for none
/// @param from when hosts are needed; empty for now
record FleetCalls(
        AdminClient api,
        FleetAction action,
        String host,
        Optional<Instant> from,
        ParseResult arguments) {
    private static final String UNKNOWN_HOST = "fleet-host-unknown";

    /// Asks, and does what is wanted.
    ///
    /// @return the answers as they came: several where a list has several pages
    List<AdminClient.Answer> ask() throws IOException {
        return switch (action) {
            case STATUS -> List.of(api.get("/v1/status"));
            case HOSTS -> pages("/v1/hosts?limit=1000");
            case TOP -> {
                List<AdminClient.Answer> answers = new ArrayList<>();
                answers.add(api.get("/v1/status"));
                answers.addAll(pages("/v1/hosts?limit=1000"));
                yield answers;
            }
            case EXPLAIN -> List.of(explain());
            case POOLS -> List.of(api.get("/v1/pools"));
            case PLAN -> List.of(api.get("/v1/pools/%s/consolidation".formatted(encoded(host))));
            case DRAIN -> List.of(act("POST", ofHost("/drain"), FleetCalls::who));
            case UNDRAIN -> List.of(act("DELETE", ofHost("/drain"), FleetCalls::who));
            case EVENTS ->
                    List.of(
                            api.get(
                                    host.isEmpty()
                                            ? "/v1/events"
                                            : "/v1/events?host=" + encoded(host)));
            case AUDIT -> List.of(api.get("/v1/audit"));
            case ENERGY -> pages(FleetEnergy.path(arguments, "/v1/energy", "&limit=1000"));
            case DEMANDS -> pages("/v1/demands?limit=1000");
            case DEMAND ->
                    List.of(
                            isEnd()
                                    ? act("DELETE", "/v1/demands/" + encoded(host), FleetCalls::who)
                                    : act("POST", "/v1/demands", this::demand));
            case HOLD, RELEASE, WAKE ->
                    List.of(act("POST", ofHost("/" + action.spelling()), FleetCalls::who));
            case SLEEP -> List.of(act("POST", ofHost("/sleep"), this::sleep));
            case MAINTENANCE ->
                    List.of(
                            act(
                                    isEnd() ? "DELETE" : "POST",
                                    ofHost("/maintenance"),
                                    FleetCalls::who));
            case REVOKE -> List.of(act("DELETE", ofHost(""), FleetCalls::who));
            case SIMULATE -> throw new IllegalStateException(action.spelling());
        };
    }

    private String ofHost(String what) {
        return "/v1/hosts/%s%s".formatted(encoded(host), what);
    }

    private boolean isEnd() {
        return arguments.hasMatchedOption(FleetCommand.END);
    }

    private AdminClient.Answer act(String method, String path, Consumer<JsonGenerator> body)
            throws IOException {
        String dry = arguments.hasMatchedOption(FleetCommand.DRY_RUN) ? "?dryRun=true" : "";
        return api.send(method, path + dry, body);
    }

    private List<AdminClient.Answer> pages(String path) throws IOException {
        List<AdminClient.Answer> pages = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            AdminClient.Answer page = api.get(path + next.get());
            pages.add(page);
            next =
                    page.content()
                            .maybe("next", page.content()::text)
                            .map(after -> "&after=" + encoded(after));
        }
        return pages;
    }

    /// A host of this name; else a pool.
    private AdminClient.Answer explain() throws IOException {
        String pool = arguments.matchedOptionValue(FleetCommand.POOL, "");
        if (!pool.isEmpty()) {
            return api.get("/v1/pools/" + encoded(pool));
        }
        try {
            return api.get(ofHost(""));
        } catch (ReasonException e) {
            if (!e.reason().code().equals(UNKNOWN_HOST)) {
                throw e;
            }
            try {
                return api.get("/v1/pools/" + encoded(host));
            } catch (ReasonException _) {
                throw e;
            }
        }
    }

    private static void who(JsonGenerator json) {
        json.writeStringProperty("by", Requester.inWords("lungfish fleet"));
    }

    private void sleep(JsonGenerator json) {
        who(json);
        length().ifPresent(length -> json.writeStringProperty("for", length));
    }

    private Optional<String> length() {
        return Optional.ofNullable(arguments.<String>matchedOptionValue(FleetCommand.FOR, null));
    }

    private void demand(JsonGenerator json) {
        who(json);
        length().ifPresent(length -> json.writeStringProperty("for", length));
        if (arguments.hasMatchedOption(FleetCommand.ID)) {
            json.writeStringProperty("id", arguments.matchedOptionValue(FleetCommand.ID, ""));
        }
        from.ifPresent(at -> json.writeStringProperty("from", at.toString()));
        text(json, FleetCommand.POOL, "pool");
        if (!host.isEmpty()) {
            json.writeStringProperty("host", host);
        }
        number(json, FleetCommand.HOSTS);
        number(json, FleetCommand.CORES);
        number(json, FleetCommand.MEMORY);
    }

    private void text(JsonGenerator json, String option, String name) {
        if (arguments.hasMatchedOption(option)) {
            json.writeStringProperty(name, arguments.matchedOptionValue(option, ""));
        }
    }

    private void number(JsonGenerator json, String option) {
        if (arguments.hasMatchedOption(option)) {
            json.writeNumberProperty(
                    option.substring(2), Long.parseLong(arguments.matchedOptionValue(option, "")));
        }
    }

    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The answers for people.
    ///
    /// @param room columns of the terminal; empty for as many as are needed
    String text(List<AdminClient.Answer> answers, Optional<Integer> room) {
        JsonObject first = answers.getFirst().content();
        if (first.has("dryRun") && action != FleetAction.SLEEP) {
            return PoolText.dryRun(first);
        }
        if (first.has("wakesMeasured")) {
            return PoolText.pool(first);
        }
        return switch (action) {
            case STATUS -> FleetText.status(first, room);
            case HOSTS -> FleetText.hosts(list(answers, "hosts"), room);
            case TOP ->
                    FleetText.top(first, list(answers.subList(1, answers.size()), "hosts"), room);
            case POOLS -> PoolText.pools(first, room);
            case PLAN -> ConsolidationText.plan(first, room);
            case EVENTS -> FleetText.events(first);
            case AUDIT -> FleetText.audit(first, room);
            case ENERGY -> EnergyText.of(first, list(answers, "rows"), room);
            case DEMANDS -> FleetText.demands(list(answers, "demands"), room);
            case DEMAND ->
                    first.has("demands")
                            ? FleetText.demands(first.objects("demands"), room)
                            : "Ended\n";
            case SLEEP -> FleetText.sleep(first);
            case EXPLAIN, HOLD, RELEASE, WAKE, MAINTENANCE, DRAIN, UNDRAIN -> FleetText.host(first);
            case SIMULATE -> throw new IllegalStateException(action.spelling());
            case REVOKE ->
                    arguments.hasMatchedOption(FleetCommand.DRY_RUN)
                            ? "%s would be out of the fleet\n".formatted(first.text("revoked"))
                            : "%s is out of the fleet\n".formatted(first.text("revoked"));
        };
    }

    private static List<JsonObject> list(List<AdminClient.Answer> pages, String name) {
        return pages.stream().flatMap(page -> page.content().objects(name).stream()).toList();
    }

    /// The answers for programs: one JSON document for each, in lines of their own.
    static String json(List<AdminClient.Answer> answers) {
        return answers.stream().map(answer -> answer.text() + "\n").collect(Collectors.joining());
    }
}
