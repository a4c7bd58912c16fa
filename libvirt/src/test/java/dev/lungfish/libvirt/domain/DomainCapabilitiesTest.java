package dev.lungfish.libvirt.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DomainCapabilitiesTest {
    @Test
    void tellsTheModelsThatGuestsCanBeGiven() throws Exception {
        String document =
                """
                <domainCapabilities><domain>kvm</domain><cpu>
                  <mode name='host-model' supported='yes'><model fallback='forbid'>EPYC-Milan</model></mode>
                  <mode name='custom' supported='yes'>
                    <model usable='yes' vendor='AMD'>EPYC</model><blockers model='Haswell'/>
                    <model usable='no' vendor='Intel'>Haswell</model></mode>
                </cpu></domainCapabilities>
                """;

        assertThat(DomainCapabilities.read(document).models()).containsExactly("EPYC");
    }

    @Test
    void refusesAnotherDocument() {
        for (String document : new String[] {"<capabilities/>", "nothing", ""}) {
            assertThatThrownBy(() -> DomainCapabilities.read(document))
                    .as(document)
                    .isInstanceOf(IOException.class);
        }
    }
}
