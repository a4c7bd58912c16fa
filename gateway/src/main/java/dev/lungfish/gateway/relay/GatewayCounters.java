package dev.lungfish.gateway.relay;

import dev.lungfish.gateway.decision.ConnectionState;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What the gateway counts. Safe for use by several threads.
public final class GatewayCounters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder held = new LongAdder();
    private final LongAdder spliced = new LongAdder();
    private final LongAdder parked = new LongAdder();
    private final LongAdder toTarget = new LongAdder();
    private final LongAdder toClient = new LongAdder();
    private final Map<String, LongAdder> wakes = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();

    /// All at one time.
    ///
    /// @param accepted connections since the start
    /// @param held connections that wait now, of all kinds
    /// @param spliced connections that pass bytes now, parked ones included
    /// @param parked of those, how many do not keep their host awake
    /// @param toTarget bytes since the start
    /// @param toClient bytes since the start
    /// @param wakes since the start, by host
    /// @param refusals since the start, by the code of their reason
    public record Counts(
            long accepted,
            long held,
            long spliced,
            long parked,
            long toTarget,
            long toClient,
            Map<String, Long> wakes,
            Map<String, Long> refusals) {}

    void accepted() {
        accepted.increment();
    }

    void held(int more) {
        held.add(more);
    }

    /// A connection came into another state.
    void changed(ConnectionState before, ConnectionState now) {
        held.add(count(now.waits()) - count(before.waits()));
        spliced.add(count(now.connected()) - count(before.connected()));
        parked.add(
                count(now instanceof ConnectionState.Parked)
                        - count(before instanceof ConnectionState.Parked));
    }

    private static long count(boolean one) {
        return one ? 1 : 0;
    }

    void toTarget(int bytes) {
        toTarget.add(bytes);
    }

    void toClient(int bytes) {
        toClient.add(bytes);
    }

    void wake(String host) {
        wakes.computeIfAbsent(host, _ -> new LongAdder()).increment();
    }

    void refused(String code) {
        refusals.computeIfAbsent(code, _ -> new LongAdder()).increment();
    }

    /// All now.
    public Counts counts() {
        return new Counts(
                accepted.sum(),
                held.sum(),
                spliced.sum(),
                parked.sum(),
                toTarget.sum(),
                toClient.sum(),
                sums(wakes),
                sums(refusals));
    }

    private static Map<String, Long> sums(Map<String, LongAdder> all) {
        Map<String, Long> sums = new TreeMap<>();
        all.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
