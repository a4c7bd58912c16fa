package dev.lungfish.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.sim.run.Batch;
import dev.lungfish.sim.run.Figures;
import dev.lungfish.sim.run.Run;
import dev.lungfish.sim.run.Trace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a seed says once it says always.
class DeterminismTest {
    private static final int SEEDS = 300;

    @Test
    void oneSeedTellsTheSameStoryTwice() {
        for (long seed = 1; seed <= 50; seed++) {
            assertThat(story(seed)).as("seed " + seed).isEqualTo(story(seed)).isNotEmpty();
        }
    }

    @Test
    void twoSeedsTellDifferentStories() {
        assertThat(story(1)).isNotEqualTo(story(2));
    }

    @Test
    void theNumberOfCoresChangesNothing() throws Exception {
        assertThat(digest(1)).isEqualTo(digest(2)).isEqualTo(digest(3));
    }

    /// Sets and maps of another process have another order, objects other hashes.
    @Test
    void anotherProcessTellsTheSame() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:off",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.lungfish.sim.main.Main",
                                "--seeds",
                                String.valueOf(SEEDS))
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("digest " + Long.toHexString(digest(2)));
    }

    private static long digest(int cores) throws InterruptedException {
        return new Batch(1, SEEDS, Long.MAX_VALUE, cores).run().digest();
    }

    private static List<String> story(long seed) {
        List<String> story = new ArrayList<>();
        Trace trace = words -> story.add(words.get());
        story.add(String.valueOf(Run.of(seed, new Figures(), trace)));
        return story;
    }
}
