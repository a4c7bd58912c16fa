package dev.lungfish.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.store.Backup;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.LeaseTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.testkit.NeedsProgram;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Hosts call at times that the test chooses; what the controller knows is kept, and found again by
/// the next one.
@Timeout(120)
@NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
class FleetLoopTest {
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private Optional<Store> store = Optional.empty();
    private Optional<FleetLoop> loop = Optional.empty();
    private String database = "";
    private final List<Reason> told = new ArrayList<>();
    private final BlockingQueue<String> woken = new LinkedBlockingQueue<>();

    private final Outside outside =
            new Outside() {
                @Override
                public Optional<Reason> wake(
                        Member host, int attempt, WakePath path, List<Member> awake) {
                    woken.add("%s by %s".formatted(host.name(), path.spelling()));
                    return Optional.empty();
                }

                @Override
                public Optional<Reason> answers(Member host, List<Member> awake) {
                    return Optional.empty();
                }
            };

    @AfterEach
    void end() {
        store.ifPresent(Store::close);
    }

    private void open(Databases.Kind kind, int hosts) throws Exception {
        database = Databases.newOf(kind);
        store = Optional.of(Store.open(database));
        for (int i = 1; i <= hosts; i++) {
            HostTable.Row row = row(i);
            store.get()
                    .work(transaction -> {
                        transaction.hosts().put(row);
                        return true;
                    });
        }
        begin();
    }

    private void begin() {
        PoolRules usual = PoolRules.usual();
        PoolRules rules =
                new PoolRules(
                        Mode.AUTOMATIC,
                        usual.target(),
                        usual.leases(),
                        usual.lead(),
                        usual.reserve(),
                        1,
                        1,
                        usual.covered(),
                        usual.quorums(),
                        usual.wakesPerDay(),
                        false,
                        usual.call());
        loop =
                Optional.of(
                        new FleetLoop(
                                store(),
                                new FleetSettings(
                                        rules,
                                        HostRules.usual(),
                                        Duration.ofSeconds(30),
                                        List.of(WakePath.NEIGHBOUR, WakePath.PACKETS)),
                                outside,
                                () -> now,
                                new Random(1),
                                told::add));
    }

    /// The controller is gone; another one starts with what was kept.
    private void restart() {
        store().close();
        store = Optional.of(Store.open(database));
        begin();
    }

    private Store store() {
        return store.orElseThrow();
    }

    private FleetLoop loop() {
        return loop.orElseThrow();
    }

    private static HostTable.Row row(int number) {
        return new HostTable.Row(
                "id" + number,
                "lab" + number,
                Optional.empty(),
                "print" + number,
                "key",
                Instant.EPOCH,
                Optional.empty());
    }

    private static HostIdentity identity(int number) {
        return new HostIdentity(
                "lab" + number,
                List.of(
                        new NetworkPort(
                                "eth0",
                                MacAddress.parse("02:00:00:00:00:0" + number),
                                List.of(NetworkAddress.parse("192.0.2.%d/24".formatted(number))),
                                true)));
    }

    private Verdict call(int number, long sleeps) {
        return call(number, sleeps, Epoch.NONE);
    }

    private Verdict call(int number, long sleeps, Epoch highest) {
        return loop().checkIn(
                        row(number),
                        new CheckIn(
                                CheckIn.Cause.DUE,
                                identity(number),
                                Optional.empty(),
                                new CheckIn.Boot("boot" + number, sleeps),
                                highest,
                                Optional.empty(),
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
                                List.of(SleepTarget.MEM)));
    }

    private Verdict goes(int number, Lease lease) {
        return loop().entering(
                        row(number),
                        new Entering(
                                identity(number),
                                lease.id(),
                                Optional.of(lease.id()),
                                lease.target(),
                                Optional.of(lease.length())));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        loop().tick();
    }

    /// All hosts call each minute, for so long.
    private List<Verdict> live(int hosts, Duration time) {
        List<Verdict> last = new ArrayList<>();
        for (Duration passed = Duration.ZERO;
                passed.compareTo(time) < 0;
                passed = passed.plusMinutes(1)) {
            pass(Duration.ofMinutes(1));
            last.clear();
            for (int i = 1; i <= hosts; i++) {
                last.add(call(i, 0));
            }
        }
        return last;
    }

    /// Until the first host may sleep.
    private Lease leased(int hosts) {
        for (int minute = 0; minute < 30; minute++) {
            pass(Duration.ofMinutes(1));
            for (int i = 1; i <= hosts; i++) {
                if (call(i, 0) instanceof Verdict.Sleep sleep) {
                    assertThat(i).isEqualTo(1);
                    return sleep.lease();
                }
            }
        }
        throw new AssertionError("nobody may sleep: " + events());
    }

    private String state(int number) {
        return loop().named("lab" + number).host().state().spelling();
    }

    private static Databases.Kind otherThan(Databases.Kind kind) {
        return kind == Databases.Kind.SQLITE ? Databases.Kind.POSTGRESQL : Databases.Kind.SQLITE;
    }

    private List<LeaseTable.Row> leases() {
        return store().work(transaction -> transaction.leases().of("id1"));
    }

    private List<String> events() {
        return store().work(transaction -> transaction.events().after(0, 1000)).stream()
                .map(EventTable.Row::code)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    void nobodySleepsBeforeTheControllerHasSettledAndThenByALeaseThatIsKept(Databases.Kind kind)
            throws Exception {
        open(kind, 2);

        assertThat(live(2, Duration.ofMinutes(4))).allMatch(Verdict.Stay.class::isInstance);
        Lease lease = leased(2);
        assertThat(state(1)).isEqualTo("ordered");
        assertThat(goes(1, lease)).isInstanceOf(Verdict.Sleep.class);
        assertThat(state(1)).isEqualTo("asleep");

        restart();

        assertThat(state(1)).isEqualTo("asleep");
        assertThat(state(2)).isEqualTo("unknown");
        assertThat(leases())
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.id()).isEqualTo(lease.id());
                    assertThat(kept.ended()).isEmpty();
                });
        assertThat(events()).contains("lease-granted", "fleet-host-state", "controller-started");
        now = now.plus(lease.length());
        assertThat(call(1, 1)).isInstanceOf(Verdict.Stay.class);
        assertThat(leases()).map(LeaseTable.Row::ended).containsExactly(Optional.of(now));
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    void aDemandWinsUntilTheHostSaysThatItGoesAndWakesItAfterwards(Databases.Kind kind)
            throws Exception {
        open(kind, 2);
        Lease lease = leased(2);
        Demand demand =
                new Demand(
                        "job",
                        "somebody",
                        new Demand.Need.OneHost("lab1"),
                        now,
                        now.plus(Duration.ofHours(1)),
                        0);

        loop().demand(demand);

        assertThat(goes(1, lease)).isInstanceOf(Verdict.Stay.class);
        assertThat(woken.poll(20, TimeUnit.SECONDS)).isEqualTo("lab1 by neighbour");
        restart();
        assertThat(loop().questions().claims()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(loop().questions().claims())
                .singleElement()
                .satisfies(claim -> assertThat(claim.hosts()).containsExactly("lab1"));
        loop().endDemand("job");
        assertThat(loop().questions().claims()).isEmpty();
        assertThatThrownBy(() -> loop().endDemand("job")).isInstanceOf(ReasonException.class);
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    void aHoldIsKeptAndTakenBack(Databases.Kind kind) throws Exception {
        open(kind, 2);
        Member _ = loop().change("lab1", new Change.Hold("anna"));
        restart();

        assertThat(live(1, Duration.ofMinutes(20)))
                .last()
                .satisfies(verdict -> assertThat(verdict.reason().code()).isEqualTo("host-held"));

        Member _ = loop().change("lab1", new Change.Release("anna"));
        assertThat(leased(2).target()).isEqualTo(SleepTarget.MEM);
        assertThat(events()).contains("held-by-person", "released-by");
        assertThatThrownBy(() -> loop().change("lab9", new Change.Hold("anna")))
                .hasMessageContaining("no host of the fleet is called lab9");
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    void aHostWhoseAlarmIsSilentIsFoundOverdueAndWoken(Databases.Kind kind) throws Exception {
        open(kind, 2);
        Lease lease = leased(2);
        assertThat(goes(1, lease)).isInstanceOf(Verdict.Sleep.class);

        for (Duration passed = Duration.ZERO;
                passed.compareTo(lease.length().plusMinutes(10)) < 0;
                passed = passed.plusMinutes(1)) {
            pass(Duration.ofMinutes(1));
            Verdict _ = call(2, 0);
        }

        assertThat(state(1)).isEqualTo("overdue");
        assertThat(woken.poll(20, TimeUnit.SECONDS)).startsWith("lab1 by ");
        assertThat(told).map(Reason::code).contains("host-alarm-missed");
        assertThat(call(1, 1)).isInstanceOf(Verdict.Stay.class);
        assertThat(events()).contains("host-back-again");
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    void aSleeperIsWokenWhereTheLastOneThatIsAwakeIsWorkedOn(Databases.Kind kind) throws Exception {
        open(kind, 2);
        Lease lease = leased(2);
        assertThat(goes(1, lease)).isInstanceOf(Verdict.Sleep.class);

        Member _ = loop().change("lab2", new Change.BeginMaintenance("anna"));
        pass(Duration.ofSeconds(1));

        assertThat(woken.poll(20, TimeUnit.SECONDS)).startsWith("lab1 by ");
        assertThat(events()).contains("minimum-awake-kept");
        assertThat(state(1)).isEqualTo("waking");
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    void aRestoredBackupRaisesTheEpochAndBelievesNothing(Databases.Kind kind) throws Exception {
        open(kind, 2);
        Lease lease = leased(2);
        assertThat(goes(1, lease)).isInstanceOf(Verdict.Sleep.class);
        StringWriter backup = new StringWriter();
        Backup.write(store(), backup, now);
        store().close();
        database = Databases.newOf(otherThan(kind));
        store = Optional.of(Store.open(database));

        Epoch epoch = Backup.restore(store(), new StringReader(backup.toString()), now);
        begin();

        assertThat(epoch).isEqualTo(new Epoch(2));
        assertThat(loop().epoch()).isEqualTo(epoch);
        assertThat(state(1)).isEqualTo("unknown");
        assertThat(leases()).hasSize(1);
        assertThat(events()).contains("backup-restored");
        assertThat(call(2, 0, new Epoch(9)).reason().code()).isEqualTo("epoch-passed");
        restart();
        assertThat(loop().epoch()).isEqualTo(epoch);
    }
}
