package dev.lungfish.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The kernel passes the file that was started before its arguments.
class InstalledTest {
    @Test
    void takesTheArgumentsBehindTheFile() {
        assertThat(Installed.asked("/usr/bin/lungfish", "status", "--json"))
                .containsExactly("status", "--json");
        assertThat(Installed.asked("./lungfish")).isEmpty();
    }

    @Test
    void isTheDaemonWhereItsFileWasStarted() {
        assertThat(Installed.asked("/usr/sbin/lungfishd", "--check-config"))
                .containsExactly("daemon", "--check-config");
    }

    @Test
    void takesNoNameThatOnlyEndsLikeTheDaemons() {
        assertThat(Installed.asked("/opt/not-lungfishd", "status")).containsExactly("status");
    }
}
