package dev.lungfish.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.Setting;
import dev.lungfish.core.sleep.SleepReadings.SystemdReadings;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdSleepTest {
    @TempDir private Path folder;
    private HostFiles files;

    @BeforeEach
    void begin() {
        files = HostFiles.in(folder);
    }

    @Test
    void readsNothingWhereNothingIsSet() throws Exception {
        assertThat(read().settings()).isInstanceOf(Reading.Absent.class);
        assertThat(read().masked()).isEmpty();
    }

    /// standard-conf(5): one main file, and the drop-ins of all folders by name.
    @Test
    void readsTheMainFileThatCountsAndTheDropInsAfterIt() throws Exception {
        files.file("/usr/lib/systemd/sleep.conf", "[Sleep]\nAllowSuspend=no\n")
                .file(
                        "/etc/systemd/sleep.conf",
                        """
                        # SuspendState=standby
                        [Other]
                        SuspendState=standby
                        [Sleep]
                        ; MemorySleepMode=s2idle
                        MemorySleepMode = s2idle
                        HibernateMode=shutdown \\
                          platform
                        """)
                .file(
                        "/usr/lib/systemd/sleep.conf.d/50-vendor.conf",
                        "[Sleep]\nSuspendState=freeze\n")
                .file("/etc/systemd/sleep.conf.d/10-first.conf", "[Sleep]\nMemorySleepMode=deep\n")
                .file("/run/systemd/sleep.conf.d/10-first.conf", "[Sleep]\nAllowSuspend=no\n")
                .file("/etc/systemd/sleep.conf.d/notes.txt", "[Sleep]\nAllowSuspend=no\n");

        assertThat(read().settings().toOptional().orElseThrow())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "MemorySleepMode",
                                setting(
                                        "MemorySleepMode",
                                        "/etc/systemd/sleep.conf.d/10-first.conf",
                                        "deep"),
                                "HibernateMode",
                                setting(
                                        "HibernateMode",
                                        "/etc/systemd/sleep.conf",
                                        "shutdown",
                                        "platform"),
                                "SuspendState",
                                setting(
                                        "SuspendState",
                                        "/usr/lib/systemd/sleep.conf.d/50-vendor.conf",
                                        "freeze")));
    }

    @Test
    void addsToSuspendStateAndBeginsAnewWithNothing() throws Exception {
        files.file("/etc/systemd/sleep.conf", "[Sleep]\nSuspendState=freeze\nSuspendState=mem\n");
        assertThat(suspendState()).containsExactly("freeze", "mem");

        files.file(
                "/etc/systemd/sleep.conf.d/a.conf", "[Sleep]\nSuspendState=\nSuspendState=mem\n");
        assertThat(suspendState()).containsExactly("mem");
    }

    @Test
    void leavesOutADropInThatIsMasked() throws Exception {
        files.file("/usr/lib/systemd/sleep.conf.d/a.conf", "[Sleep]\nSuspendState=freeze\n")
                .file("/etc/systemd/sleep.conf.d/a.conf", "");

        assertThat(read().settings().toOptional().orElseThrow()).isEmpty();
    }

    @Test
    void doesNotGuessWhatAFileSaysThatCannotBeRead() throws Exception {
        files.directory("/etc/systemd/sleep.conf");

        assertThat(read().settings().broken()).isTrue();
    }

    /// raspiblitz#3586: `systemctl mask` links a unit to /dev/null; systemd.unit(5): an empty one
    /// is masked too.
    @Test
    void findsMaskedUnits() throws Exception {
        files.link("/etc/systemd/system/sleep.target", "/dev/null")
                .link("/run/systemd/system/suspend.target", "/dev/null")
                .file("/etc/systemd/system/hibernate.target", "")
                .file("/etc/systemd/system/hybrid-sleep.target", "/dev/null")
                .file("/etc/systemd/system/systemd-suspend.service", "[Service]\n")
                .link("/run/systemd/system/systemd-suspend.service", "/dev/null")
                .link("/etc/systemd/system/systemd-hibernate.service", "../other.service");

        assertThat(read().masked())
                .isEqualTo(
                        Map.of(
                                "sleep.target", "/etc/systemd/system/sleep.target",
                                "suspend.target", "/run/systemd/system/suspend.target",
                                "hibernate.target", "/etc/systemd/system/hibernate.target",
                                "hybrid-sleep.target", "/etc/systemd/system/hybrid-sleep.target"));
    }

    private List<String> suspendState() throws Exception {
        Setting setting = read().settings().toOptional().orElseThrow().get("SuspendState");
        return setting == null ? List.of() : setting.words();
    }

    private static Setting setting(String key, String source, String... words) {
        return new Setting(key, List.of(words), source);
    }

    private SystemdReadings read() throws Exception {
        return new SystemdSleep(HostTree.recorded(folder)).read();
    }
}
