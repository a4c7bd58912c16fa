package dev.lungfish.core.sleep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.text.ReasonText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What systemd is set to do, which may be something else than what its logind is asked for.
class SystemdJudgeTest {
    private final HostUnderTest host = new HostUnderTest();

    @BeforeEach
    void logindRuns() {
        host.logindAnswers("yes");
    }

    /// systemd#40754: SuspendState=freeze set on purpose; MemorySleepMode= came with systemd 256.
    @ParameterizedTest(name = "{0}={1}: {2} {3}")
    @CsvSource({
        "SuspendState, freeze, SUSPEND_TO_RAM, UNSUPPORTED",
        "SuspendState, freeze, SUSPEND_TO_IDLE, SUPPORTED",
        "SuspendState, standby freeze mem, SUSPEND_TO_RAM, UNSUPPORTED",
        "SuspendState, mem, SUSPEND_TO_RAM, SUPPORTED",
        "SuspendState, mem freeze, SUSPEND_TO_IDLE, SUPPORTED",
        "SuspendState, '', SUSPEND_TO_RAM, SUPPORTED",
        "MemorySleepMode, s2idle, SUSPEND_TO_RAM, UNSUPPORTED",
        "MemorySleepMode, deep s2idle, SUSPEND_TO_RAM, SUPPORTED",
        "MemorySleepMode, shallow deep, SUSPEND_TO_RAM, SUPPORTED",
        "MemorySleepMode, deep, SUSPEND_TO_IDLE, UNSUPPORTED",
        "MemorySleepMode, '', SUSPEND_TO_RAM, SUPPORTED",
        "HibernateMode, suspend, SUSPEND_TO_DISK, UNSUPPORTED",
        "HibernateMode, reboot, SUSPEND_TO_DISK, UNSUPPORTED",
        "HibernateMode, shutdown, SUSPEND_TO_DISK, SUPPORTED",
        "HibernateMode, unheard-of platform, SUSPEND_TO_DISK, SUPPORTED",
        "HibernateMode, suspend, HYBRID, SUPPORTED",
        "HybridSleepMode, platform, HYBRID, UNSUPPORTED",
        "AllowSuspend, no, SUSPEND_TO_RAM, UNSUPPORTED",
        "AllowSuspend, no, HYBRID, UNSUPPORTED",
        "AllowHibernation, off, SUSPEND_TO_DISK, UNSUPPORTED",
        "AllowHybridSleep, no, SUSPEND_TO_DISK, SUPPORTED",
        "AllowHybridSleep, yes, HYBRID, SUPPORTED",
        "HibernateDelaySec, 1h, SUSPEND_TO_DISK, SUPPORTED",
        "Unknown, word, SUSPEND_TO_RAM, SUPPORTED"
    })
    void weighsASetting(String key, String words, SleepState state, Support support) {
        host.systemdIsSet(key, words.isEmpty() ? new String[0] : words.split(" ", -1));

        StateVerdict verdict = host.judge(state);
        assertThat(verdict.support()).isEqualTo(support);
        if (support == Support.UNSUPPORTED) {
            assertThat(ReasonText.sentence(verdict.reason()))
                    .contains(key + "=" + words, "/etc/systemd/sleep.conf");
        }
    }

    @Test
    void showsADelayThatNoRequestAsksFor() {
        host.systemdIsSet("HibernateDelaySec", "1h");

        assertThat(host.judge(SleepState.SUSPEND_TO_DISK).evidence())
                .contains(new Evidence("/etc/systemd/sleep.conf", "HibernateDelaySec=1h"));
    }

    @Test
    void weighsNothingWhereNoLogindRuns() {
        host.logind = new dev.lungfish.core.evidence.Reading.Absent<>("logind");
        host.systemdIsSet("SuspendState", "freeze");
        host.masked.put("sleep.target", "/etc/systemd/system/sleep.target");

        assertThat(host.judge(SleepState.SUSPEND_TO_RAM).support()).isEqualTo(Support.SUPPORTED);
    }

    /// raspiblitz#3586: systemd 247 says yes and refuses the call; 252 and newer say no.
    /// sleep.target is not asked for by any of them.
    @ParameterizedTest
    @CsvSource({"yes", "no", "na", "inhibited", "unheard-of"})
    void namesMaskedUnitsWhateverLogindSays(String answer) {
        host.logindAnswers(answer);
        host.masked.put("sleep.target", "/etc/systemd/system/sleep.target");
        host.masked.put("suspend.target", "/run/systemd/system/suspend.target");

        StateVerdict verdict = host.judge(SleepState.SUSPEND_TO_RAM);
        assertThat(verdict.support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(ReasonText.remedy(verdict.reason()))
                .isEqualTo("systemctl unmask sleep.target suspend.target");
        assertThat(verdict.evidence())
                .contains(new Evidence("/run/systemd/system/suspend.target", "masked"));
    }

    @Test
    void looksAtTheUnitsOfTheStateAlone() {
        host.masked.put("hibernate.target", "/etc/systemd/system/hibernate.target");

        assertThat(host.judge(SleepState.SUSPEND_TO_RAM).support()).isEqualTo(Support.SUPPORTED);
        assertThat(host.judge(SleepState.SUSPEND_TO_DISK).support()).isEqualTo(Support.UNSUPPORTED);
    }

    /// systemd 252.39, 257.13 and 262, `method_can_shutdown_or_sleep()`.
    @Test
    void saysWhatNoMeansToRoot() {
        host.logindAnswers("no");

        assertThat(ReasonText.withRemedy(host.judge(SleepState.SUSPEND_TO_RAM).reason()))
                .contains("to root", "masked", "Allow...=no", "sleep.target", "polkit");
    }

    @Test
    void saysWhatNaMeansForAnImage() {
        host.logindAnswers("na");

        assertThat(ReasonText.withRemedy(host.judge(SleepState.SUSPEND_TO_DISK).reason()))
                .contains("resume_offset", "map-swapfile", "filefrag", "systemctl hibernate");
        assertThat(ReasonText.withRemedy(host.judge(SleepState.SUSPEND_TO_RAM).reason()))
                .contains("SuspendState=")
                .doesNotContain("resume_offset");
    }
}
