package dev.lungfish.libvirt.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.Grammar;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is written is valid: by our grammar without exception, by libvirt's in its dialect.
class CapabilitiesGrammarTest {
    private static final int SEEDS = 300;
    private static final Path OURS =
            Path.of(System.getProperty("lungfish.checkout"), "docs/schema/capabilities.rng");
    private static final String LIBVIRTS = "/usr/share/libvirt/schemas/capability.rng";

    @ParameterizedTest
    @EnumSource
    void isValidByOurGrammar(Dialect dialect) throws Exception {
        Grammar grammar = Grammar.load(OURS);

        for (long seed = 0; seed < SEEDS; seed++) {
            String text =
                    CapabilitiesWriter.write(new RandomDocuments(seed).next(dialect), dialect);

            assertThat(grammar.problems(text)).as("seed %d%n%s", seed, text).isEmpty();
        }
    }

    @Test
    @NeedsProgram(value = LIBVIRTS, install = "libvirt0")
    void isValidByTheGrammarOfLibvirtButForDottedFeatures() throws Exception {
        Grammar grammar = Grammar.load(Path.of(LIBVIRTS));

        for (long seed = 0; seed < SEEDS; seed++) {
            String text =
                    CapabilitiesWriter.write(
                                    new RandomDocuments(seed)
                                            .withoutClusters()
                                            .next(Dialect.LIBVIRT),
                                    Dialect.LIBVIRT)
                            .lines()
                            .filter(line -> !line.matches(" *<feature name='[^']*[.].*"))
                            .collect(Collectors.joining("\n"));

            assertThat(grammar.problems(text)).as("seed %d%n%s", seed, text).isEmpty();
        }
    }

    @Test
    void mixesNoDialects() throws Exception {
        assertThat(
                        Grammar.load(OURS)
                                .problems(
                                        "<capabilities><host><cpu><arch>x86_64</arch></cpu>"
                                                + "<power_management><suspend_mem/><S4/>"
                                                + "</power_management></host></capabilities>"))
                .contains("S4");
    }
}
