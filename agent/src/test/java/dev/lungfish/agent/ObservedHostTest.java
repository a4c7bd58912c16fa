package dev.lungfish.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeVerdict;
import dev.lungfish.libvirt.capabilities.CapabilitiesWriter;
import dev.lungfish.libvirt.capabilities.Dialect;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.ExpectedFindings;
import dev.lungfish.testkit.Grammar;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.RecordedMachine;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said of every recorded machine, held against what is right for it.
class ObservedHostTest {
    private static final String LIBVIRTS_GRAMMAR = "/usr/share/libvirt/schemas/capability.rng";
    private static final Pattern CHILD = Pattern.compile("<(suspend_\\w+|S\\d)/>");

    @TempDir private Path folder;

    private StateDirectory state() {
        return new StateDirectory(folder, "rwx------");
    }

    static List<RecordedMachine> machines() {
        return RecordedMachines.all();
    }

    @Test
    void standsOnAMachineForEachTrap() {
        assertThat(machines()).hasSizeGreaterThanOrEqualTo(14);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void judgesEachSleepState(RecordedMachine machine) throws Exception {
        List<StateVerdict> verdicts = open(machine).doctor(state()).sleep().states();

        assertThat(verdicts)
                .extracting(verdict -> verdict.state().spelling())
                .containsExactlyInAnyOrderElementsOf(machine.expected().states().keySet());
        assertThat(verdicts)
                .allSatisfy(verdict -> {
                    ExpectedFindings.State right =
                            Objects.requireNonNull(
                                    machine.expected().states().get(verdict.state().spelling()));
                    assertThat(verdict.support().spelling())
                            .as(verdict.toString())
                            .isEqualTo(right.support());
                    assertThat(ReasonText.sentence(verdict.reason()))
                            .containsIgnoringCase(right.reasonContains());
                    assertThat(verdict.evidence()).isNotEmpty();
                });
    }

    @ParameterizedTest
    @MethodSource("machines")
    void judgesEachWakeDevice(RecordedMachine machine) throws Exception {
        List<WakeVerdict> verdicts = open(machine).doctor(state()).wake();

        assertThat(verdicts)
                .allSatisfy(
                        verdict -> assertThat(ReasonText.sentence(verdict.reason())).isNotBlank());
        machine.expected()
                .wake()
                .ifPresent(right ->
                        assertThat(verdicts)
                                .extracting(verdict ->
                                        new ExpectedFindings.Wake(
                                                verdict.kind().spelling(),
                                                verdict.name(),
                                                verdict.support().spelling(),
                                                verdict.enabled().orElse(null)))
                                .containsExactlyInAnyOrderElementsOf(right));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void exportsWhatFollowsFromTheVerdicts(RecordedMachine machine) throws Exception {
        assertThat(powerManagement(machine, Dialect.LIBVIRT))
                .isEqualTo(machine.expected().powerManagement());
        assertThat(powerManagement(machine, Dialect.RFC)).isEqualTo(machine.expected().rfc());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void writesDocumentsThatOurGrammarAccepts(RecordedMachine machine) throws Exception {
        Grammar grammar =
                Grammar.load(
                        Path.of(
                                System.getProperty("lungfish.checkout", ""),
                                "docs",
                                "schema",
                                "capabilities.rng"));

        assertThat(grammar.problems(document(machine, Dialect.LIBVIRT))).isEmpty();
        assertThat(grammar.problems(document(machine, Dialect.RFC))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("machines")
    @NeedsProgram(value = LIBVIRTS_GRAMMAR, install = "libvirt0")
    void writesDocumentsThatLibvirtsGrammarAccepts(RecordedMachine machine) throws Exception {
        String withoutDottedNames =
                document(machine, Dialect.LIBVIRT)
                        .lines()
                        .filter(line -> !line.matches(".*feature name='[^']*[.].*"))
                        .collect(Collectors.joining("\n"));

        assertThat(Grammar.load(Path.of(LIBVIRTS_GRAMMAR)).problems(withoutDottedNames)).isEmpty();
    }

    @Test
    void saysTheSameOfThisMachineEachTime() throws Exception {
        ObservedHost host = ObservedHost.open(Optional.empty(), Optional.empty());

        assertThat(host.sleep().targets()).isEqualTo(host.sleep().targets());
        assertThat(host.doctor(state()).sleep().states()).hasSize(5);
    }

    private static Optional<List<String>> powerManagement(RecordedMachine machine, Dialect dialect)
            throws Exception {
        String document = document(machine, dialect);
        return document.contains("<power_management")
                ? Optional.of(
                        CHILD.matcher(document)
                                .results()
                                .map(MatchResult::group)
                                .map(element -> element.substring(1, element.length() - 2))
                                .toList())
                : Optional.empty();
    }

    private static String document(RecordedMachine machine, Dialect dialect) throws Exception {
        String document =
                CapabilitiesWriter.write(open(machine).capabilities().document(), dialect);
        assertThat(document.toLowerCase(Locale.ROOT)).startsWith("<capabilities>");
        return document;
    }

    private static ObservedHost open(RecordedMachine machine) throws Exception {
        return ObservedHost.open(Optional.of(machine.path()), Optional.empty());
    }
}
