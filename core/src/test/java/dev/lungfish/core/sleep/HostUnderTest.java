package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.AdministratorPolicy;
import dev.lungfish.core.sleep.SleepReadings.HibernationReadings;
import dev.lungfish.core.sleep.SleepReadings.KernelReadings;
import dev.lungfish.core.sleep.SleepReadings.KernelRelease;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.core.sleep.SleepReadings.LogindReadings;
import dev.lungfish.core.sleep.SleepReadings.MemoryUse;
import dev.lungfish.core.sleep.SleepReadings.PmUtilsReadings;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A host for the judges: everything works, until a test changes one thing.
final class HostUnderTest {
    static final Set<String> MEMORY_SLEEP = Set.of("s2idle", "shallow", "deep");
    static final Set<String> DISK = Set.of("platform", "shutdown", "suspend", "disabled");
    static final Set<String> LOCKDOWN = Set.of("none", "integrity", "confidentiality");

    Reading<Set<String>> state =
            present("/sys/power/state", new LinkedHashSet<>(List.of("freeze", "mem", "disk")));
    Reading<Choice> memorySleep = choice("/sys/power/mem_sleep", "s2idle [deep]", MEMORY_SLEEP);
    Reading<KernelRelease> release = present("/proc/sys/kernel/osrelease", new KernelRelease(6, 1));
    Reading<Choice> diskMode =
            choice("/sys/power/disk", "[platform] shutdown reboot suspend test_resume", DISK);
    Reading<ByteCount> imageSize = present("/sys/power/image_size", gibibytes(3));
    Reading<String> resume = present("/sys/power/resume", "8:2");
    Reading<Long> resumeOffset = present("/sys/power/resume_offset", 0L);
    List<Swap> swaps = new ArrayList<>(List.of(partition("/dev/sda2", 16)));
    Reading<MemoryUse> memory = present("/proc/meminfo", memory(8, 4, 6, 1));
    List<String> commandLine = new ArrayList<>(List.of("quiet", "resume=UUID=1"));
    Reading<Choice> lockdown =
            choice("/sys/kernel/security/lockdown", "[none] integrity", LOCKDOWN);
    Reading<Boolean> efi = new Reading.Absent<>("/sys/firmware/efi");
    Reading<Boolean> zfs = new Reading.Absent<>("/sys/module/zfs");
    Reading<Boolean> hibernateLocation = new Reading.Absent<>("HibernateLocation");
    Reading<LogindAnswer> logind = new Reading.Absent<>("logind");
    Map<String, SleepReadings.Setting> settings = new HashMap<>();
    Map<String, String> masked = new HashMap<>();
    Surroundings surroundings = Surroundings.hardware();
    AdministratorPolicy policy = AdministratorPolicy.allowsAll();

    SleepReport judge() {
        return SleepJudge.judge(
                new SleepReadings(
                        new KernelReadings(state, memorySleep, release),
                        new HibernationReadings(
                                diskMode,
                                imageSize,
                                resume,
                                resumeOffset,
                                present("/proc/swaps", List.copyOf(swaps)),
                                memory,
                                present("/proc/cmdline", List.copyOf(commandLine)),
                                lockdown,
                                hibernateLocation,
                                efi,
                                zfs),
                        surroundings,
                        new LogindReadings(
                                logind, logind, logind, logind, new Reading.Absent<>("inhibitors")),
                        new SleepReadings.SystemdReadings(
                                present("/etc/systemd/sleep.conf", settings), masked),
                        PmUtilsReadings.notAsked(),
                        policy));
    }

    StateVerdict judge(SleepState state) {
        return judge().of(state);
    }

    void stateOffers(String... words) {
        state = present("/sys/power/state", new LinkedHashSet<>(List.of(words)));
    }

    void systemdIsSet(String key, String... words) {
        settings.put(
                key, new SleepReadings.Setting(key, List.of(words), "/etc/systemd/sleep.conf"));
    }

    void logindAnswers(String word) {
        logind = new Reading.Present<>("CanSuspend", LogindAnswer.ofWord(word), word);
    }

    static <T> Reading<T> present(String source, T value) {
        return new Reading.Present<>(source, value, String.valueOf(value));
    }

    static Reading<Choice> choice(String source, String text, Set<String> known) {
        return new Reading.Present<>(source, Choice.parse(text, known), text);
    }

    static <T> Reading<T> failed(String source) {
        return new Reading.Failed<>(source, "Input/output error");
    }

    static ByteCount gibibytes(long number) {
        return new ByteCount(number << 30);
    }

    static MemoryUse memory(long total, long free, long available, long activeAnonymous) {
        return new MemoryUse(
                gibibytes(total),
                gibibytes(free),
                gibibytes(available),
                gibibytes(activeAnonymous));
    }

    static Swap partition(String path, long gibibytes) {
        return new Swap(
                path,
                false,
                gibibytes(gibibytes),
                new ByteCount(0),
                Optional.of("8:2"),
                Optional.empty(),
                Swap.Backing.LASTING,
                List.of());
    }

    static Swap file(String path, long gibibytes) {
        return new Swap(
                path,
                true,
                gibibytes(gibibytes),
                new ByteCount(0),
                Optional.empty(),
                Optional.empty(),
                Swap.Backing.LASTING,
                List.of());
    }

    static Swap fileAt(String path, String device, long offset) {
        return new Swap(
                path,
                true,
                gibibytes(16),
                new ByteCount(0),
                Optional.of(device),
                Optional.of(offset),
                Swap.Backing.LASTING,
                List.of());
    }

    static Swap backedBy(Swap.Backing backing) {
        return new Swap(
                "/dev/zram0",
                false,
                gibibytes(16),
                new ByteCount(0),
                Optional.of("252:0"),
                Optional.empty(),
                backing,
                List.of(new Evidence("/sys/class/block/zram0", backing.name())));
    }
}
