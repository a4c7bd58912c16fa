package dev.lungfish.libvirt.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is written is what is read again.
class CapabilitiesRoundTripTest {
    private static final int SEEDS = 500;

    @ParameterizedTest
    @EnumSource
    void readsBackWhatItWrote(Dialect dialect) throws MalformedCapabilitiesException {
        for (long seed = 0; seed < SEEDS; seed++) {
            CapabilitiesDocument document = new RandomDocuments(seed).next(dialect);

            String text = CapabilitiesWriter.write(document, dialect);

            assertThat(CapabilitiesReader.read(text)).as("seed %d", seed).isEqualTo(document);
        }
    }
}
