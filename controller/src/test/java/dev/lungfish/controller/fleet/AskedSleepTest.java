package dev.lungfish.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.endpoint.SimulatedHost;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.wake.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A person asks for the sleep of a host, in a pool whose plan is only shown.
class AskedSleepTest {
    private static final Reason WHY = new LoopReason.SleepAskedBy("anna");

    private Instant now = Instant.parse("2026-11-30T05:00:00Z");
    private Store store;
    private FleetLoop loop;

    @BeforeEach
    void begin() throws Exception {
        store = Store.open(Databases.newOf(Databases.Kind.SQLITE));
        for (int i = 1; i <= 3; i++) {
            HostTable.Row row = row(i);
            boolean _ =
                    store.work(transaction -> {
                        transaction.hosts().put(row);
                        return true;
                    });
        }
        loop =
                new FleetLoop(
                        store,
                        QuickFleet.settings(Mode.RECOMMEND),
                        Outside.NOWHERE,
                        () -> now,
                        new Random(1),
                        told -> {});
        for (int i = 0; i < 10; i++) {
            allCall();
        }
    }

    @AfterEach
    void end() {
        store.close();
    }

    private void allCall() {
        now = now.plusMillis(100);
        for (int i = 1; i <= 3; i++) {
            assertThat(call(i)).isInstanceOf(Verdict.Stay.class);
        }
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

    private Verdict call(int number) {
        return call(number, List.of(SleepTarget.MEM));
    }

    private Verdict call(int number, List<SleepTarget> returns) {
        HostIdentity identity =
                new HostIdentity(
                        "lab" + number,
                        List.of(
                                new NetworkPort(
                                        "eth0",
                                        MacAddress.parse("02:00:00:00:00:0" + number),
                                        List.of(
                                                NetworkAddress.parse(
                                                        "192.0.2.%d/24".formatted(number))),
                                        true)));
        return loop.checkIn(
                row(number),
                new CheckIn(
                        CheckIn.Cause.DUE,
                        identity,
                        Optional.empty(),
                        new CheckIn.Boot("boot" + number, 0),
                        Epoch.NONE,
                        Optional.empty(),
                        new CheckIn.Capacity(8, 1L << 36),
                        SimulatedHost.idle(),
                        Optional.empty(),
                        returns));
    }

    private List<String> codes() {
        return store
                .work(transaction -> transaction.events().latest(Optional.of("id1"), 9))
                .stream()
                .map(row -> row.code())
                .toList();
    }

    @Test
    void itIsGivenAtTheNextCallAndNotLongerThanWasAskedFor() {
        Decision decision = loop.sleep("lab1", Optional.of(Duration.ofMillis(210)), WHY, false);
        assertThat(decision.act()).isEqualTo(new Decision.Act.Sleep(Duration.ofMillis(210)));

        assertThat(call(2)).isInstanceOf(Verdict.Stay.class);
        assertThat(call(1))
                .isInstanceOfSatisfying(
                        Verdict.Sleep.class,
                        sleep ->
                                assertThat(sleep.lease().length())
                                        .isEqualTo(Duration.ofMillis(210)));
        assertThat(codes()).contains("sleep-asked-by", "lease-granted");
    }

    @Test
    void aDryRunOnlySaysWhatWouldBe() {
        assertThat(loop.sleep("lab1", Optional.empty(), WHY, true).act())
                .isInstanceOf(Decision.Act.Sleep.class);

        assertThat(call(1)).isInstanceOf(Verdict.Stay.class);
        assertThat(codes()).doesNotContain("sleep-asked-by");
    }

    @Test
    void aHostWithoutAWayBackIsRefusedAtOnceAndThePlanSaysSo() {
        assertThat(call(1, List.of())).isInstanceOf(Verdict.Stay.class);

        assertThatThrownBy(() -> loop.sleep("lab1", Optional.empty(), WHY, false))
                .hasMessageContaining("no way back");
        assertThat(loop.questions().plan().decisions().get("lab1"))
                .extracting(Decision::why)
                .asString()
                .contains("HostWithoutWayBack");
    }

    @Test
    void whatTheRulesRefuseIsRefusedWithTheirReason() {
        Member _ = loop.change("lab1", new Change.Hold("ben"));

        assertThatThrownBy(() -> loop.sleep("lab1", Optional.empty(), WHY, false))
                .satisfies(e -> assertThat(Reasoned.of(e).code()).isEqualTo("sleep-refused"))
                .hasMessageContaining("ben");
    }

    /// Between the ask and the call somebody needs the host: then it stays.
    @Test
    void whoIsNeededMeanwhileStaysAwake() {
        assertThat(loop.sleep("lab1", Optional.empty(), WHY, false).act())
                .isInstanceOf(Decision.Act.Sleep.class);
        Member _ = loop.change("lab1", new Change.Hold("ben"));

        assertThat(call(1)).isInstanceOf(Verdict.Stay.class);
    }

    @Test
    void anAskThatWasNotAnsweredIsForgotten() {
        assertThat(loop.sleep("lab1", Optional.empty(), WHY, false).act())
                .isInstanceOf(Decision.Act.Sleep.class);
        now = now.plusMillis(700);

        assertThat(call(1)).isInstanceOf(Verdict.Stay.class);
    }
}
