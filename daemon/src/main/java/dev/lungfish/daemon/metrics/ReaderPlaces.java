package dev.lungfish.daemon.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Places for those who read the metrics. Who comes when all are taken, or all of its source, gets
/// that of the one that is there longest: a scrape takes some milliseconds, and who is slow can't
/// keep it out. Safe for use by several threads; never waits.
///
/// @param <C> a reader
final class ReaderPlaces<C> {
    private final int most;
    private final int mostOfSource;
    private final Map<C, String> sources = new LinkedHashMap<>();

    /// @param mostOfSource how many of one source, the loopback excepted: there all are of one
    ReaderPlaces(int most, int mostOfSource) {
        this.most = most;
        this.mostOfSource = mostOfSource;
    }

    /// Gives a place.
    ///
    /// @param source empty for the loopback
    /// @return who has to go for it
    synchronized Optional<C> enter(C reader, Optional<String> source) {
        String from = source.orElse("");
        boolean full =
                source.isPresent()
                        && sources.values().stream().filter(from::equals).count() >= mostOfSource;
        Optional<C> oldest =
                full || sources.size() >= most
                        ? sources.entrySet().stream()
                                .filter(one -> !full || one.getValue().equals(from))
                                .map(Map.Entry::getKey)
                                .findFirst()
                        : Optional.empty();
        oldest.ifPresent(sources::remove);
        sources.put(reader, from);
        return oldest;
    }

    /// Whether it has a place, and had not to go.
    synchronized boolean holds(C reader) {
        return sources.containsKey(reader);
    }

    /// Leaves it, unless it is another's already.
    synchronized void leave(C reader) {
        sources.remove(reader);
    }
}
