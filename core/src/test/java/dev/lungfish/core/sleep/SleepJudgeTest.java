package dev.lungfish.core.sleep;

import static dev.lungfish.core.sleep.HostUnderTest.MEMORY_SLEEP;
import static dev.lungfish.core.sleep.HostUnderTest.backedBy;
import static dev.lungfish.core.sleep.HostUnderTest.choice;
import static dev.lungfish.core.sleep.HostUnderTest.failed;
import static dev.lungfish.core.sleep.HostUnderTest.file;
import static dev.lungfish.core.sleep.HostUnderTest.fileAt;
import static dev.lungfish.core.sleep.HostUnderTest.memory;
import static dev.lungfish.core.sleep.HostUnderTest.partition;
import static dev.lungfish.core.sleep.HostUnderTest.present;
import static dev.lungfish.core.sleep.SleepState.HYBRID;
import static dev.lungfish.core.sleep.SleepState.STANDBY;
import static dev.lungfish.core.sleep.SleepState.SUSPEND_TO_DISK;
import static dev.lungfish.core.sleep.SleepState.SUSPEND_TO_IDLE;
import static dev.lungfish.core.sleep.SleepState.SUSPEND_TO_RAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.SleepReadings.AdministratorPolicy;
import dev.lungfish.core.sleep.SleepReadings.KernelRelease;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.text.ReasonText;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SleepJudgeTest {
    private final HostUnderTest host = new HostUnderTest();

    @Test
    void supportsAllButStandbyOnAHostWhereEverythingWorks() {
        assertThat(host.judge().states())
                .extracting(StateVerdict::support)
                .containsExactly(
                        Support.SUPPORTED,
                        Support.UNSUPPORTED,
                        Support.SUPPORTED,
                        Support.SUPPORTED,
                        Support.SUPPORTED);
        assertThat(host.judge().targets().values()).containsOnly(Support.SUPPORTED);
    }

    @Nested
    class OfStatesInWhichMemoryStaysPowered {
        @Test
        void callsMemThatIsOnlySuspendToIdleNoSuspendToRam() {
            host.memorySleep = choice("/sys/power/mem_sleep", "[s2idle]", MEMORY_SLEEP);

            assertRefused(SUSPEND_TO_RAM, "only s2idle");
            assertThat(host.judge(SUSPEND_TO_IDLE).support()).isEqualTo(Support.SUPPORTED);
            assertThat(host.judge().of(SuspendTarget.MEM)).isEqualTo(Support.SUPPORTED);
        }

        @Test
        void supportsSuspendToRamWhereItIsOfferedAndNotTheDefault() {
            host.memorySleep = choice("/sys/power/mem_sleep", "[s2idle] deep", MEMORY_SLEEP);

            StateVerdict verdict = host.judge(SUSPEND_TO_RAM);

            assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
            assertThat(ReasonText.remedy(verdict.reason())).contains("mem_sleep_default=deep");
        }

        @Test
        void takesMemForSuspendToRamOnKernelsWithoutMemorySleep() {
            host.memorySleep = new Reading.Absent<>("/sys/power/mem_sleep");
            host.release = present("/proc/sys/kernel/osrelease", new KernelRelease(3, 16));

            assertThat(host.judge(SUSPEND_TO_RAM).support()).isEqualTo(Support.SUPPORTED);
        }

        @Test
        void doesNotKnowWhatMemMeansWhereTheFileIsMissingOnAKernelThatHasIt() {
            host.memorySleep = new Reading.Absent<>("/sys/power/mem_sleep");
            host.release = present("/proc/sys/kernel/osrelease", new KernelRelease(4, 10));

            assertThat(host.judge(SUSPEND_TO_RAM).support()).isEqualTo(Support.UNKNOWN);
            assertThat(host.judge().of(SuspendTarget.MEM)).isEqualTo(Support.SUPPORTED);
        }

        @Test
        void doesNotKnowWhatMemMeansWhereTheFileIsBroken() {
            host.memorySleep = new Reading.Malformed<>("/sys/power/mem_sleep", "binary content");

            assertThat(host.judge(SUSPEND_TO_RAM).support()).isEqualTo(Support.UNKNOWN);
            assertThat(ReasonText.sentence(host.judge(SUSPEND_TO_RAM).reason()))
                    .contains("/sys/power/mem_sleep", "binary content");
            assertThat(host.judge(SUSPEND_TO_IDLE).support()).isEqualTo(Support.SUPPORTED);
        }

        @Test
        void supportsStandbyWhereTheKernelOffersIt() {
            host.stateOffers("freeze", "standby", "mem");

            assertThat(host.judge(STANDBY).support()).isEqualTo(Support.SUPPORTED);
        }

        @Test
        void findsNothingOnAKernelThatKnowsNoSleep() {
            host.stateOffers();

            assertThat(host.judge().states())
                    .extracting(StateVerdict::support)
                    .containsOnly(Support.UNSUPPORTED);
            assertThat(host.judge().anyProbeSucceeded()).isTrue();
        }

        @Test
        void knowsNothingWhereTheStatesCannotBeRead() {
            host.state = failed("/sys/power/state");

            assertThat(host.judge().states())
                    .extracting(StateVerdict::support)
                    .containsOnly(Support.UNKNOWN);
            assertThat(host.judge().anyProbeSucceeded()).isFalse();
        }
    }

    @Nested
    class OfSuspendToDisk {
        @Test
        void refusesUnderLockdownAndSaysSoEvenWhereTheKernelHidesDisk() {
            host.stateOffers("freeze", "mem");
            host.lockdown =
                    choice(
                            "/sys/kernel/security/lockdown",
                            "none [integrity]",
                            HostUnderTest.LOCKDOWN);

            assertRefused(SUSPEND_TO_DISK, "lockdown (integrity");
            assertThat(host.judge(SUSPEND_TO_DISK).evidence())
                    .contains(new Evidence("/sys/kernel/security/lockdown", "none [integrity]"));
        }

        @Test
        void refusesWithoutSwap() {
            host.swaps.clear();

            assertRefused(SUSPEND_TO_DISK, "no swap is active");
        }

        @Test
        void refusesWhereAllSwapIsCompressedMemory() {
            host.swaps.set(0, backedBy(Swap.Backing.COMPRESSED_MEMORY));

            assertRefused(SUSPEND_TO_DISK, "zram");
        }

        @Test
        void looksPastCompressedMemoryToASwapOnDisk() {
            host.swaps.addFirst(backedBy(Swap.Backing.COMPRESSED_MEMORY));

            assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.SUPPORTED);
        }

        @Test
        void refusesWhereTheKeyOfTheSwapIsMadeAnewAtEachBoot() {
            host.swaps.set(0, backedBy(Swap.Backing.RANDOM_KEY));

            assertRefused(SUSPEND_TO_DISK, "made anew at each boot");
        }

        @Test
        void refusesWhereNoBootWouldFindTheImage() {
            host.resume = present("/sys/power/resume", "0:0");
            host.commandLine.clear();

            assertRefused(SUSPEND_TO_DISK, "no resume device");
        }

        @Test
        void trustsNoLogindThatMayOrMayNotNoteThePlaceOfTheImage() {
            host.resume = present("/sys/power/resume", "0:0");
            host.commandLine.clear();
            host.efi = present("/sys/firmware/efi", true);
            host.logindAnswers("yes");

            assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.UNKNOWN);
        }

        @Test
        void refusesWhereTheResumeDeviceIsNoActiveSwap() {
            host.resume = present("/sys/power/resume", "259:7");

            assertRefused(SUSPEND_TO_DISK, "259:7");
        }

        @ParameterizedTest
        @ValueSource(strings = {"noresume", "hibernate=noresume", "nohibernate", "hibernate=no"})
        void refusesWhereTheCommandLineForbidsIt(String word) {
            host.commandLine.add(word);

            assertRefused(SUSPEND_TO_DISK, "'" + word + "'");
        }

        @Test
        void refusesASwapFileWithoutAnOffset() {
            host.swaps.set(0, file("/swapfile", 16));

            assertRefused(SUSPEND_TO_DISK, "resume_offset");
        }

        @Test
        void supportsASwapFileWithAnOffset() {
            host.swaps.set(0, fileAt("/swapfile", "8:2", 34816));
            host.resumeOffset = present("/sys/power/resume_offset", 34816L);

            assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.SUPPORTED);
        }

        @ParameterizedTest(
                name = "{0} GiB of swap for {1} GiB used, {2} unreclaimable, {3} active: {4}")
        @CsvSource({
            "16, 12, 6, 4, SUPPORTED, fits:",
            "3, 5, 2, 1, SUPPORTED, fits:",
            "2, 5, 2, 1, SUPPORTED, fits only because the kernel compresses",
            "1, 12, 1, 0, UNSUPPORTED, as the kernel is set",
            "2, 12, 8, 7, UNSUPPORTED, too small for what is in memory",
            "4, 12, 6, 4, UNSUPPORTED, too small for what is in memory",
        })
        void weighsTheSwapAgainstTheImage(
                long swap,
                long used,
                long unreclaimable,
                long active,
                Support support,
                String reason) {
            host.memory =
                    present("/proc/meminfo", memory(16, 16 - used, 16 - unreclaimable, active));
            host.swaps.set(0, partition("/dev/sda2", swap));

            assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(support);
            assertThat(ReasonText.sentence(host.judge(SUSPEND_TO_DISK).reason())).contains(reason);
        }

        @Test
        void doesNotKnowWithoutTheMemoryInUse() {
            host.memory = new Reading.Malformed<>("/proc/meminfo", "no line MemTotal");

            assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.UNKNOWN);
            assertThat(host.judge(HYBRID).support()).isEqualTo(Support.UNKNOWN);
            assertThat(host.judge(SUSPEND_TO_RAM).support()).isEqualTo(Support.SUPPORTED);
        }

        @Test
        void takesHybridAwayWhereTheKernelDoesNotSuspendAfterTheImage() {
            host.diskMode = choice("/sys/power/disk", "[platform] shutdown", HostUnderTest.DISK);

            assertRefused(HYBRID, "'suspend'");
            assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.SUPPORTED);
        }
    }

    @Nested
    class OfAllOthersWhoHaveASay {
        @Test
        void refusesInAContainerWhateverTheKernelOfTheHostOffers() {
            host.surroundings =
                    new Surroundings(
                            Optional.of("lxc"),
                            Optional.empty(),
                            java.util.List.of(new Evidence("/proc/1/environ", "lxc")));

            assertThat(host.judge().states())
                    .extracting(StateVerdict::support)
                    .containsOnly(Support.UNSUPPORTED);
            assertThat(host.judge().targets().values()).containsOnly(Support.UNSUPPORTED);
            assertThat(ReasonText.sentence(host.judge(SUSPEND_TO_RAM).reason()))
                    .contains("container (lxc)");
        }

        @Test
        void refusesWhatTheAdministratorForbids() {
            host.policy =
                    new AdministratorPolicy(Set.of(SUSPEND_TO_DISK), "/etc/lungfish/lungfish.toml");

            assertRefused(SUSPEND_TO_DISK, "/etc/lungfish/lungfish.toml");
            assertThat(host.judge().of(SuspendTarget.DISK)).isEqualTo(Support.UNSUPPORTED);
            assertRefused(HYBRID, "its part suspend-to-disk");
        }

        @Test
        void keepsTheTargetMemWhileOneOfItsMeaningsIsAllowed() {
            host.policy = new AdministratorPolicy(Set.of(SUSPEND_TO_RAM), "lungfish.toml");
            assertThat(host.judge().of(SuspendTarget.MEM)).isEqualTo(Support.SUPPORTED);

            host.policy =
                    new AdministratorPolicy(
                            Set.of(SUSPEND_TO_RAM, SUSPEND_TO_IDLE), "lungfish.toml");
            assertThat(host.judge().of(SuspendTarget.MEM)).isEqualTo(Support.UNSUPPORTED);
        }

        @ParameterizedTest
        @CsvSource({
            "yes, SUPPORTED, ''",
            "na, UNSUPPORTED, not available",
            "no, UNSUPPORTED, does not allow",
            "challenge, UNSUPPORTED, authenticate",
            "challenge-inhibitor-blocked, UNSUPPORTED, authenticate",
            "inhibited, SUPPORTED, inhibitor",
            "inhibitor-blocked, SUPPORTED, inhibitor",
            "perhaps, UNKNOWN, 'perhaps'",
        })
        void weighsWhatLogindAnswers(String word, Support support, String reason) {
            host.logindAnswers(word);

            assertThat(host.judge(SUSPEND_TO_RAM).support()).isEqualTo(support);
            assertThat(ReasonText.sentence(host.judge(SUSPEND_TO_RAM).reason())).contains(reason);
            assertThat(host.judge(SUSPEND_TO_RAM).evidence())
                    .contains(new Evidence("CanSuspend", word));
        }

        @Test
        void doesNotKnowWhereLogindDoesNotAnswer() {
            host.logind = failed("org.freedesktop.login1.Manager.CanSuspend");

            assertThat(host.judge(SUSPEND_TO_RAM).support()).isEqualTo(Support.UNKNOWN);
        }

        @Test
        void believesNoLogindThatSaysYesWhereTheKernelSaysNo() {
            host.stateOffers("freeze", "mem");
            host.logindAnswers("yes");

            assertRefused(SUSPEND_TO_DISK, "does not offer 'disk'");
            assertThat(host.judge(SUSPEND_TO_DISK).evidence())
                    .contains(new Evidence("CanSuspend", "yes"));
        }

        @Test
        void takesLogindsWordOnSuspendWhereTheKernelsIsMissing() {
            host.state = new Reading.Absent<>("/sys/power/state");
            host.logindAnswers("yes");

            assertThat(host.judge().of(SuspendTarget.MEM)).isEqualTo(Support.SUPPORTED);
            assertThat(host.judge(SUSPEND_TO_RAM).support()).isEqualTo(Support.UNKNOWN);
        }
    }

    private void assertRefused(SleepState state, String reason) {
        StateVerdict verdict = host.judge(state);
        assertThat(verdict.support()).as(verdict.toString()).isEqualTo(Support.UNSUPPORTED);
        assertThat(ReasonText.sentence(verdict.reason())).contains(reason);
    }
}
