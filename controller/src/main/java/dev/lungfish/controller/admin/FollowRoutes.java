package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.Views.ChangesQuery;
import dev.lungfish.controller.admin.Views.EventView;
import dev.lungfish.controller.changes.ChangeFeed;
import dev.lungfish.controller.changes.ChangeStream;
import dev.lungfish.controller.metrics.FleetMetrics;
import dev.lungfish.controller.rest.Nothing;
import dev.lungfish.controller.rest.RecordJson;
import dev.lungfish.controller.rest.RestReason;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.core.text.ReasonException;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;

/// The calls of who follows the fleet: changes as they happen, and the metrics.
record FollowRoutes(ChangeFeed feed, FleetMetrics metrics) {
    List<Route<?, ?>> all() {
        return List.of(
                Route.stream(
                        "/v1/changes",
                        "followChanges",
                        ChangesQuery.class,
                        ChangeStream.CONTENT_TYPE,
                        this::follow),
                Route.stream(
                        "/metrics",
                        "getMetrics",
                        Nothing.class,
                        FleetMetrics.CONTENT_TYPE,
                        (_, response) -> response.send(metrics.page())));
    }

    private void follow(Route.Call<ChangesQuery, Nothing> call, ServerResponse response) {
        Set<String> types =
                call.query()
                        .types()
                        .map(text -> Set.copyOf(List.of(text.split(",", -1))))
                        .orElse(ChangeStream.TYPES);
        if (!ChangeStream.TYPES.containsAll(types)) {
            throw new ReasonException(
                    new RestReason.RequestMalformed(
                            "'types' is %s, and some of %s are expected"
                                    .formatted(types, ChangeStream.TYPES)));
        }
        new ChangeStream(feed, row -> RecordJson.write(EventView.of(row)))
                .write(call.resume().map(FollowRoutes::number), types, response);
    }

    private static long number(String resume) {
        if (!resume.matches("\\d{1,18}")) {
            throw new ReasonException(
                    new RestReason.RequestMalformed(
                            "Last-Event-ID is '%s', and a number is expected".formatted(resume)));
        }
        return Long.parseLong(resume);
    }
}
