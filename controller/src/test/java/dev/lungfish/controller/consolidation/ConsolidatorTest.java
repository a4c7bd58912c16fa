package dev.lungfish.controller.consolidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.fleet.Change;
import dev.lungfish.controller.migration.MigrationReason;
import dev.lungfish.controller.migration.MoveOutcome;
import dev.lungfish.controller.store.MoveTable;
import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.Binding;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConsolidatorTest {
    private static final Duration SHORT = Duration.ofMinutes(4);
    private static final String COVERED = "failure_covered = true";
    private static final String ALONE = "failure_covered = false";

    @Test
    void emptiesAHostWhichThenSleepsByTheOrdinaryRules() throws Exception {
        try (PlannedFleet planned = fleet(PlannedFleet.AUTOMATIC, COVERED)) {
            planned.hosts.guest("a", "a2", 1).guest("a", "a3", 1);
            CountDownLatch two = new CountDownLatch(2);
            planned.hosts.begins =
                    _ -> {
                        two.countDown();
                        await(two);
                    };

            planned.run();

            assertThat(planned.hosts.on("a")).isEmpty();
            assertThat(planned.hosts.all()).hasSize(6);
            assertThat(planned.hosts.mostAtOnce).isEqualTo(2);

            planned.live(SHORT);

            assertThat(planned.fleet.state("a")).isEqualTo("asleep");
            assertThat(planned.fleet.asleep("")).isEqualTo(1);
            assertThat(planned.fleet.events()).contains("guest-moved");
            assertThat(open(planned)).isEmpty();
        }
    }

    /// One more host could be empty, and the failure of one of the two left would not be covered.
    @Test
    void keepsAnEmptyHostAwakeThatTheFailureOfAnotherOneNeeds() throws Exception {
        try (PlannedFleet planned =
                new PlannedFleet(PlannedFleet.AUTOMATIC, COVERED, "a", "b", "c")) {
            planned.hosts.guest("a", "a1", 10).guest("b", "b1", 10);
            planned.live(Duration.ofMinutes(1));
            planned.run();
            planned.live(SHORT);
            planned.run();

            planned.live(SHORT);

            assertThat(planned.fleet.asleep("")).isZero();
            assertThat(planned.plan().plan().hosts()).containsKeys("a", "b", "c");
        }
    }

    @Test
    void onlyShowsThePlanInModeRecommend() throws Exception {
        try (PlannedFleet planned =
                fleet(PlannedFleet.AUTOMATIC.replace("automatic", "recommend"), COVERED)) {
            planned.run();

            assertThat(planned.hosts.on("a")).containsExactly("a1");
            assertThat(planned.plan().plan().sleeping()).containsExactly("a");
            assertThat(planned.plan().isCarriedOut()).isFalse();
        }
    }

    /// It is neither emptied nor given guests, and the others are planned for.
    @Test
    void leavesAHostAloneWhoseLibvirtdIsSilent() throws Exception {
        try (PlannedFleet planned = fleet(PlannedFleet.AUTOMATIC, ALONE)) {
            planned.hosts.silent("a", true);

            planned.run();

            planned.hosts.silent("a", false);
            assertThat(planned.hosts.on("a")).containsExactly("a1");
            assertThat(planned.hosts.on("b")).isEmpty();
            assertThat(planned.plan().unknown().get("a"))
                    .isEqualTo(new PlacementReason.HostSurveyFailed("a", "nobody listens"));
        }
    }

    @Test
    void triesAGuestThatFailedAgainOnlyLaterAlsoAfterARestart() throws Exception {
        try (PlannedFleet planned = fleet(PlannedFleet.AUTOMATIC, COVERED)) {
            planned.hosts.fate =
                    move ->
                            move.guest().equals("a1")
                                    ? Optional.of(
                                            new MoveOutcome.Stayed(
                                                    new MigrationReason.MigrationTooLong(
                                                            "a1", move.limit())))
                                    : Optional.empty();
            planned.run();
            assertThat(planned.hosts.on("a")).containsExactly("a1");
            assertThat(planned.fleet.events()).contains("guest-not-moved");

            planned.restart();
            planned.live(SHORT);
            planned.run();

            assertThat(planned.hosts.on("a")).contains("a1");
            assertThat(planned.plan().plan().guests().get("a1"))
                    .isInstanceOf(ConsolidationReason.GuestMoveFailed.class);
            assertThat(open(planned)).isEmpty();
        }
    }

    @Test
    void aHostToWhichAGuestIsOnItsWayIsNotPutToSleep() throws Exception {
        try (PlannedFleet planned =
                new PlannedFleet(PlannedFleet.AUTOMATIC, ALONE, "a", "b", "c")) {
            planned.hosts.guest("a", "a1", 4);
            planned.fleet.loop().change("b", new Change.Hold("anna"));
            planned.fleet.loop().change("c", new Change.Hold("anna"));
            planned.live(SHORT);
            planned.fleet.loop().change("a", new Change.Drain("anna"));
            List<Verdict> verdicts = new ArrayList<>();
            planned.hosts.fate =
                    move -> {
                        String to = move.destination().name();
                        planned.fleet.loop().change(to, new Change.Release("anna"));
                        verdicts.add(planned.fleet.call(to));
                        return Optional.empty();
                    };

            planned.run();

            assertThat(planned.hosts.on("a")).isEmpty();
            assertThat(verdicts)
                    .isNotEmpty()
                    .allSatisfy(verdict ->
                            assertThat(((Verdict.Stay) verdict).reason().code())
                                    .isEqualTo("host-takes-part-in-move"));
        }
    }

    @Test
    void drainsAHostOfWhatCanGoAndGivesItNothing() throws Exception {
        try (PlannedFleet planned =
                new PlannedFleet("[leases]\nmode = \"off\"\n", COVERED, "a", "b", "c")) {
            planned.hosts.guest("a", "a1", 2).guest("b", "b1", 2).guest("c", "c1", 2);
            planned.hosts.guest(
                    GuestLoad.of("a2", "a", Amounts.ofGuest(new ByteCount(1L << 30), 1, 100))
                            .with(
                                    new Binding.Bound(
                                            new ConsolidationReason.GuestHasHostDevice("pci"))));
            planned.live(SHORT);
            assertThat(
                            planned
                                    .consolidator()
                                    .wouldDrain(planned.fleet.loop().named("a"))
                                    .stream()
                                    .map(reason -> reason.code()))
                    .containsExactly("guest-would-move", "guest-would-stay");

            planned.fleet.loop().change("a", new Change.Drain("anna"));
            planned.restart();
            planned.live(SHORT);
            planned.run();

            assertThat(planned.hosts.on("a")).containsExactly("a2");
            assertThat(planned.consolidator().drains()).isEqualTo(Map.of("a", "anna"));
            assertThat(planned.fleet.events()).contains("drained-by");

            planned.fleet.loop().change("a", new Change.EndDrain("anna"));
            planned.fleet.loop().change("b", new Change.Drain("anna"));
            planned.run();

            assertThat(planned.consolidator().drains()).isEqualTo(Map.of("b", "anna"));
            assertThat(planned.hosts.on("b")).isEmpty();
        }
    }

    @Test
    void findsOutWhatBecameOfMovesThatAnotherProcessBegan() throws Exception {
        try (PlannedFleet planned = fleet(PlannedFleet.AUTOMATIC, COVERED)) {
            planned.hosts.guest("b", "both", 1).guest("c", "both", 1).guest("b", "gone-over", 1);
            begun(planned, "both", "b", "c");
            begun(planned, "gone-over", "a", "b");
            begun(planned, "ended", "a", "d");
            planned.restart();
            planned.live(SHORT);

            planned.run();
            planned.run();

            assertThat(open(planned)).extracting(MoveTable.Row::guest).containsExactly("both");
            assertThat(planned.plan().unknown().keySet()).containsExactlyInAnyOrder("b", "c");
            assertThat(planned.told)
                    .extracting(reason -> reason.code())
                    .as("the one that is on both hosts and the one that is on none, each once")
                    .containsExactly("guest-move-unclear", "guest-move-unclear");
            assertThat(planned.fleet.events()).contains("guest-moved", "guest-move-unclear");
        }
    }

    /// Nothing failed, so the guest may be moved by the next plan.
    @Test
    void putsAMoveOffWhoseDestinationWasFilledMeanwhile() throws Exception {
        try (PlannedFleet planned = fleet(PlannedFleet.AUTOMATIC, ALONE)) {
            planned.hosts.begins =
                    move ->
                            planned.hosts.hosts().stream()
                                    .filter(host -> planned.hosts.on(host).size() < 3)
                                    .forEach(host -> planned.hosts.guest(host, "new-" + host, 16));
            planned.hosts.guest("a", "a2", 3).guest("a", "a3", 3);
            planned.hosts.guest("b", "b2", 3).guest("b", "b3", 3).guest("b", "b4", 3);

            planned.run();

            assertThat(open(planned)).isEmpty();
            assertThat(planned.fleet.events()).doesNotContain("guest-not-moved");
        }
    }

    @Test
    void saysWhichHostsItCannotReach() throws Exception {
        try (PlannedFleet planned = fleet(PlannedFleet.AUTOMATIC, COVERED)) {
            Consolidator unconfigured =
                    new Consolidator(
                            new Consolidator.Parts(
                                    planned.fleet.loop(),
                                    planned.fleet.store(),
                                    planned.hosts,
                                    planned.hosts.settings("other*"),
                                    planned.fleet::now,
                                    planned.told::add));

            assertThatThrownBy(() -> unconfigured.requireReachable(planned.fleet.loop().named("a")))
                    .isInstanceOf(ReasonException.class);
            assertThat(unconfigured.plan("default").unknown())
                    .containsEntry("a", new PlacementReason.HostWithoutLibvirt("a"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).as("two moves at once").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<MoveTable.Row> open(PlannedFleet planned) {
        return planned.fleet.store().work(transaction -> transaction.moves().open());
    }

    private static void begun(PlannedFleet planned, String guest, String from, String to) {
        boolean _ =
                planned.fleet
                        .store()
                        .work(transaction -> {
                            transaction
                                    .moves()
                                    .begin(
                                            new MoveTable.Row(
                                                    guest,
                                                    "default",
                                                    from,
                                                    to,
                                                    planned.fleet.now(),
                                                    planned.fleet
                                                            .now()
                                                            .plus(Duration.ofMinutes(10))));
                            return true;
                        });
    }

    /// Four hosts with a small guest each, which have called.
    private static PlannedFleet fleet(String leases, String moves) throws Exception {
        PlannedFleet planned = new PlannedFleet(leases, moves, "a", "b", "c", "d");
        planned.hosts.guest("a", "a1", 3).guest("b", "b1", 6).guest("c", "c1", 7);
        planned.hosts.guest("d", "d1", 7);
        planned.live(SHORT);
        return planned;
    }
}
