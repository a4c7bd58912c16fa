package dev.lungfish.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.endpoint.SimulatedHost;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.StateTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.procedure.request.SleepTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What must not cost more where there are many hosts: who is a member, and what is written.
@Timeout(60)
class LargeFleetTest {
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private Store store;
    private FleetLoop loop;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(Databases.newOf(Databases.Kind.SQLITE));
        join(row(1, Optional.empty()));
        loop =
                new FleetLoop(
                        store,
                        QuickFleet.settings(),
                        Outside.NOWHERE,
                        () -> now,
                        new Random(1),
                        _ -> {});
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static HostTable.Row row(int number, Optional<Instant> revoked) {
        return new HostTable.Row(
                "id" + number,
                "lab" + number,
                Optional.empty(),
                "print" + number,
                "key",
                Instant.EPOCH,
                revoked);
    }

    private void join(HostTable.Row row) {
        boolean _ =
                store.enrolling(transaction -> {
                    transaction.hosts().put(row);
                    return true;
                });
    }

    private Verdict call(int number, int load) {
        return loop.checkIn(
                row(number, Optional.empty()),
                new CheckIn(
                        CheckIn.Cause.DUE,
                        new HostIdentity("lab" + number, List.of()),
                        Optional.empty(),
                        new CheckIn.Boot("boot", 0),
                        Epoch.NONE,
                        Optional.empty(),
                        new CheckIn.Capacity(load, 1L << 36),
                        SimulatedHost.idle(),
                        Optional.empty(),
                        List.of(SleepTarget.MEM)));
    }

    private StateTable.Row kept(int number) {
        return Objects.requireNonNull(
                store.work(transaction -> transaction.states().all()).get("id" + number));
    }

    @Test
    void whoHasJoinedIsAMemberWithoutTheDatabaseAndWhoWasRevokedIsNone() {
        List<String> changed = new ArrayList<>();
        loop.watch(hosts -> hosts.forEach(host -> changed.add(host.name())));
        join(row(2, Optional.empty()));
        join(row(3, Optional.empty()));
        Verdict _ = call(3, 8);
        join(row(1, Optional.of(now)));
        assertThatThrownBy(() -> call(1, 8))
                .as("a call that was under way when its host was put out")
                .hasMessageContaining("lab1");
        store.close();

        assertThat(loop.members()).map(Member::name).containsExactly("lab2", "lab3");
        assertThat(loop.named("LAB2").id()).isEqualTo("id2");
        assertThat(loop.named("lab3").host().state().spelling()).isEqualTo("awake");
        assertThat(changed).containsExactly("lab3");
    }

    @Test
    void aHostThatOnlyCallsOnceMoreIsWrittenLaterAndWhatItSaysAnewAtOnce() {
        Verdict _ = call(1, 8);
        Instant first = now;
        for (int i = 0; i < 20; i++) {
            now = now.plusMillis(100);
            Verdict _ = call(1, 8);
        }

        assertThat(kept(1).host().orElseThrow().history().called()).contains(first);
        assertThat(loop.named("lab1").host().history().called()).contains(now);
        Verdict _ = call(1, 16);
        assertThat(kept(1).call().orElseThrow().capacity().cores()).isEqualTo(16);

        now = now.plusMillis(100);
        Verdict _ = call(1, 16);
        loop.save();
        assertThat(kept(1).host().orElseThrow().history().called()).contains(now);
    }

    @Test
    void eachIsWrittenWithinFiveMinutes() {
        for (int i = 2; i <= 40; i++) {
            join(row(i, Optional.empty()));
        }
        for (int round = 0; round < 2; round++) {
            now = now.plusMillis(100);
            for (int i = 1; i <= 40; i++) {
                Verdict _ = call(i, 8);
            }
        }
        Instant latest = now;
        loop.tick();

        List<Integer> written = new ArrayList<>();
        for (Duration passed = Duration.ZERO;
                passed.compareTo(Duration.ofMinutes(6)) < 0;
                passed = passed.plusSeconds(10)) {
            now = now.plusSeconds(10);
            for (int i = 1; i <= 40; i++) {
                Verdict _ = call(i, 8);
            }
            loop.tick();
        }
        for (int i = 1; i <= 40; i++) {
            if (kept(i).host().orElseThrow().history().called().orElseThrow().isAfter(latest)) {
                written.add(i);
            }
        }
        assertThat(written).hasSize(40);
    }
}
