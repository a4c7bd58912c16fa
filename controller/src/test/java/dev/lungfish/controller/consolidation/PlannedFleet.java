package dev.lungfish.controller.consolidation;

import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.fleet.PlayedFleet;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A played fleet whose hosts have guests, and what plans for them. Nothing happens by itself.
final class PlannedFleet implements AutoCloseable {
    static final String AUTOMATIC =
            """
            [leases]
            mode = "automatic"
            drain = true
            reserve = 0
            awake_at_least = 1
            wakers = 1
            idle = "0s"
            """;

    final PlayedHypervisors hosts = new PlayedHypervisors();
    final List<Reason> told = new ArrayList<>();
    final PlayedFleet fleet;
    private final String configuration;
    private final List<String> names;
    private Consolidator consolidator;

    /// @param leases settings of pools
    /// @param moves settings of `[moves]`
    PlannedFleet(String leases, String moves, String... names) throws Exception {
        this.names = List.of(names);
        this.names.forEach(hosts::host);
        configuration = leases + PlayedHypervisors.toml("*", moves);
        fleet = new PlayedFleet(Instant.parse("2026-11-30T06:00:00Z"), configuration, names);
        consolidator = begin();
    }

    private Consolidator begin() {
        return new Consolidator(
                new Consolidator.Parts(
                        fleet.loop(),
                        fleet.store(),
                        hosts,
                        ControllerFile.parse("c.toml", configuration).moves(),
                        fleet::now,
                        told::add));
    }

    Consolidator consolidator() {
        return consolidator;
    }

    /// Hosts call for a while, each with the guests that it has.
    void live(Duration time) {
        Instant end = fleet.now().plus(time);
        while (fleet.now().isBefore(end)) {
            names.forEach(host -> fleet.guests(host, hosts.on(host).size()));
            fleet.live(Duration.ofSeconds(60), Duration.ofSeconds(20));
        }
    }

    /// Lets plans be carried out to their end.
    void run() {
        boolean goesOn = consolidator.run("default");
        while (goesOn) {
            goesOn = consolidator.run("default");
        }
    }

    PoolPlan plan() {
        return consolidator.plan("default");
    }

    /// Another process goes on.
    void restart() {
        consolidator.close();
        fleet.restart();
        consolidator = begin();
    }

    @Override
    public void close() {
        consolidator.close();
        fleet.close();
    }
}
