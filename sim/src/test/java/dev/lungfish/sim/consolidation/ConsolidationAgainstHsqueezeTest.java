package dev.lungfish.sim.consolidation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.consolidation.Consolidation;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan;
import dev.lungfish.core.fleet.consolidation.ConsolidationRules;
import dev.lungfish.core.fleet.consolidation.HostRoom;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Beside Ganeti's hsqueeze, on the very same text: never more hosts awake.
@NeedsProgram(value = "hsqueeze", install = "ganeti-htools libpcre3")
class ConsolidationAgainstHsqueezeTest {
    private static final int POOLS = Integer.getInteger("lungfish.pools", 4);

    /// The folder of the inputs of Ganeti's own tests: `test/data/htools` in its sources.
    private static final @Nullable String GANETI = System.getProperty("lungfish.ganeti");

    private static final ConsolidationRules FREE =
            new ConsolidationRules(0, 0, false, Integer.MAX_VALUE, 2, 0, 100_000);

    @TempDir private Path folder;

    @Test
    void neverKeepsMoreHostsAwake() throws Exception {
        int ours = 0;
        int theirs = 0;
        for (Map.Entry<String, String> input : inputs().entrySet()) {
            Optional<List<String>> offline = hsqueeze(input.getValue());
            if (offline.isPresent()) {
                HtoolsPool pool = HtoolsPool.read(input.getValue());
                ConsolidationPlan plan =
                        Consolidation.plan(RandomPool.NOW, pool.hosts(), pool.guests(), FREE);
                int left =
                        (int) pool.hosts().stream().filter(HostRoom::awake).count()
                                - offline.get().size();
                assertThat(plan.awakeAfter())
                        .as("%s: hosts awake, beside those of hsqueeze", input.getKey())
                        .isLessThanOrEqualTo(left);
                ours += plan.awakeAfter();
                theirs += left;
            }
        }
        System.out.printf(
                "%d pools: %d hosts awake by the plans, %d by hsqueeze%n",
                inputs().size(), ours, theirs);
        assertThat(ours).isPositive();
    }

    /// Random ones, and those of Ganeti's own tests where they are.
    private static Map<String, String> inputs() throws IOException {
        Map<String, String> inputs = new TreeMap<>();
        for (int seed = 0; seed < POOLS; seed++) {
            RandomPool pool = RandomPool.of(seed, 6, 14, 3.3, false);
            inputs.put("pool " + seed, HtoolsPool.text(pool, 400));
        }
        if (GANETI != null) {
            try (Stream<Path> files = Files.list(Path.of(GANETI))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".data")).toList()) {
                    inputs.put(file.toString(), Files.readString(file));
                }
            }
        }
        return inputs;
    }

    /// The hosts that it would switch off, with no room left free on the others; empty where it
    /// refuses the text.
    private Optional<List<String>> hsqueeze(String text) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("pool.data"), text);
        Process process =
                new ProcessBuilder(
                                "hsqueeze",
                                "--minimal-resources=0",
                                "--target-resources=0",
                                "-t",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            return Optional.empty();
        }
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        int header = lines.indexOf("'Nodes to offline'");
        return Optional.of(header < 0 ? List.of() : lines.subList(header + 1, lines.size()));
    }
}
