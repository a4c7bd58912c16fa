package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.OverviewViews.BatchView;
import dev.lungfish.controller.admin.OverviewViews.BeginView;
import dev.lungfish.controller.admin.OverviewViews.GapView;
import dev.lungfish.controller.admin.OverviewViews.HostRowView;
import dev.lungfish.controller.admin.Views.ChangesQuery;
import dev.lungfish.controller.admin.Views.EventView;
import dev.lungfish.controller.changes.ChangeFeed;
import dev.lungfish.controller.changes.ChangeStream;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.metrics.FleetMetrics;
import dev.lungfish.controller.rest.Nothing;
import dev.lungfish.controller.rest.RecordJson;
import dev.lungfish.controller.rest.RestReason;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.core.text.ReasonException;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The calls of who follows the fleet: changes as they happen, and the metrics.
record FollowRoutes(FleetLoop loop, ChangeFeed feed, FleetMetrics metrics, InstantSource clock) {
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
        ChangeStream.Words words =
                new ChangeStream.Words(
                        row -> RecordJson.write(EventView.of(row)),
                        rows -> RecordJson.write(batch(rows)),
                        after -> RecordJson.write(new BeginView(loop.epoch().number(), after)),
                        after -> RecordJson.write(new GapView(after)));
        new ChangeStream(feed, words)
                .write(
                        call.resume().map(FollowRoutes::number).or(call.query()::after),
                        new ChangeStream.Wish(types, call.query().batch().orElse(false)),
                        response);
    }

    /// Events, and what the hosts are now that they are about.
    private BatchView batch(List<EventTable.Row> rows) {
        Set<String> ids =
                rows.stream().flatMap(row -> row.host().stream()).collect(Collectors.toSet());
        Instant now = clock.instant();
        List<HostRowView> hosts =
                ids.isEmpty()
                        ? List.of()
                        : loop.questions().members(ids).stream()
                                .map(host -> HostRowView.of(host, now))
                                .toList();
        Set<String> gone = new TreeSet<>(ids);
        hosts.forEach(host -> gone.remove(host.id()));
        return new BatchView(rows.stream().map(EventView::of).toList(), hosts, List.copyOf(gone));
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
