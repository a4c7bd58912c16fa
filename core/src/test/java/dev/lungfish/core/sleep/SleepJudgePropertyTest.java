package dev.lungfish.core.sleep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.SleepReadings.AdministratorPolicy;
import dev.lungfish.core.sleep.SleepReadings.KernelRelease;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.core.sleep.SleepReadings.MemoryUse;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.text.ReasonText;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What holds on any host, however odd. The hosts are made from a seed, which a failure names.
class SleepJudgePropertyTest {
    private static final int HOSTS = 20_000;

    @Test
    void holdsOnAnyHost() {
        Map<SleepState, Integer> supported = new EnumMap<>(SleepState.class);
        for (long seed = 0; seed < HOSTS; seed++) {
            HostUnderTest host = new RandomHost(seed).host;
            SleepReport report = host.judge();

            assertThat(report.states())
                    .as("seed " + seed)
                    .extracting(StateVerdict::state)
                    .containsExactly(SleepState.values());
            for (StateVerdict verdict : report.states()) {
                check(seed, host, verdict);
                if (verdict.support() == Support.SUPPORTED) {
                    supported.merge(verdict.state(), 1, Integer::sum);
                }
            }
            checkTargets(seed, host, report);
        }
        assertThat(supported)
                .as("hosts on which each state is supported")
                .containsOnlyKeys(SleepState.values());
    }

    private static void check(long seed, HostUnderTest host, StateVerdict verdict) {
        String where = "seed " + seed + ": " + verdict;
        assertThat(ReasonText.sentence(verdict.reason()))
                .as(where)
                .isNotBlank()
                .doesNotContain("\n");
        assertThat(verdict.evidence()).as(where).doesNotHaveDuplicates().isNotEmpty();
        if (verdict.support() == Support.SUPPORTED) {
            assertThat(host.state.toOptional()).as(where).isPresent();
            assertThat(host.surroundings.container()).as(where).isEmpty();
            assertThat(host.policy.forbidden()).as(where).doesNotContain(verdict.state());
            assertThat(host.logind.broken()).as(where).isFalse();
        }
        if (host.state.broken()
                && host.surroundings.container().isEmpty()
                && host.policy.forbidden().isEmpty()
                && host.logind instanceof Reading.Absent<LogindAnswer>) {
            assertThat(verdict.support()).as(where).isEqualTo(Support.UNKNOWN);
        }
    }

    private static void checkTargets(long seed, HostUnderTest host, SleepReport report) {
        String where = "seed " + seed;
        boolean disk = report.of(SleepState.SUSPEND_TO_DISK).support() == Support.SUPPORTED;
        boolean ram = report.of(SleepState.SUSPEND_TO_RAM).support() == Support.SUPPORTED;
        assertThat(report.of(SuspendTarget.DISK) == Support.SUPPORTED).as(where).isEqualTo(disk);
        if (ram) {
            assertThat(report.of(SuspendTarget.MEM)).as(where).isEqualTo(Support.SUPPORTED);
        }
        if (disk) {
            assertThat(host.swaps)
                    .as(where)
                    .anyMatch(swap -> swap.backing() == Swap.Backing.LASTING);
            assertThat(host.lockdown.toOptional().filter(choice -> !choice.hasChosen("none")))
                    .as(where)
                    .isEmpty();
        }
    }

    /// A host on which each reading is, by chance, one of those that exist or one that failed.
    private static final class RandomHost {
        final HostUnderTest host = new HostUnderTest();
        private final Random random;

        RandomHost(long seed) {
            random = new Random(seed);
            host.state =
                    reading(
                            "/sys/power/state",
                            () -> {
                                Set<String> words = new LinkedHashSet<>();
                                for (String word : List.of("freeze", "standby", "mem", "disk")) {
                                    if (random.nextInt(4) > 0) {
                                        words.add(word);
                                    }
                                }
                                return words;
                            });
            host.memorySleep =
                    reading(
                            "/sys/power/mem_sleep",
                            () ->
                                    Choice.parse(
                                            oneOf(
                                                    "[s2idle]",
                                                    "s2idle [deep]",
                                                    "s2idle shallow [deep]"),
                                            HostUnderTest.MEMORY_SLEEP));
            host.release =
                    reading(
                            "/proc/sys/kernel/osrelease",
                            () -> new KernelRelease(random.nextInt(3, 8), 5));
            host.diskMode =
                    reading(
                            "/sys/power/disk",
                            () ->
                                    Choice.parse(
                                            oneOf(
                                                    "[disabled]",
                                                    "[platform] shutdown suspend",
                                                    "[shutdown]"),
                                            HostUnderTest.DISK));
            host.imageSize = reading("/sys/power/image_size", () -> gibibytes(4));
            host.resume = reading("/sys/power/resume", () -> oneOf("0:0", "8:2", "8:3"));
            host.resumeOffset = reading("/sys/power/resume_offset", () -> (long) random.nextInt(2));
            host.lockdown =
                    reading(
                            "/sys/kernel/security/lockdown",
                            () ->
                                    Choice.parse(
                                            oneOf(
                                                    "[none] integrity",
                                                    "[none] integrity",
                                                    "none [integrity]"),
                                            HostUnderTest.LOCKDOWN));
            host.memory = reading("/proc/meminfo", this::memory);
            host.logind = reading("CanSuspend", () -> oneOf(LogindAnswer.values()));
            swaps();
            others();
        }

        private void swaps() {
            host.swaps.clear();
            for (int i = random.nextInt(3); i > 0; i--) {
                host.swaps.add(
                        new Swap(
                                "/dev/sda" + i,
                                random.nextBoolean(),
                                gibibytes(16),
                                gibibytes(16),
                                random.nextBoolean() ? Optional.of("8:2") : Optional.empty(),
                                random.nextBoolean() ? Optional.of(1L) : Optional.empty(),
                                oneOf(Swap.Backing.values()),
                                List.of(new Evidence("/sys/block/sda", "disk"))));
            }
            if (random.nextBoolean()) {
                host.swaps.add(HostUnderTest.partition("/dev/sda2", 64));
            }
        }

        private void others() {
            if (random.nextBoolean()) {
                host.commandLine.clear();
            }
            if (random.nextInt(10) == 0) {
                host.commandLine.add(oneOf("noresume", "nohibernate"));
            }
            if (random.nextInt(10) == 0) {
                host.surroundings =
                        new Surroundings(
                                Optional.of("lxc"),
                                Optional.empty(),
                                List.of(new Evidence("/proc/1/environ", "lxc")));
            }
            if (random.nextInt(5) == 0) {
                host.policy =
                        new AdministratorPolicy(
                                Set.of(oneOf(SleepState.values())), "lungfish.toml");
            }
        }

        private MemoryUse memory() {
            return new MemoryUse(
                    HostUnderTest.gibibytes(64), gibibytes(64), gibibytes(64), gibibytes(64));
        }

        private ByteCount gibibytes(int most) {
            return HostUnderTest.gibibytes(random.nextInt(most + 1));
        }

        private <T> Reading<T> reading(String source, Supplier<T> value) {
            return switch (random.nextInt(20)) {
                case 0 -> new Reading.Failed<>(source, "Input/output error");
                case 1 -> new Reading.Denied<>(source, "permission denied");
                case 2 -> new Reading.Malformed<>(source, "nonsense");
                case 3, 4 -> new Reading.Absent<>(source);
                default -> HostUnderTest.present(source, value.get());
            };
        }

        @SafeVarargs
        private <T> T oneOf(T... values) {
            return values[random.nextInt(values.length)];
        }
    }
}
