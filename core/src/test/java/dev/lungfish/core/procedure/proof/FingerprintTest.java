package dev.lungfish.core.procedure.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.request.WayBack;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final String SECRET = "ro luks.key=hunter2 iscsi.password=hunter3";

    @Test
    void keepsNoTextOfTheCommandLine() {
        assertThat(of(SECRET).toString()).contains("sha256:").doesNotContain("hunter");
        assertThat(of("").commandLine()).isEmpty();
    }

    @Test
    void comparesWhatAnOlderVersionKeptAsText() {
        Fingerprint now = of(SECRET);

        assertThat(of(now.commandLine())).isEqualTo(now);
        assertThat(now.changesTo(of(SECRET))).isEmpty();
        assertThat(now.changesTo(of(SECRET + " quiet")))
                .singleElement()
                .isInstanceOf(ProofReason.CommandLineChanged.class)
                .asString()
                .doesNotContain("hunter");
    }

    private static Fingerprint of(String commandLine) {
        return new Fingerprint("6.1", "SeaBIOS", WayBack.RTC, "rtc0", commandLine);
    }
}
