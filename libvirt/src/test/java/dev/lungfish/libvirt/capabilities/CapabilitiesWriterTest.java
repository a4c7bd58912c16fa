package dev.lungfish.libvirt.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilitiesWriterTest {
    private static final PowerManagement EVERYTHING =
            new PowerManagement.Probed(Set.of(PowerManagement.Child.values()));

    @Test
    void laysOutAsLibvirtdDoes() throws Exception {
        String libvirtd = CapabilitiesReaderTest.example();
        String host = libvirtd.substring(0, libvirtd.indexOf("  <guest>"));

        String ours = CapabilitiesWriter.write(CapabilitiesReader.read(libvirtd), Dialect.LIBVIRT);

        assertThat(ours).isEqualTo(host + "</capabilities>\n");
    }

    @Test
    void writesTheReleasedNamesInTheDialectOfLibvirt() {
        assertThat(powerManagement(EVERYTHING, Dialect.LIBVIRT))
                .isEqualTo(
                        """
                            <power_management>
                              <suspend_mem/>
                              <suspend_disk/>
                              <suspend_hybrid/>
                            </power_management>
                        """);
    }

    @Test
    void writesTheStatesOfAcpiInTheDialectOfTheRfc() {
        assertThat(powerManagement(EVERYTHING, Dialect.RFC))
                .isEqualTo(
                        """
                            <power_management>
                              <S3/>
                              <S4/>
                            </power_management>
                        """);
    }

    @Test
    void writesAnEmptyElementWhereNothingIsSupported() {
        assertThat(powerManagement(new PowerManagement.Probed(Set.of()), Dialect.LIBVIRT))
                .isEqualTo("    <power_management/>\n");
    }

    @Test
    void writesAnEmptyElementWhereNothingHasANameInTheDialect() {
        PowerManagement hybridOnly =
                new PowerManagement.Probed(Set.of(PowerManagement.Child.SUSPEND_HYBRID));

        assertThat(powerManagement(hybridOnly, Dialect.RFC)).isEqualTo("    <power_management/>\n");
    }

    @Test
    void writesNoElementWhereNothingIsKnown() {
        assertThat(powerManagement(new PowerManagement.Unknown(), Dialect.LIBVIRT)).isEmpty();
    }

    @Test
    void makesACharacterThatXmlForbidsVisible() {
        Host host = Host.of("x86_64");
        CapabilitiesDocument document =
                new CapabilitiesDocument(
                        new Host(
                                null,
                                host.cpu(),
                                host.powerManagement(),
                                null,
                                null,
                                List.of(),
                                List.of(),
                                List.of(new SecurityModel("no\u0001ne", "0", List.of()))));

        assertThat(CapabilitiesWriter.write(document, Dialect.LIBVIRT))
                .contains("<model>no\uFFFDne</model>");
    }

    private static String powerManagement(PowerManagement powerManagement, Dialect dialect) {
        Host host = Host.of("x86_64");
        String text =
                CapabilitiesWriter.write(
                        new CapabilitiesDocument(
                                new Host(
                                        null,
                                        host.cpu(),
                                        powerManagement,
                                        null,
                                        null,
                                        List.of(),
                                        List.of(),
                                        List.of())),
                        dialect);
        return text.substring(
                text.indexOf("</cpu>\n") + "</cpu>\n".length(), text.indexOf("  </host>"));
    }
}
