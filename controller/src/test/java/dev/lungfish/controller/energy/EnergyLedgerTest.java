package dev.lungfish.controller.energy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.store.Backup;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.EnergyTable.Choice;
import dev.lungfish.controller.store.EnergyTable.Sum;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.energy.EnergyUse;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.energy.MeterScope;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.Rest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.testkit.NeedsProgram;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is booked is what is in the database, also after a controller was killed.
@Timeout(60)
class EnergyLedgerTest {
    private static final String CONFIGURATION =
            """
            [leases]
            zone = "UTC"

            [pools.compute]
            hosts = ["node*"]
            energy = { awake = 200, asleep = 10, changing = 250 }
            """;
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private Instant now = NOON;
    private String database = "";
    private Optional<Store> open = Optional.empty();
    private Optional<EnergyLedger> ledger = Optional.empty();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final List<Reason> told = new ArrayList<>();

    @AfterEach
    void close() {
        open.ifPresent(Store::close);
    }

    private void begin(Databases.Kind kind) throws Exception {
        database = Databases.newOf(kind);
        open = Optional.of(Store.open(database));
        for (String host : List.of("node1", "lab1")) {
            members.put(host, member(host, new HostState.Unknown(now, Optional.empty())));
            boolean _ =
                    store().work(transaction -> {
                        transaction.hosts().put(row(host));
                        return true;
                    });
        }
        start();
    }

    private void start() {
        ledger =
                Optional.of(
                        new EnergyLedger(
                                store(),
                                ControllerFile.parse("c.toml", CONFIGURATION).pools(),
                                () -> now,
                                () -> List.copyOf(members.values()),
                                told::add));
    }

    /// The controller is killed, and another one starts after some time.
    private void killed(Duration away) {
        store().close();
        now = now.plus(away);
        open = Optional.of(Store.open(database));
        start();
    }

    private Store store() {
        return open.orElseThrow();
    }

    private EnergyLedger ledger() {
        return ledger.orElseThrow();
    }

    private static HostTable.Row row(String host) {
        return new HostTable.Row(
                "id-" + host,
                host,
                Optional.empty(),
                "print-" + host,
                "key",
                Instant.EPOCH,
                Optional.empty());
    }

    private static Member member(String host, HostState state) {
        FleetHost fresh = FleetHost.enrolled(state.since());
        return new Member(
                row(host),
                new FleetHost(
                        state,
                        fresh.target(),
                        fresh.wanted(),
                        fresh.held(),
                        fresh.history(),
                        fresh.seen()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void is(String host, HostState state) {
        Member next = member(host, state);
        members.put(host, next);
        ledger().changed(List.of(next));
    }

    private HostState awake() {
        return new HostState.Awake(now, now);
    }

    private HostState asleep() {
        return new HostState.Asleep(now, rest());
    }

    private Rest rest() {
        return new Rest(Optional.empty(), now, Optional.empty(), true);
    }

    private void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(30);
            ledger().pass();
        }
    }

    private void reads(String host, long seconds, long joules) {
        ledger().took(
                        row(host),
                        new MeterReading(
                                "run",
                                MeterScope.WHOLE,
                                "hwmon power_meter",
                                Duration.ofSeconds(seconds),
                                joules * 1000));
    }

    private EnergyUse written(String host) {
        return sums(Optional.of(host)).stream()
                .map(Sum::use)
                .reduce(EnergyUse.NONE, EnergyUse::plus);
    }

    private List<Sum> sums(Optional<String> host) {
        return new EnergyReport(store())
                .hosts(
                        new Choice(YearMonth.of(2026, 11), host, Optional.empty()),
                        Optional.empty(),
                        100);
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void booksStatesByThePoolsWattsAndMetersWhereThereAreAny(Databases.Kind kind) throws Exception {
        begin(kind);
        is("node1", awake());
        is("lab1", awake());
        reads("lab1", 0, 0);
        pass(Duration.ofMinutes(1));
        reads("lab1", 60, 9_000);
        is("node1", new HostState.Ordered(now, rest()));
        pass(Duration.ofMinutes(1));
        is("node1", asleep());
        pass(Duration.ofHours(1));
        is("node1", new HostState.Due(now, rest()));
        pass(Duration.ofMinutes(1));
        is("node1", awake());
        ledger().save();

        EnergyUse node = written("node1");
        assertThat(node.asleep()).isEqualTo(Duration.ofHours(1).toMillis());
        assertThat(node.between()).isEqualTo(Duration.ofMinutes(2).toMillis());
        assertThat(node.sleeps()).isEqualTo(1);
        assertThat(node.used()).isEqualTo(1000L * (60 * 200 + 120 * 250 + 3600 * 10));
        assertThat(node.saved()).isEqualTo(1000L * (3600 * 190 - 120 * 50));
        EnergyUse lab = written("lab1");
        assertThat(lab.whole()).isEqualTo(9_000_000);
        assertThat(lab.awake()).isEqualTo(Duration.ofMinutes(63).toMillis());
        assertThat(lab.model()).isEqualTo(1000L * 62 * 60 * 105);
        assertThat(sums(Optional.empty()))
                .extracting(Sum::pool)
                .containsExactly("default", "compute");
        assertThat(ledger().totals().get("compute")).isEqualTo(node);
        assertThat(
                        new EnergyReport(store())
                                .pools(
                                        new Choice(
                                                YearMonth.of(2026, 11),
                                                Optional.empty(),
                                                Optional.of("compute"))))
                .containsExactly(new Sum(Optional.empty(), "compute", 1, node));
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    @NeedsProgram(value = "pg_ctlcluster", install = "postgresql")
    void countsNothingTwiceAfterAKillAndTellsTheGapAsNotKnown(Databases.Kind kind)
            throws Exception {
        begin(kind);
        is("node1", awake());
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofMinutes(13));
            killed(Duration.ofMinutes(1));
        }
        ledger().save();

        EnergyUse node = written("node1");
        assertThat(node.awake() + node.unknown()).isEqualTo(Duration.ofMinutes(42).toMillis());
        assertThat(node.awake())
                .isBetween(Duration.ofMinutes(24).toMillis(), Duration.ofMinutes(39).toMillis());
        assertThat(node.used()).isEqualTo(200 * node.awake());
        assertThat(node.saved()).isZero();
    }

    @Test
    void tellsWhatItDoesNotKnowAndBooksNoEnergyForIt() throws Exception {
        begin(Databases.Kind.SQLITE);
        is("node1", awake());
        pass(Duration.ofMinutes(10));
        is("node1", new HostState.Limbo(now, Optional.empty()));
        pass(Duration.ofMinutes(10));
        is("node1", awake());
        now = now.plus(Duration.ofHours(2)); // The clock jumps, or the controller stood still.
        ledger().pass();
        pass(Duration.ofMinutes(10));
        now = now.minus(Duration.ofHours(1));
        ledger().pass();
        pass(Duration.ofMinutes(10));
        ledger().save();

        EnergyUse node = written("node1");
        assertThat(node.unknown()).isEqualTo(Duration.ofMinutes(130).toMillis());
        assertThat(node.awake()).isEqualTo(Duration.ofMinutes(30).toMillis());
        assertThat(node.used()).isEqualTo(200 * node.awake());
    }

    @Test
    void writesOnceInFiveMinutesWhateverIsHeard() throws Exception {
        begin(Databases.Kind.SQLITE);
        is("node1", awake());
        pass(Duration.ofMinutes(4));
        for (int i = 0; i < 100; i++) {
            is("node1", awake());
            reads("node1", i, i);
        }
        assertThat(written("node1")).isEqualTo(EnergyUse.NONE);

        pass(Duration.ofMinutes(7));

        assertThat(written("node1").awake()).isPositive();
    }

    @Test
    void booksAHostNoMoreThatLeftTheFleet() throws Exception {
        begin(Databases.Kind.SQLITE);
        is("node1", awake());
        pass(Duration.ofMinutes(6));
        Member _ = members.remove("node1");
        pass(Duration.ofMinutes(30));
        ledger().save();

        assertThat(written("node1").awake())
                .isBetween(Duration.ofMinutes(5).toMillis(), Duration.ofMinutes(11).toMillis());
    }

    @Test
    void forgetsWhatIsOlderThanThirteenMonths() throws Exception {
        begin(Databases.Kind.SQLITE);
        is("node1", awake());
        pass(Duration.ofMinutes(6));
        assertThat(written("node1").awake()).isPositive();

        now = now.plus(Duration.ofDays(401));
        ledger().pass();

        assertThat(written("node1")).isEqualTo(EnergyUse.NONE);
    }

    @Test
    void goesIntoABackupAndComesBack() throws Exception {
        begin(Databases.Kind.SQLITE);
        is("node1", awake());
        pass(Duration.ofMinutes(20));
        ledger().save();
        EnergyUse before = written("node1");
        StringWriter backup = new StringWriter();
        Backup.write(store(), backup, now);

        pass(Duration.ofMinutes(20));
        ledger().save();
        var _ = Backup.restore(store(), new StringReader(backup.toString()), now);

        assertThat(written("node1")).isEqualTo(before);
        Map<String, Instant> booked = store().work(transaction -> transaction.energy().booked());
        assertThat(booked).containsEntry("id-node1", NOON.plus(Duration.ofMinutes(20)));
    }

    @Test
    void keepsWhatCouldNotBeWrittenAndSaysSoOnce() throws Exception {
        begin(Databases.Kind.SQLITE);
        is("node1", awake());
        store().close();
        pass(Duration.ofMinutes(20));
        assertThat(told).hasSize(1);
        assertThat(ledger().totals())
                .hasEntrySatisfying("compute", use -> assertThat(use.awake()).isPositive());
    }
}
