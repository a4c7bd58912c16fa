package dev.lungfish.controller.consolidation;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts moves of guests, and the hosts that are emptied by them. Safe for use by several threads.
final class MoveCounts {
    private final LongAdder begun = new LongAdder();
    private final LongAdder moved = new LongAdder();
    private final LongAdder stayed = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private final LongAdder stopped = new LongAdder();
    private final LongAdder emptied = new LongAdder();
    private final Set<String> emptying = ConcurrentHashMap.newKeySet();

    /// A move is in the database, and libvirt is told next.
    void began() {
        begun.increment();
    }

    /// A guest has arrived.
    ///
    /// @param time how long its processors stood still; nothing where libvirt does not say
    void moved(Duration time) {
        moved.increment();
        stopped.add(time.toNanos());
    }

    /// A guest is where it was.
    void stayed() {
        stayed.increment();
    }

    /// A guest is on neither host.
    void gone() {
        gone.increment();
    }

    /// The guests of a host are being moved away from now on.
    void empties(String host) {
        emptying.add(host);
    }

    /// They are not any more.
    void ends(String host) {
        emptying.remove(host);
    }

    /// A host has no guest any more.
    void emptied() {
        emptied.increment();
    }

    /// @param open moves whose outcome is not known
    /// @param unclear those of them of which a human was told
    MoveFigures figures(int open, int unclear) {
        return new MoveFigures(
                begun.sum(),
                Map.of("moved", moved.sum(), "stayed", stayed.sum(), "gone", gone.sum()),
                Duration.ofNanos(stopped.sum()),
                open,
                unclear,
                emptying.size(),
                emptied.sum());
    }
}
