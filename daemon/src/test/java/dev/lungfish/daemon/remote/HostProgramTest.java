package dev.lungfish.daemon.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostProgramTest {
    @ParameterizedTest
    @CsvSource({
        "0.1.0,          1000",
        "9.2.13,         9002013",
        "1.2,            1002000",
        "1.2.3-SNAPSHOT, 1002003",
        "1.2.3.4,        1002003",
        "(unpackaged),   0",
        "'',             0"
    })
    void countsVersionsAsLibvirtDoes(String text, long version) {
        assertThat(HostProgram.version(text)).isEqualTo(version);
    }
}
