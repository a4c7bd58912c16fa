package dev.lungfish.libvirt.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.capabilities.PowerManagement.Child;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerManagementElementTest {
    private static final PowerManagement MEMORY =
            new PowerManagement.Probed(Set.of(Child.SUSPEND_MEM, Child.S3));
    private static final String HEAD =
            """
            <capabilities>

              <host>
                <cpu>
                  <arch>x86_64</arch>
                </cpu>
            """;
    private static final String TAIL =
            """
                <iommu support='no'/>
                <topology><cpus><cpu id='0'></cpu></cpus></topology>
              </host>

            </capabilities>
            """;
    private static final String OURS =
            """
                <power_management>
                  <suspend_mem/>
                </power_management>
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    <power_management/>\n",
                "    <power_management />\n",
                "    <power_management></power_management>\n",
                "    <power_management>\n      <suspend_disk/>\n    </power_management>\n",
                ""
            })
    void takesThePlaceOfWhatIsThereAndNothingElse(String theirs) {
        assertThat(PowerManagementElement.replace(HEAD + theirs + TAIL, MEMORY).replace("\n", ""))
                .isEqualTo((HEAD + OURS + TAIL).replace("\n", ""));
    }

    @Test
    void isEmptyWhereNothingIsSupportedAndMissingWhereNothingIsKnown() {
        String document = HEAD + OURS + TAIL;

        assertThat(PowerManagementElement.replace(document, new PowerManagement.Probed(Set.of())))
                .isEqualTo(HEAD + "    <power_management/>\n" + TAIL);
        assertThat(PowerManagementElement.replace(document, new PowerManagement.Unknown()))
                .isEqualTo(HEAD + TAIL);
    }

    @Test
    void staysAwayFromADocumentWithoutAProcessor() {
        assertThat(PowerManagementElement.replace("<capabilities/>", MEMORY))
                .isEqualTo("<capabilities/>");
    }
}
