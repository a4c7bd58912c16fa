package dev.lungfish.controller.admin;

import dev.lungfish.controller.access.AccessKeys;
import dev.lungfish.controller.changes.ChangeFeed;
import dev.lungfish.controller.consolidation.Consolidator;
import dev.lungfish.controller.energy.EnergyReport;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.enrolment.Tokens;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.metrics.FleetMetrics;
import dev.lungfish.controller.openid.OpenIdCallers;
import dev.lungfish.controller.rest.Nothing;
import dev.lungfish.controller.rest.OpenApi;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.rest.Routes;
import dev.lungfish.controller.store.Store;
import dev.lungfish.libvirt.tls.Credentials;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What the API is served with.
///
/// @param at where it is served on this machine, without TLS; port 0 for any free one
/// @param tls where it is served by TLS
/// @param openId who else may call; empty where no provider is configured
/// @param folder of the controller, with the token of this machine's administrator
/// @param feed ended with the ports, so that nobody who follows keeps them open
public record ApiParts(
        InetSocketAddress at,
        Optional<Tls> tls,
        Optional<OpenIdCallers> openId,
        Path folder,
        FleetLoop loop,
        Store store,
        Enroller enroller,
        Tokens tokens,
        InstantSource clock,
        ChangeFeed feed,
        FleetMetrics metrics,
        Consolidator consolidator) {
    /// Of the document; grows when a client would notice.
    static final String VERSION = "1.0.0";

    /// A port with TLS.
    ///
    /// @param shown its certificate
    public record Tls(InetSocketAddress at, Credentials shown) {}

    /// All calls.
    Routes routes() {
        List<Route<?, ?>> all = new ArrayList<>();
        all.addAll(new AdminRoutes(loop, store, enroller, clock, consolidator::drains).all());
        all.addAll(new OverviewRoutes(loop, store, feed, clock).all());
        all.addAll(new PlanRoutes(loop, clock).all());
        all.addAll(new TimelineRoutes(loop, store, clock).all());
        all.addAll(new SeriesRoutes(loop, store, clock).all());
        all.addAll(new WhatIfRoutes(loop, store, clock).all());
        all.addAll(new ConsolidationRoutes(loop, consolidator).all());
        all.addAll(new AccessRoutes(new AccessKeys(store, clock), store, tokens, clock).all());
        all.addAll(new FollowRoutes(loop, feed, metrics, clock).all());
        all.addAll(new EnergyRoutes(loop, new EnergyReport(store), clock).all());
        AtomicReference<byte[]> document = new AtomicReference<>(new byte[0]);
        all.add(
                Route.stream(
                                "/v1/openapi.json",
                                "getOpenApi",
                                Nothing.class,
                                "application/json",
                                (_, response) -> response.send(document.get()))
                        .forAll());
        Routes routes = new Routes(all);
        document.set(OpenApi.of(routes, VERSION));
        return routes;
    }
}
