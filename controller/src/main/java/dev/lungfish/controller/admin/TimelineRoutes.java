package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.HostDetailViews.IntervalView;
import dev.lungfish.controller.admin.HostDetailViews.TimelineQuery;
import dev.lungfish.controller.admin.HostDetailViews.TimelineView;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.PlacedMember;
import dev.lungfish.controller.rest.Nothing;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.controller.timeline.StateChange;
import dev.lungfish.controller.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The call about what a host was at which time.
record TimelineRoutes(FleetLoop loop, Store store, InstantSource clock) {
    private static final int MOST_EVENTS = 10_000;
    private static final TimeRange.Lengths TIMELINE =
            new TimeRange.Lengths(Duration.ofDays(1), Duration.ofDays(31));

    List<Route<?, ?>> all() {
        return List.of(
                Route.get(
                        "/v1/hosts/{host}/timeline",
                        "getTimeline",
                        TimelineQuery.class,
                        TimelineView.class,
                        this::timeline));
    }

    private TimelineView timeline(Route.Call<TimelineQuery, Nothing> call) {
        PlacedMember host = loop.questions().member(call.named("host"));
        TimeRange range =
                TimeRange.of(call.query().from(), call.query().until(), clock.instant(), TIMELINE);
        List<EventTable.Row> rows = new ArrayList<>();
        List<StateChange> before =
                store.work(transaction -> {
                    rows.addAll(
                            transaction
                                    .events()
                                    .between(
                                            host.member().id(),
                                            range.from(),
                                            range.until(),
                                            MOST_EVENTS));
                    return StateChange.among(
                            transaction
                                    .events()
                                    .upTo(host.member().id(), StateChange.CODE, range.from()));
                });
        // Where there is more, the answer ends with what was read.
        Optional<Instant> next =
                rows.size() < MOST_EVENTS
                        ? Optional.empty()
                        : Optional.of(rows.getLast().at()).filter(range.from()::isBefore);
        Instant until = next.orElse(range.until());
        Timeline timeline =
                Timeline.of(
                        range.from(),
                        until,
                        new Timeline.Known(
                                host.member().row().enrolled(),
                                before.isEmpty() ? Optional.empty() : Optional.of(before.getLast()),
                                host.state().spelling()),
                        StateChange.among(rows));
        return new TimelineView(
                host.name(),
                range.from(),
                until,
                timeline.intervals().stream().map(IntervalView::of).toList(),
                next);
    }
}
