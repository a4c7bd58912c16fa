package dev.lungfish.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.sim.run.Batch;
import dev.lungfish.sim.run.Figures;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The sleep procedure against simulated hosts with all their faults.
class SimulationTest {
    /// What each core must have done at the end.
    private static final long STEPS = 5_100_000;

    private static final int CORES = 2;

    @Test
    void holdsForTenMillionStepsAndMeetsEveryFaultOutcomeAndPhase() throws Exception {
        Batch.Result result = new Batch(1, Long.MAX_VALUE / 2, STEPS, CORES).run();

        Figures figures = result.figures();
        System.out.print(figures.inWords());
        assertThat(result.failure()).as("replay: bin/sim --seed X --trace").isEmpty();
        assertThat(figures.steps()).isGreaterThanOrEqualTo(10_000_000);
        assertThat(figures.sleeps()).isGreaterThan(100_000);
        figures.faults()
                .forEach((kind, count) ->
                        assertThat(count).as("fault " + kind.spelling()).isGreaterThan(100));
        for (Class<?> outcome : Outcome.class.getPermittedSubclasses()) {
            assertThat(figures.outcomes().getOrDefault(outcome.getSimpleName(), 0L))
                    .as("outcome " + outcome.getSimpleName())
                    .isGreaterThan(300);
        }
        figures.phases()
                .forEach((phase, count) -> {
                    // Nothing is asked for where all has ended.
                    if (phase != Phase.ENDED) {
                        assertThat(count).as("phase " + phase).isGreaterThan(100_000);
                    }
                });
        assertThat(Arrays.stream(Outcome.class.getPermittedSubclasses()).count()).isEqualTo(10);
    }
}
