package dev.lungfish.controller.fleet;

import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/// A fleet on one network whose time and hosts a test drives: hosts call each minute, take what
/// they are told, and wake some time after somebody wants them to.
public final class PlayedFleet implements AutoCloseable {
    private static final HostRules USUAL = HostRules.usual();

    /// Hosts sleep soon after a start, and soon after a wake.
    private static final HostRules QUICK =
            new HostRules(
                    Duration.ofSeconds(30),
                    USUAL.call(),
                    USUAL.silence(),
                    USUAL.late(),
                    USUAL.order(),
                    USUAL.limbo(),
                    USUAL.tolerance(),
                    USUAL.grace(),
                    USUAL.proof(),
                    Duration.ofSeconds(30),
                    USUAL.drain(),
                    USUAL.moves(),
                    USUAL.backoff(),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(1),
                    USUAL.entries(),
                    USUAL.lates(),
                    USUAL.sickness(),
                    USUAL.firstPause(),
                    USUAL.longestPause(),
                    USUAL.patience());

    private final String database;
    private final String configuration;
    private final List<String> hosts;
    private final Map<String, Long> sleeps = new HashMap<>();
    private final Map<String, Lease> asleep = new HashMap<>();
    private final Map<String, Integer> guests = new HashMap<>();
    private final Map<String, Instant> called = new HashMap<>();
    private Store store;
    private FleetLoop loop;
    private Instant now;

    /// @param configuration of the controller
    public PlayedFleet(Instant now, String configuration, String... hosts) throws Exception {
        this(Databases.newOf(Databases.Kind.SQLITE), now, configuration, hosts);
    }

    /// The same on a database that another process may have left.
    public PlayedFleet(String database, Instant now, String configuration, String... hosts) {
        this.database = database;
        this.now = now;
        this.configuration = configuration;
        this.hosts = List.of(hosts);
        store = Store.open(database);
        for (String host : hosts) {
            boolean _ =
                    store.work(transaction -> {
                        transaction.hosts().put(row(host));
                        return true;
                    });
        }
        loop = begin();
    }

    private FleetLoop begin() {
        return new FleetLoop(
                store,
                new FleetSettings(
                        ControllerFile.parse("c.toml", configuration).pools(),
                        QUICK,
                        Duration.ofSeconds(90),
                        List.of(WakePath.NEIGHBOUR, WakePath.PACKETS)),
                new Nowhere(),
                () -> now,
                new Random(1),
                _ -> {});
    }

    private static final class Nowhere implements Outside {
        @Override
        public Optional<Reason> wake(Member host, int attempt, WakePath path, List<Member> awake) {
            return Optional.empty();
        }

        @Override
        public Optional<Reason> answers(Member host, List<Member> awake) {
            return Optional.empty();
        }
    }

    public void restart() {
        store.close();
        store = Store.open(database);
        loop = begin();
    }

    public FleetLoop loop() {
        return loop;
    }

    public Store store() {
        return store;
    }

    public Instant now() {
        return now;
    }

    public void guests(String host, int count) {
        guests.put(host, count);
    }

    public PoolReport pool(String name) {
        return loop.questions().pool(name);
    }

    public long asleep(String prefix) {
        return asleep.keySet().stream().filter(host -> host.startsWith(prefix)).count();
    }

    public String state(String host) {
        return loop.named(host).host().state().spelling();
    }

    public List<String> events() {
        return store.work(transaction -> transaction.events().after(0, 100_000)).stream()
                .map(EventTable.Row::code)
                .toList();
    }

    private HostTable.Row row(String host) {
        return new HostTable.Row(
                "id-" + host,
                host,
                Optional.empty(),
                "print-" + host,
                "key",
                Instant.EPOCH,
                Optional.empty());
    }

    private HostIdentity identity(String host) {
        int number = hosts.indexOf(host) + 1;
        return new HostIdentity(
                host,
                List.of(
                        new NetworkPort(
                                "eth0",
                                MacAddress.parse("02:00:00:00:00:%02x".formatted(number)),
                                List.of(NetworkAddress.parse("192.0.2.%d/24".formatted(number))),
                                true)));
    }

    /// Time passes in which nobody calls.
    public void pass(Duration time) {
        now = now.plus(time);
        loop.tick();
    }

    /// A host calls, and does what it is told.
    public Verdict call(String host) {
        called.put(host, now);
        Verdict verdict = loop.checkIn(row(host), message(host));
        if (verdict instanceof Verdict.Sleep sleep) {
            Lease lease = sleep.lease();
            Verdict last =
                    loop.entering(
                            row(host),
                            new Entering(
                                    identity(host),
                                    lease.id(),
                                    Optional.of(lease.id()),
                                    lease.target(),
                                    Optional.of(lease.length())));
            if (last instanceof Verdict.Sleep) {
                asleep.put(host, lease);
            }
        }
        return verdict;
    }

    private CheckIn message(String host) {
        return new CheckIn(
                CheckIn.Cause.DUE,
                identity(host),
                Optional.empty(),
                new CheckIn.Boot("boot-" + host, sleeps.getOrDefault(host, 0L)),
                Epoch.NONE,
                Optional.empty(),
                new CheckIn.Capacity(8, 1L << 36),
                new Situation(
                        now.atZone(ZoneOffset.UTC),
                        OptionalInt.of(0),
                        OptionalInt.of(guests.getOrDefault(host, 0)),
                        OptionalInt.of(0),
                        OptionalInt.of(0),
                        Optional.empty(),
                        OptionalInt.empty(),
                        List.of()),
                Optional.empty(),
                List.of(SleepTarget.MEM));
    }

    /// It is awake, and calls.
    public Verdict wake(String host) {
        Lease _ = asleep.remove(host);
        sleeps.merge(host, 1L, Long::sum);
        return call(host);
    }

    /// Hosts live for some time: those that are awake call each minute; who is being woken calls
    /// after so long, and alarms ring.
    public void live(Duration time, Duration resume) {
        live(time, resume, Duration.ofSeconds(15), () -> {});
    }

    /// The same in other steps.
    ///
    /// @param each done after each of them
    void live(Duration time, Duration resume, Duration step, Runnable each) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            pass(step);
            each.run();
            for (String host : hosts) {
                Lease lease = asleep.get(host);
                Member member = loop.named(host);
                Duration inState = Duration.between(member.host().state().since(), now);
                boolean rung = lease != null && inState.compareTo(lease.length()) >= 0;
                boolean reached =
                        member.host().state().spelling().equals("waking")
                                && inState.compareTo(resume) >= 0;
                if (lease != null && (rung || reached)) {
                    Verdict _ = wake(host);
                } else if (lease == null
                        && !now.isBefore(
                                called.getOrDefault(host, Instant.EPOCH).plusSeconds(60))) {
                    Verdict _ = call(host);
                }
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
