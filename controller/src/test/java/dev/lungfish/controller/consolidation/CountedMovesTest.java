package dev.lungfish.controller.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.metrics.ConsolidationGauges;
import dev.lungfish.controller.metrics.FleetMetrics;
import dev.lungfish.controller.migration.MigrationReason;
import dev.lungfish.controller.migration.MoveOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What Prometheus is told of moves of guests and of the hosts that they empty.
@Timeout(60)
class CountedMovesTest {
    private static PlannedFleet fleet() throws Exception {
        PlannedFleet planned =
                new PlannedFleet(PlannedFleet.AUTOMATIC, "failure_covered = false", "a", "b", "c");
        planned.hosts.guest("a", "a1", 1).guest("b", "b1", 4).guest("b", "b2", 4);
        planned.live(Duration.ofMinutes(4));
        return planned;
    }

    private static String page(PlannedFleet planned) {
        FleetMetrics metrics = new FleetMetrics("1");
        metrics.add(new ConsolidationGauges(planned.consolidator()));
        return new String(metrics.page(), StandardCharsets.UTF_8);
    }

    @Test
    void aHostIsBeingEmptiedWhileItsGuestMovesAndIsEmptyAfterIt() throws Exception {
        try (PlannedFleet planned = fleet()) {
            AtomicReference<String> meanwhile = new AtomicReference<>("");
            planned.hosts.begins = _ -> meanwhile.set(page(planned));
            assertThat(page(planned))
                    .contains("lungfish_fleet_guest_moves_begun_total 0.0\n")
                    .contains("lungfish_fleet_guest_moves_ended_total{outcome=\"gone\"} 0.0\n");

            planned.run();

            assertThat(meanwhile.get())
                    .contains("lungfish_fleet_hosts_emptying 1.0\n")
                    .contains("lungfish_fleet_guest_moves_open 1.0\n")
                    .contains("lungfish_fleet_guest_moves_begun_total 1.0\n")
                    .contains("lungfish_fleet_guest_moves_ended_total{outcome=\"moved\"} 0.0\n");
            assertThat(page(planned))
                    .contains("lungfish_fleet_hosts_emptying 0.0\n")
                    .contains("lungfish_fleet_hosts_emptied_total 1.0\n")
                    .contains("lungfish_fleet_guest_moves_open 0.0\n")
                    .contains("lungfish_fleet_guest_moves_begun_total 1.0\n")
                    .contains("lungfish_fleet_guest_moves_ended_total{outcome=\"moved\"} 1.0\n");
        }
    }

    @Test
    void aGuestThatStaysCountsAsThatAndLeavesItsHostFull() throws Exception {
        try (PlannedFleet planned = fleet()) {
            planned.hosts.fate =
                    move ->
                            Optional.of(
                                    new MoveOutcome.Stayed(
                                            new MigrationReason.MigrationRefused(
                                                    move.guest(), "no")));
            planned.run();

            assertThat(page(planned))
                    .contains("lungfish_fleet_guest_moves_ended_total{outcome=\"stayed\"} 1.0\n")
                    .contains("lungfish_fleet_guest_moves_ended_total{outcome=\"moved\"} 0.0\n")
                    .contains("lungfish_fleet_hosts_emptying 0.0\n")
                    .contains("lungfish_fleet_hosts_emptied_total 0.0\n");
        }
    }

    @Test
    void howLongGuestsStoodStillIsAddedUp() throws Exception {
        try (PlannedFleet planned = fleet()) {
            planned.hosts.fate =
                    move -> {
                        MoveOutcome _ = planned.hosts.arrive(move);
                        return Optional.of(
                                new MoveOutcome.Moved(Optional.of(Duration.ofMillis(250))));
                    };
            planned.run();

            assertThat(page(planned)).contains("lungfish_fleet_guest_stopped_seconds_total 0.25\n");
        }
    }

    /// It counts as unclear until both hosts say where the guest is, and then as what it came to.
    @Test
    void aMoveThatIsNotClearIsOpenUntilItIs() throws Exception {
        try (PlannedFleet planned = fleet()) {
            planned.hosts.fate =
                    move -> {
                        MoveOutcome _ = planned.hosts.arrive(move);
                        planned.hosts.silent("a", true);
                        return Optional.of(planned.hosts.settle(move));
                    };
            planned.run();

            assertThat(page(planned))
                    .contains("lungfish_fleet_guest_moves_unclear 1.0\n")
                    .contains("lungfish_fleet_guest_moves_open 1.0\n")
                    .contains("lungfish_fleet_guest_moves_ended_total{outcome=\"moved\"} 0.0\n");

            planned.hosts.silent("a", false);
            planned.run();

            assertThat(page(planned))
                    .contains("lungfish_fleet_guest_moves_unclear 0.0\n")
                    .contains("lungfish_fleet_guest_moves_open 0.0\n")
                    .contains("lungfish_fleet_guest_moves_ended_total{outcome=\"moved\"} 1.0\n");
        }
    }
}
