package dev.lungfish.sim.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.sim.run.Hunt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The simulation finds each guard that is missing.
class PlantedFaultsTest {
    /// Within so many seeds each planted fault must be found; the rarest need a crash between two
    /// attempts.
    private static final long SEEDS = 1_000_000;

    @TempDir Path folder;

    @Test
    void everyPlantedFaultStandsWhereItIsPlanted() {
        Laboratory laboratory = new Laboratory(checkout(), "procedure", Hunt.class, folder);

        assertThat(Mutants.ALL).hasSizeGreaterThanOrEqualTo(30);
        assertThat(Mutants.ALL.stream().map(Mutant::name)).doesNotHaveDuplicates();
        assertThat(Mutants.ALL)
                .allSatisfy(mutant ->
                        assertThat(laboratory.occurrences(mutant))
                                .as("'" + mutant.snippet() + "' in " + mutant.file())
                                .isEqualTo(1));
    }

    @Test
    void everyPlantedFaultIsFound() {
        Laboratory laboratory = new Laboratory(checkout(), "procedure", Hunt.class, folder);
        TreeMap<String, String> found = new TreeMap<>();
        Mutants.ALL.parallelStream()
                .forEach(mutant -> {
                    String result = run(laboratory, mutant);
                    synchronized (found) {
                        found.put(mutant.name(), result);
                    }
                });

        found.forEach((mutant, result) -> System.out.printf("%-58s %s%n", mutant, result));
        List<String> missed =
                found.entrySet().stream()
                        .filter(entry -> entry.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList();
        assertThat(missed).as("planted faults that the simulation does not see").isEmpty();
    }

    private static String run(Laboratory laboratory, Mutant mutant) {
        try {
            return laboratory.run(mutant, SEEDS);
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(mutant + " could not be run", e);
        }
    }

    private static Path checkout() {
        return Path.of(Objects.requireNonNull(System.getProperty("lungfish.checkout")));
    }
}
