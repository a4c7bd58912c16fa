package dev.lungfish.controller.admin;

import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.fleet.Change;
import dev.lungfish.controller.fleet.DryRun;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.fleet.PoolReport;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.time.WrittenDuration;
import dev.lungfish.state.json.JsonObject;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/// The calls of the API.
record AdminRoutes(FleetLoop loop, Store store, Enroller enroller) {
    static final long MOST_BYTES = 64 * 1024;

    private static final int MOST_EVENTS = 1000;
    private static final int USUAL_EVENTS = 100;
    private static final Duration USUAL_DEMAND = Duration.ofHours(1);

    void addTo(HttpRouting.Builder routing) {
        HttpRouting.Builder _ =
                routing.get("/v1/status", (_, response) -> ok(response, this::status))
                        .get("/v1/hosts", (_, response) -> ok(response, this::hosts))
                        .get("/v1/hosts/{host}", this::host)
                        .delete("/v1/hosts/{host}", this::revoke)
                        .post("/v1/hosts/{host}/hold", change(Change.Hold::new))
                        .post("/v1/hosts/{host}/release", change(Change.Release::new))
                        .post("/v1/hosts/{host}/wake", change(Change.Wake::new))
                        .post("/v1/hosts/{host}/maintenance", change(Change.BeginMaintenance::new))
                        .delete("/v1/hosts/{host}/maintenance", change(Change.EndMaintenance::new))
                        .get("/v1/demands", (_, response) -> ok(response, this::demands))
                        .post("/v1/demands", this::demand)
                        .delete("/v1/demands/{demand}", this::endDemand)
                        .get("/v1/pools", (_, response) -> ok(response, this::pools))
                        .get("/v1/pools/{pool}", this::pool)
                        .get("/v1/events", this::events);
    }

    private void pools(JsonGenerator json) {
        json.writeArrayPropertyStart("pools");
        for (PoolReport pool : loop.questions().pools()) {
            json.writeStartObject();
            PoolJson.summary(json, pool);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void pool(ServerRequest request, ServerResponse response) {
        PoolReport pool = loop.questions().pool(path(request, "pool"));
        ok(response, json -> PoolJson.whole(json, pool));
    }

    private static boolean isDry(ServerRequest request) {
        return request.query().first("dry_run").map(Boolean::parseBoolean).orElse(false);
    }

    private void status(JsonGenerator json) {
        FleetJson.status(json, loop.epoch(), loop.members());
    }

    private void hosts(JsonGenerator json) {
        json.writeArrayPropertyStart("hosts");
        for (Member member : loop.members()) {
            json.writeStartObject();
            FleetJson.host(json, member);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void host(ServerRequest request, ServerResponse response) {
        Member member = loop.named(path(request, "host"));
        ok(
                response,
                json -> {
                    FleetJson.host(json, member);
                    json.writeStringProperty("pool", loop.questions().poolOf(member));
                    Optional.ofNullable(loop.plan().decisions().get(member.name()))
                            .ifPresent(decision -> FleetJson.decision(json, decision));
                });
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        Member member = loop.named(path(request, "host"));
        enroller.revoke(member.name());
        ok(response, json -> json.writeStringProperty("revoked", member.name()));
    }

    private Handler change(Function<String, Change> how) {
        return (request, response) -> {
            Change change = how.apply(by(body(request)));
            String host = path(request, "host");
            if (isDry(request)) {
                DryRun would = loop.questions().would(host, change);
                ok(response, json -> PoolJson.dryRun(json, would));
                return;
            }
            Member member = loop.change(host, change);
            ok(response, json -> FleetJson.host(json, member));
        };
    }

    private void demands(JsonGenerator json) {
        json.writeArrayPropertyStart("demands");
        loop.claims().forEach(claim -> FleetJson.claim(json, claim));
        json.writeEndArray();
    }

    private void demand(ServerRequest request, ServerResponse response) {
        JsonObject asked = body(request);
        Instant now = InstantSource.system().instant();
        Demand demand = understood(() -> demand(asked, now));
        if (isDry(request)) {
            DryRun would = loop.questions().would(demand);
            ok(response, json -> PoolJson.dryRun(json, would));
            return;
        }
        loop.demand(demand);
        send(
                response.status(Status.CREATED_201),
                json -> {
                    json.writeStringProperty("id", demand.id());
                    json.writeArrayPropertyStart("demands");
                    loop.claims().stream()
                            .filter(claim -> claim.demand().id().equals(demand.id()))
                            .forEach(claim -> FleetJson.claim(json, claim));
                    json.writeEndArray();
                });
    }

    private static Demand demand(JsonObject asked, Instant now) {
        Instant from = asked.maybe("from", asked::instant).orElse(now);
        Instant until =
                asked.maybe("until", asked::instant)
                        .orElseGet(() ->
                                from.plus(
                                        asked.maybe("for", asked::text)
                                                .map(WrittenDuration::parse)
                                                .orElse(USUAL_DEMAND)));
        Demand.Need need =
                asked.has("host")
                        ? new Demand.Need.OneHost(asked.text("host"))
                        : asked.has("hosts")
                                ? new Demand.Need.Hosts(Math.toIntExact(asked.number("hosts")))
                                : new Demand.Need.Room(
                                        Math.toIntExact(
                                                asked.maybe("cores", asked::number).orElse(0L)),
                                        asked.maybe("memory", asked::number).orElse(0L));
        return new Demand(
                asked.maybe("id", asked::text).orElseGet(() -> UUID.randomUUID().toString()),
                by(asked),
                need,
                from,
                until,
                Math.toIntExact(asked.maybe("priority", asked::number).orElse(0L)),
                asked.maybe("pool", asked::text));
    }

    private void endDemand(ServerRequest request, ServerResponse response) {
        String id = path(request, "demand");
        if (isDry(request)) {
            DryRun would = loop.questions().wouldEnd(id);
            ok(response, json -> PoolJson.dryRun(json, would));
            return;
        }
        loop.endDemand(id);
        ok(response, json -> json.writeStringProperty("ended", id));
    }

    private void events(ServerRequest request, ServerResponse response) {
        Optional<Long> after =
                understood(() -> request.query().first("after").asOptional().map(Long::parseLong));
        int most =
                understood(() ->
                        Math.clamp(
                                request.query()
                                        .first("most")
                                        .map(Integer::parseInt)
                                        .orElse(USUAL_EVENTS),
                                1,
                                MOST_EVENTS));
        Optional<String> host =
                request.query().first("host").asOptional().map(name -> loop.named(name).id());
        List<EventTable.Row> rows =
                store.work(transaction ->
                        after.isPresent()
                                ? transaction.events().after(after.get(), most)
                                : transaction.events().latest(host, most).reversed());
        ok(
                response,
                json -> {
                    json.writeArrayPropertyStart("events");
                    rows.forEach(row -> FleetJson.event(json, row));
                    json.writeEndArray();
                });
    }

    private static String by(JsonObject asked) {
        return asked.maybe("by", asked::text).orElse("somebody by the API");
    }

    private static String path(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }

    private static JsonObject body(ServerRequest request) {
        byte[] content =
                request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
        return understood(
                () -> JsonObject.parse(content.length == 0 ? new byte[] {'{', '}'} : content));
    }

    private static <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ReasonException e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ReasonException(
                    new AdminReason.RequestMalformed(String.valueOf(e.getMessage())));
        }
    }

    private static void ok(ServerResponse response, Consumer<JsonGenerator> content) {
        send(response.status(Status.OK_200), content);
    }

    private static void send(ServerResponse response, Consumer<JsonGenerator> content) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(JsonObject.write(content));
    }
}
