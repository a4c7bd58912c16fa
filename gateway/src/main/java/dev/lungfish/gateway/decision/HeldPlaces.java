package dev.lungfish.gateway.decision;

import dev.lungfish.gateway.decision.GatewayRefusal.HeldConnectionsExhausted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Counts connections that wait, by host, by source and in all, and the bytes that are kept for
/// them. For one thread.
public final class HeldPlaces {
    private final Limits limits;
    private final Map<String, Integer> byHost = new HashMap<>();
    private final Map<SourceNetwork, Integer> bySource = new HashMap<>();
    private int all;
    private long bytes;

    /// How many may wait.
    ///
    /// @param memory bytes that are kept of all of them
    public record Limits(int all, int byHost, int bySource, long memory) {}

    public HeldPlaces(Limits limits) {
        this.limits = limits;
    }

    /// A place that was taken.
    public record Place(String host, SourceNetwork source) {}

    /// Takes a place.
    ///
    /// @return why there is none; empty where it was taken
    public Optional<HeldConnectionsExhausted> take(Place place) {
        if (all >= limits.all) {
            return Optional.of(new HeldConnectionsExhausted(place.host, "all", limits.all));
        }
        if (byHost.getOrDefault(place.host, 0) >= limits.byHost) {
            return Optional.of(new HeldConnectionsExhausted(place.host, "host", limits.byHost));
        }
        if (bySource.getOrDefault(place.source, 0) >= limits.bySource) {
            return Optional.of(new HeldConnectionsExhausted(place.host, "source", limits.bySource));
        }
        all++;
        byHost.merge(place.host, 1, Integer::sum);
        bySource.merge(place.source, 1, Integer::sum);
        return Optional.empty();
    }

    /// Gives a place back.
    public void giveBack(Place place) {
        all--;
        byHost.computeIfPresent(place.host, (_, count) -> count == 1 ? null : count - 1);
        bySource.computeIfPresent(place.source, (_, count) -> count == 1 ? null : count - 1);
    }

    /// Counts bytes that are kept, or, below zero, kept no more.
    public void keep(long more) {
        bytes += more;
    }

    /// Whether so many more bytes may be kept.
    public boolean hasRoomFor(long more) {
        return bytes + more <= limits.memory;
    }
}
