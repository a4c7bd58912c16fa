package dev.lungfish.gateway.relay;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.gateway.config.GatewayConfiguration;
import dev.lungfish.gateway.config.GatewayConfiguration.Limits;
import dev.lungfish.gateway.decision.GatewayRefusal;
import dev.lungfish.gateway.decision.HeldPlaces;
import dev.lungfish.gateway.wake.HostClaims;
import dev.lungfish.gateway.wake.HostWaker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// What all connections of a gateway share. For the loop's thread, except its counters.
final class GatewayContext {
    /// A refusal of one kind is told that often at most: a scan is not to fill the log.
    private static final Duration TOLD_EVERY = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final Limits limits;
    private final HeldPlaces places;
    private final GatewayCounters counters = new GatewayCounters();
    private final Map<String, HostGate> hosts = new HashMap<>();
    private final Map<String, Duration> told = new HashMap<>();
    private final Consumer<Reason> log;
    private int open;

    GatewayContext(
            EventLoop loop,
            GatewayConfiguration configuration,
            HostWaker waker,
            HostClaims claims,
            Consumer<Reason> log) {
        this.loop = loop;
        this.log = log;
        limits = configuration.limits();
        places = new HeldPlaces(limits.held());
        HostGate.Outside outside = new HostGate.Outside(waker, claims, counters, log);
        configuration
                .hosts()
                .forEach((name, entry) ->
                        hosts.put(
                                name, new HostGate(loop, entry, configuration.waking(), outside)));
    }

    EventLoop loop() {
        return loop;
    }

    Limits limits() {
        return limits;
    }

    HeldPlaces places() {
        return places;
    }

    GatewayCounters counters() {
        return counters;
    }

    /// @param name one of the configuration's
    HostGate host(String name) {
        return Objects.requireNonNull(hosts.get(name), name);
    }

    /// Counts connections that are open.
    void opened(int more) {
        open += more;
    }

    /// Whether another connection may be open.
    boolean mayOpen() {
        return open < limits.open();
    }

    /// Counts a refusal, and tells of it where none of its kind was told of just now.
    void refused(GatewayRefusal why) {
        counters.refused(why.code());
        Duration last = told.get(why.code());
        if (last == null || loop.now().minus(last).compareTo(TOLD_EVERY) >= 0) {
            told.put(why.code(), loop.now());
            log.accept(why);
        }
    }
}
