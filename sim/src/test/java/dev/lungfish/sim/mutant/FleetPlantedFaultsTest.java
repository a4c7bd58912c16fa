package dev.lungfish.sim.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.sim.fleet.run.FleetHunt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The simulation of fleets finds each guard that is missing.
class FleetPlantedFaultsTest {
    /// Within so many seeds each planted fault must be found.
    private static final long SEEDS = 4_000;

    @TempDir Path folder;

    @Test
    void everyPlantedFaultStandsWhereItIsPlantedAndIsFound() {
        Laboratory laboratory = new Laboratory(checkout(), "fleet", FleetHunt.class, folder);
        assertThat(FleetMutants.ALL).hasSizeGreaterThanOrEqualTo(20);
        assertThat(FleetMutants.ALL.stream().map(Mutant::name)).doesNotHaveDuplicates();
        assertThat(FleetMutants.ALL)
                .allSatisfy(mutant ->
                        assertThat(laboratory.occurrences(mutant))
                                .as("'" + mutant.snippet() + "' in " + mutant.file())
                                .isEqualTo(1));

        TreeMap<String, String> found = new TreeMap<>();
        FleetMutants.ALL.parallelStream()
                .forEach(mutant -> {
                    String result = run(laboratory, mutant);
                    synchronized (found) {
                        System.out.printf("%-58s %s%n", mutant, result);
                        found.put(mutant.name(), result);
                    }
                });

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
