package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.ConsolidationViews.ConsolidationView;
import dev.lungfish.controller.admin.Views.ActQuery;
import dev.lungfish.controller.admin.Views.By;
import dev.lungfish.controller.admin.Views.HostView;
import dev.lungfish.controller.consolidation.Consolidator;
import dev.lungfish.controller.fleet.Change;
import dev.lungfish.controller.fleet.DryRun;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.rest.Route.Method;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.stream.Stream;

/// The calls about guests: what is planned for them, and hosts that are drained.
record ConsolidationRoutes(FleetLoop loop, Consolidator consolidator) {
    List<Route<?, ?>> all() {
        return List.of(
                Route.get(
                        "/v1/pools/{pool}/consolidation",
                        "getConsolidation",
                        ConsolidationView.class,
                        call -> ConsolidationView.of(consolidator.plan(call.named("pool")))),
                Route.acting(
                        Method.POST,
                        "/v1/hosts/{host}/drain",
                        "drainHost",
                        ActQuery.class,
                        By.class,
                        new Route.Json<>(200, HostView.class, this::drain)),
                Route.acting(
                        Method.DELETE,
                        "/v1/hosts/{host}/drain",
                        "undrainHost",
                        ActQuery.class,
                        By.class,
                        new Route.Json<>(200, HostView.class, this::undrain)));
    }

    private HostView drain(Route.Call<ActQuery, By> call) {
        Change change = new Change.Drain(call.by(call.body().by()));
        Member host = loop.named(call.named("host"));
        consolidator.requireReachable(host);
        if (call.query().isDry()) {
            DryRun.OfHost would = loop.questions().would(host.name(), change);
            List<Reason> told =
                    Stream.concat(Stream.of(change.why()), consolidator.wouldDrain(host).stream())
                            .toList();
            return HostView.of(
                    new DryRun.OfHost(would.before(), would.after(), would.wakes(), told));
        }
        return ConsolidationViews.drained(
                HostView.of(loop.change(host.name(), change)), consolidator.drains());
    }

    private HostView undrain(Route.Call<ActQuery, By> call) {
        Change change = new Change.EndDrain(call.by(call.body().by()));
        String host = call.named("host");
        return call.query().isDry()
                ? HostView.of(loop.questions().would(host, change))
                : ConsolidationViews.drained(
                        HostView.of(loop.change(host, change)), consolidator.drains());
    }
}
