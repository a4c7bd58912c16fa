package dev.lungfish.libvirt.capabilities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesReaderTest {

    static String example() throws IOException {
        try (InputStream in =
                requireNonNull(
                        CapabilitiesReaderTest.class.getResourceAsStream("libvirtd-9.0.xml"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void readsWhatLibvirtdWrote() throws Exception {
        Host host = CapabilitiesReader.read(example()).host();

        assertThat(host.uuid()).isEqualTo(UUID.fromString("4dea22b3-1d52-d8f3-2516-782e98ab3fa0"));
        assertThat(host.cpu().model()).isEqualTo("kvm64");
        assertThat(host.cpu().counter())
                .isEqualTo(new HostCpu.Counter("tsc", 2_596_148_000L, false));
        assertThat(host.cpu().features()).hasSize(72).contains("sse4.1", "xsaveerptr");
        assertThat(host.powerManagement())
                .isEqualTo(
                        new PowerManagement.Probed(
                                Set.of(
                                        PowerManagement.Child.SUSPEND_MEM,
                                        PowerManagement.Child.SUSPEND_DISK,
                                        PowerManagement.Child.SUSPEND_HYBRID)));
        assertThat(host.cells()).hasSize(1);
        assertThat(host.cells().getFirst().memoryKibibytes()).isEqualTo(9_922_764L);
        assertThat(host.cacheBanks())
                .containsExactly(new CacheBank(0, 3, CacheBank.Type.BOTH, 32L << 20, "0-1"));
        assertThat(host.securityModels()).hasSize(2);
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws Exception {
        Host host =
                CapabilitiesReader.read(
                                """
                                <?xml version='1.0'?>
                                <!-- of a later libvirt -->
                                <capabilities>
                                  <host>
                                    <future depth='3'><a><b/></a></future>
                                    <cpu><arch>x86_64</arch><secret/></cpu>
                                  </host>
                                  <guest><os_type>hvm</os_type></guest>
                                </capabilities>
                                """)
                        .host();

        assertThat(host).isEqualTo(Host.of("x86_64"));
    }

    @Test
    void tellsLineAndColumnOfWhatItCannotUse() {
        MalformedCapabilitiesException problem =
                catchThrowableOfType(
                        MalformedCapabilitiesException.class,
                        () ->
                                CapabilitiesReader.read(
                                        """
                                        <capabilities>
                                          <host>
                                            <cpu><arch>x86_64</arch></cpu>
                                            <iommu support='perhaps'/>
                                          </host>
                                        </capabilities>
                                        """));

        assertThat(problem.line()).isEqualTo(4);
        assertThat(problem.column()).isEqualTo(31);
        assertThat(problem)
                .hasMessage(
                        "line 4, column 31: the attribute 'support' is yes or no, not 'perhaps'");
    }

    @Test
    void refusesADocumentType() {
        assertThatThrownBy(() ->
                        CapabilitiesReader.read(
                                """
                                <!DOCTYPE capabilities [
                                  <!ENTITY file SYSTEM "file:///etc/hostname">
                                ]>
                                <capabilities>&file;</capabilities>
                                """))
                .isInstanceOf(MalformedCapabilitiesException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<capabilities>",
                "<capabilities/>",
                "<domain/>",
                "<capabilities><host/></capabilities>",
                "<capabilities><host><cpu/></host></capabilities>",
                "<capabilities><host><cpu><arch>a</arch><arch>b</arch></cpu></host></capabilities>",
                "<capabilities><host><uuid>1-2-3-4-5</uuid><cpu><arch>a</arch></cpu></host>"
                        + "</capabilities>",
                "<capabilities><host><cpu><arch>a</arch><pages unit='KiB' size='-4'/></cpu></host>"
                        + "</capabilities>",
                "<capabilities><host><cpu><arch>a</arch>"
                        + "<signature family='99999999999' model='1' stepping='1'/></cpu></host>"
                        + "</capabilities>",
                "<capabilities><host><cpu><arch>a</arch></cpu><cache><bank id='0' level='3'"
                        + " type='both' size='9223372036854775807' unit='KiB' cpus='0'/></cache>"
                        + "</host></capabilities>",
            })
    void refusesWhatIsNoCapabilitiesDocument(String text) {
        assertThatThrownBy(() -> CapabilitiesReader.read(text))
                .isInstanceOf(MalformedCapabilitiesException.class)
                .hasMessageStartingWith("line ");
    }

    @Test
    void refusesEndlessNesting() {
        assertThatThrownBy(() -> CapabilitiesReader.read("<a>".repeat(100_000)))
                .isInstanceOf(MalformedCapabilitiesException.class)
                .hasMessageContaining("more than 64 levels");
    }
}
