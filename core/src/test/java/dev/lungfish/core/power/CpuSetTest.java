package dev.lungfish.core.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuSetTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0-3", "0-1,4", "1,3,5-9,65535"})
    void writesTheListThatItRead(String list) {
        assertThat(CpuSet.parse(list)).hasToString(list);
    }

    @Test
    void writesTheShortestList() {
        assertThat(CpuSet.parse("3,1,0-1,2"))
                .hasToString("0-3")
                .hasSameHashCodeAs(CpuSet.of(0, 1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {",", "a", "1-", "-1", "3-1", "0-4294967295", "65536", "1,,2", "+1", " 1"})
    void refusesWhatIsNoList(String list) {
        assertThatThrownBy(() -> CpuSet.parse(list)).isInstanceOf(IllegalArgumentException.class);
    }
}
