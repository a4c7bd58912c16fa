package dev.lungfish.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

class EnrolmentTest {
    private static final String SECRET = "abcdefghijklmnopqrstuvwx";

    @Test
    void signsThePurposeTheTokenAndTheKey() {
        assertThat(EnrolmentRequest.signedBytes("T", "K"))
                .isEqualTo("lungfish enrolment 1\nT\nK".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aTokenCarriesTheAuthority() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(EnrolmentRequest.CURVE));
        PublicKey key = generator.generateKeyPair().getPublic();

        EnrolmentToken token = new EnrolmentToken(SECRET, EnrolmentToken.fingerprint(key));

        assertThat(EnrolmentToken.parse(token.text())).isEqualTo(token);
        assertThat(token.text()).hasSize(72).startsWith("lf1." + SECRET);
        assertThat(token).asString().doesNotContain(SECRET);
    }

    @Test
    void refusesWhatIsNoTokenWithoutRepeatingIt() {
        assertThatThrownBy(() -> EnrolmentToken.parse("lf1." + SECRET + ".short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lungfish controller token")
                .hasMessageNotContaining(SECRET);
    }
}
