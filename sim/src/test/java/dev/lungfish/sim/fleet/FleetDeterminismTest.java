package dev.lungfish.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.sim.fleet.run.FleetBatch;
import dev.lungfish.sim.fleet.run.FleetFigures;
import dev.lungfish.sim.fleet.run.FleetRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a seed of a fleet says once it says always.
class FleetDeterminismTest {
    @Test
    void oneSeedTellsTheSameStoryTwice() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(story(seed)).as("seed " + seed).isEqualTo(story(seed)).isNotEmpty();
        }
        assertThat(story(1)).isNotEqualTo(story(2));
    }

    @Test
    void theNumberOfCoresChangesNothing() throws Exception {
        assertThat(digest(1)).isEqualTo(digest(3));
    }

    private static long digest(int cores) throws InterruptedException {
        return new FleetBatch(1, 30, Long.MAX_VALUE, cores).run().digest();
    }

    private static List<String> story(long seed) {
        List<String> story = new ArrayList<>();
        long digest = FleetRun.of(seed, new FleetFigures(), words -> story.add(words.get()));
        story.add(String.valueOf(digest));
        return story;
    }
}
