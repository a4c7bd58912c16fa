package dev.lungfish.cli.command;

import dev.lungfish.controller.ControllerService;
import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.FleetSettings;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.fleet.Outside;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.LeaseReason;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.replay.result.Curve;
import dev.lungfish.replay.trace.Need;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The controller's own loop and database with hosts that a test plays, on virtual time that goes
/// by in steps.
final class PlayedController implements AutoCloseable {
    private static final String LOAD = "load";

    /// In milliseconds.
    private static final long STEP = 5_000;

    private static final PowerModel POWER = PowerModel.USUAL;

    private final List<Host> hosts = new ArrayList<>();
    private final Store store;
    private final FleetLoop loop;
    private final Curve awake;
    private Instant now;
    private long sleeps;

    /// A host, as it is in truth.
    private final class Host {
        final HostTable.Row row;
        final HostIdentity identity;
        Instant calls;
        long slept;
        @Nullable Lease lease;
        @Nullable Instant notice;
        @Nullable Instant down;
        Optional<CheckIn.EndedLease> ended = Optional.empty();

        Host(int index, Instant calls) {
            this.calls = calls;
            String name = "h%d".formatted(index);
            row =
                    new HostTable.Row(
                            "id-" + name,
                            name,
                            Optional.empty(),
                            "print-" + name,
                            "key",
                            Instant.EPOCH,
                            Optional.empty());
            identity =
                    new HostIdentity(
                            name,
                            List.of(
                                    new NetworkPort(
                                            "eth0",
                                            MacAddress.parse(
                                                    "02:00:00:00:00:%02x".formatted(index)),
                                            List.of(
                                                    NetworkAddress.parse(
                                                            "10.0.0.%d/8".formatted(index + 1))),
                                            true)));
        }

        void call(CheckIn.Cause cause) {
            Verdict verdict =
                    loop.checkIn(
                            row,
                            new CheckIn(
                                    cause,
                                    identity,
                                    Optional.empty(),
                                    new CheckIn.Boot("boot", slept),
                                    Epoch.NONE,
                                    ended,
                                    new CheckIn.Capacity(8, 1L << 36),
                                    new Situation(
                                            now.atZone(ZoneOffset.UTC),
                                            OptionalInt.of(0),
                                            OptionalInt.of(0),
                                            OptionalInt.of(0),
                                            OptionalInt.of(0),
                                            Optional.empty(),
                                            OptionalInt.empty(),
                                            List.of()),
                                    Optional.empty(),
                                    List.of(SleepTarget.values())));
            obey(verdict);
        }

        private void obey(Verdict verdict) {
            switch (verdict) {
                case Verdict.Sleep sleep -> {
                    lease = sleep.lease();
                    notice = now.plusSeconds(1);
                }
                case Verdict.Stay(_, Duration again, _) -> calls = now.plus(again);
                case Verdict.Drain(_, Duration again, _) -> calls = now.plus(again);
            }
        }

        /// A step has gone by.
        void live() {
            if (down != null) {
                sleepOn(down);
            } else if (notice != null && !now.isBefore(notice)) {
                goDown();
            } else if (notice == null && !now.isBefore(calls)) {
                call(CheckIn.Cause.DUE);
            }
        }

        private void goDown() {
            Lease under = lease();
            notice = null;
            Verdict last =
                    loop.entering(
                            row,
                            new Entering(
                                    identity,
                                    under.id(),
                                    Optional.of(under.id()),
                                    under.target(),
                                    Optional.of(under.length())));
            if (last instanceof Verdict.Sleep) {
                down = now;
                sleeps++;
                return;
            }
            end(CheckIn.Ending.CANCELLED);
            call(CheckIn.Cause.WOKE);
        }

        /// Until it is woken, and has come back.
        private void sleepOn(Instant since) {
            Member known = loop.named(row.name());
            boolean woken =
                    known.host().state().spelling().equals("waking")
                            && !now.isBefore(since.plus(POWER.down()))
                            && !now.isBefore(known.host().state().since().plus(POWER.up()));
            if (woken) {
                down = null;
                slept++;
                end(CheckIn.Ending.WOKEN);
                call(CheckIn.Cause.WOKE);
            }
        }

        private Lease lease() {
            return Optional.ofNullable(lease).orElseThrow();
        }

        private void end(CheckIn.Ending how) {
            ended =
                    Optional.of(
                            new CheckIn.EndedLease(
                                    lease().id(),
                                    how,
                                    new LeaseReason.LeaseWithdrawn(lease().id())));
            lease = null;
        }
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

    private PlayedController(
            String configuration, ControllerService rules, Need load, Instant beginning, int count)
            throws Exception {
        now = beginning.minus(rules.hosts().awake()).minus(Duration.ofMinutes(1));
        awake = new Curve(load.length());
        store =
                Store.open(
                        "jdbc:sqlite:%s"
                                .formatted(
                                        Files.createTempDirectory("lungfish-played")
                                                .resolve("fleet.db")));
        Duration interval = rules.pool().call();
        for (int i = 0; i < count; i++) {
            Host host = new Host(i, beginning.plus(interval.multipliedBy(i).dividedBy(count)));
            hosts.add(host);
            boolean _ =
                    store.work(transaction -> {
                        transaction.hosts().put(host.row);
                        return true;
                    });
        }
        loop =
                new FleetLoop(
                        store,
                        new FleetSettings(
                                ControllerFile.parse("c.toml", configuration).pools(),
                                rules.hosts(),
                                POWER.up(),
                                List.of(WakePath.NEIGHBOUR, WakePath.PACKETS)),
                        new Nowhere(),
                        () -> now,
                        new Random(1),
                        _ -> {});
        for (Host host : hosts) {
            Instant first = host.calls;
            host.call(CheckIn.Cause.STARTED);
            host.calls = first;
        }
    }

    /// Plays a load to its end.
    ///
    /// @param load in whole steps
    static PlayedController play(
            String configuration, ControllerService rules, Need load, Instant beginning, int count)
            throws Exception {
        try (PlayedController played =
                new PlayedController(configuration, rules, load, beginning, count)) {
            played.now = beginning;
            for (int i = 0; i + 1 < load.steps(); i++) {
                played.demand(load.hosts()[i]);
                for (long at = load.times()[i]; at < load.times()[i + 1]; at += STEP) {
                    played.now = beginning.plusMillis(at);
                    played.loop.tick();
                    played.hosts.forEach(Host::live);
                    long up = played.hosts.stream().filter(host -> host.down == null).count();
                    played.awake.add(at, at + STEP, (double) up);
                }
                played.now = beginning.plusMillis(load.times()[i + 1]);
            }
            return played;
        }
    }

    private void demand(int wanted) {
        if (wanted > 0) {
            loop.demand(
                    new Demand(
                            LOAD,
                            LOAD,
                            new Demand.Need.Hosts(wanted),
                            now.minus(Duration.ofDays(1)),
                            now.plus(Duration.ofDays(30)),
                            0));
        } else {
            loop.endDemand(LOAD);
        }
    }

    /// How many hosts are awake, in the mean of each part of the time.
    Curve awake() {
        return awake;
    }

    /// How often hosts fell asleep.
    long sleeps() {
        return sleeps;
    }

    @Override
    public void close() {
        store.close();
    }
}
