package dev.lungfish.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnUserTest {
    @Test
    void isRootByItsNumberWhateverItsName() {
        Optional<String> status = Optional.of("Name:\tjava\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n");

        assertThat(OwnUser.isRoot(status, "?")).isTrue();
        assertThat(OwnUser.isRoot(status, "toor")).isTrue();
    }

    @Test
    void isNotRootByItsNameAlone() {
        assertThat(OwnUser.isRoot(Optional.of("Uid:\t1000\t1000\t1000\t1000\n"), "root")).isFalse();
    }

    @Test
    void actsAsItsEffectiveUser() {
        assertThat(OwnUser.isRoot(Optional.of("Uid:\t1000\t0\t0\t0\n"), "ann")).isTrue();
        assertThat(OwnUser.isRoot(Optional.of("Uid:\t0\t1000\t0\t1000\n"), "root")).isFalse();
    }

    @Test
    void isTakenByItsNameWhereTheKernelDoesNotTell() {
        assertThat(OwnUser.isRoot(Optional.empty(), "root")).isTrue();
        assertThat(OwnUser.isRoot(Optional.of("Uid:\n"), "ann")).isFalse();
    }
}
