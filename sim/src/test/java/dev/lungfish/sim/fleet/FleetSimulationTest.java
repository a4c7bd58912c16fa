package dev.lungfish.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.sim.fleet.run.FleetBatch;
import dev.lungfish.sim.fleet.run.FleetFigures;
import org.junit.jupiter.api.Test;

/// The machine, the planner and the allocator of fleets against simulated ones with all their
/// faults.
class FleetSimulationTest {
    /// What each core must have done at the end. With schedules and rates hosts sleep less often in
    /// as many steps: these are enough for the sleeps that are asked for below.
    private static final long STEPS = 5_400_000;

    private static final int CORES = 2;

    @Test
    void holdsForTenMillionStepsAndMeetsEveryFaultStateAndPath() throws Exception {
        FleetBatch.Result result = new FleetBatch(1, Long.MAX_VALUE / 2, STEPS, CORES).run();

        FleetFigures figures = result.figures();
        System.out.print(figures.inWords());
        assertThat(result.failure()).as("replay: bin/sim --fleet --seed X --trace").isEmpty();
        assertThat(figures.steps()).isGreaterThanOrEqualTo(10_000_000);
        assertThat(figures.sleeps()).isGreaterThan(50_000);
        figures.faults()
                .forEach((kind, count) ->
                        assertThat(count).as("fault " + kind.spelling()).isGreaterThan(100));
        // A host is lost after a week, and no run is so long.
        figures.states().remove("Lost");
        assertThat(figures.states())
                .hasSize(13)
                .allSatisfy((state, count) -> assertThat(count).as(state).isGreaterThan(1_000));
        for (WakePath path : WakePath.values()) {
            assertThat(figures.actions().getOrDefault("Wake " + path.spelling(), 0L))
                    .as(path.spelling())
                    .isGreaterThan(1_000);
        }
    }
}
