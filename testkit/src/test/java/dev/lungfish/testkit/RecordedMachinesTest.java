package dev.lungfish.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedMachinesTest {
    @TempDir Path folder;

    static List<RecordedMachine> machines() {
        return RecordedMachines.all();
    }

    @Test
    void findsAMachineForEachTrap() {
        assertThat(machines()).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void expectsAVerdictForEachSleepState(RecordedMachine machine) {
        assertThat(machine.expected().states())
                .containsOnlyKeys(
                        "suspend-to-idle",
                        "standby",
                        "suspend-to-ram",
                        "suspend-to-disk",
                        "hybrid");
        assertThat(machine.expected().states().values())
                .extracting(ExpectedFindings.State::support)
                .isSubsetOf("supported", "unsupported", "unknown");
    }

    @ParameterizedTest
    @MethodSource("machines")
    void saysWhatTheMachineShows(RecordedMachine machine) {
        assertThat(machine.path().resolve("README.md"))
                .content()
                .matches("(?s)# [^\n]+\n\n.{50,}\n");
    }

    @ParameterizedTest
    @MethodSource("machines")
    void hasNoLinkThatLeadsNowhereOrOutOfTheMachine(RecordedMachine machine) throws IOException {
        Path root = machine.path().toRealPath();
        try (Stream<Path> entries = Files.walk(root)) {
            assertThat(entries.filter(Files::isSymbolicLink))
                    .allSatisfy(link -> assertThat(link.toRealPath()).startsWith(root));
        }
    }

    @Test
    void keepsAnEmptyAnswerApartFromNone() {
        assertThat(
                        RecordedMachines.named("cloud-vm-without-any-sleep")
                                .expected()
                                .powerManagement())
                .contains(List.of());
        assertThat(RecordedMachines.named("record-without-sys-power").expected().powerManagement())
                .isEmpty();
    }

    @Test
    void refusesAMisspeltExpectation() throws IOException {
        Path file = Files.writeString(folder.resolve("expected.json"), "{\"powerManagment\": []}");

        assertThatThrownBy(() -> ExpectedFindingsReader.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown property 'powerManagment' in line 1")
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesAnExpectationThatExpectsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("expected.json"), "{}");

        assertThatThrownBy(() -> ExpectedFindingsReader.read(file))
                .hasMessageContaining("powerManagement, rfc and states are all needed");
    }
}
