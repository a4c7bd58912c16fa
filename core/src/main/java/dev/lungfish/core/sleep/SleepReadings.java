package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All that is read of a host before its sleep states are judged.
///
/// @param systemd how systemd is set for a sleep; weighed only where its logind runs
public record SleepReadings(
        KernelReadings kernel,
        HibernationReadings hibernation,
        Surroundings surroundings,
        LogindReadings logind,
        SystemdReadings systemd,
        PmUtilsReadings pmUtils,
        AdministratorPolicy policy) {

    /// How systemd is set for a sleep.
    ///
    /// @param settings the last setting of each key of sleep.conf and its drop-ins
    /// @param masked the masked units of those that a sleep needs, each with the file that masks it
    public record SystemdReadings(
            Reading<Map<String, Setting>> settings, Map<String, String> masked) {
        public SystemdReadings {
            masked = Map.copyOf(masked);
        }

        /// Nothing is set, and nothing masked.
        public static SystemdReadings none() {
            return new SystemdReadings(new Reading.Absent<>("/etc/systemd/sleep.conf"), Map.of());
        }

        Optional<Setting> setting(String key) {
            return settings.toOptional().flatMap(all -> Optional.ofNullable(all.get(key)));
        }
    }

    /// One setting of sleep.conf.
    ///
    /// @param key `SuspendState`
    /// @param words of its value; none where it was set to nothing
    /// @param source the file that has it
    public record Setting(String key, List<String> words, String source) {
        public Setting {
            words = List.copyOf(words);
        }

        /// As in the file: `SuspendState=freeze`.
        public String text() {
            return key + "=" + String.join(" ", words);
        }
    }

    /// What the kernel says of the sleep states in which memory stays powered.
    ///
    /// **Source:** kernel `Documentation/ABI/testing/sysfs-power`,
    /// `Documentation/admin-guide/pm/sleep-states.rst`.
    ///
    /// @param state the words of `/sys/power/state`; present and empty on a kernel that knows no
    ///   sleep at all
    /// @param memorySleep `/sys/power/mem_sleep`: what `mem` can mean and means now; since kernel
    ///   4.10
    /// @param release `/proc/sys/kernel/osrelease`
    public record KernelReadings(
            Reading<Set<String>> state,
            Reading<Choice> memorySleep,
            Reading<KernelRelease> release) {}

    /// What systemd-logind says of sleep on this host. Where no logind runs, every reading is
    /// absent.
    public record LogindReadings(
            Reading<LogindAnswer> canSuspend,
            Reading<LogindAnswer> canHibernate,
            Reading<LogindAnswer> canHybridSleep,
            Reading<LogindAnswer> canSuspendThenHibernate,
            Reading<List<Inhibitor>> inhibitors) {}

    /// What `pm-is-supported` of pm-utils answers; every reading is absent where pm-utils is not
    /// installed.
    public record PmUtilsReadings(
            Reading<Boolean> suspend, Reading<Boolean> hibernate, Reading<Boolean> suspendHybrid) {

        /// The readings where nobody asks it.
        public static PmUtilsReadings notAsked() {
            Reading<Boolean> absent = new Reading.Absent<>("pm-is-supported");
            return new PmUtilsReadings(absent, absent, absent);
        }
    }

    /// What must be known of a host before an image of its memory can be written and, above all,
    /// read again.
    ///
    /// **Source:** kernel `Documentation/ABI/testing/sysfs-power`,
    /// `Documentation/power/swsusp.rst`, `Documentation/power/swsusp-and-swap-files.rst`.
    ///
    /// @param diskMode `/sys/power/disk`: what happens after the image is written; `[disabled]`
    ///   where hibernation is off
    /// @param imageSize `/sys/power/image_size`: the size to which the kernel tries to shrink the
    ///   image
    /// @param resumeDevice `/sys/power/resume`, `major:minor`; `0:0` where none is set
    /// @param resumeOffset `/sys/power/resume_offset`, in pages; for a swap file; 0 where none is
    ///   set
    /// @param swaps the active swap areas
    /// @param memory `/proc/meminfo`
    /// @param commandLine the words of `/proc/cmdline`
    /// @param lockdown `/sys/kernel/security/lockdown`
    /// @param hibernateLocation whether the EFI variable is set in which systemd-sleep notes the
    ///   place of its image. It does so at the moment at which it hibernates, and the next boot
    ///   takes it away: on a host that is awake it is left over (systemd#30395, #32021, #34304)
    /// @param efi whether the host was started by EFI firmware
    /// @param zfs whether ZFS is loaded, `/sys/module/zfs`
    public record HibernationReadings(
            Reading<Choice> diskMode,
            Reading<ByteCount> imageSize,
            Reading<String> resumeDevice,
            Reading<Long> resumeOffset,
            Reading<List<Swap>> swaps,
            Reading<MemoryUse> memory,
            Reading<List<String>> commandLine,
            Reading<Choice> lockdown,
            Reading<Boolean> hibernateLocation,
            Reading<Boolean> efi,
            Reading<Boolean> zfs) {}

    /// What the administrator of the host forbids, whatever the hardware can do.
    ///
    /// @param forbidden the sleep states that are not to be used
    /// @param source where that is written: the configuration file
    public record AdministratorPolicy(Set<SleepState> forbidden, String source) {
        public AdministratorPolicy {
            forbidden = Set.copyOf(forbidden);
        }

        /// No configuration, nothing forbidden.
        public static AdministratorPolicy allowsAll() {
            return new AdministratorPolicy(Set.of(), "no configuration");
        }
    }

    /// The first two numbers of a kernel's release: what decides which files it has.
    public record KernelRelease(int major, int minor) {
        private static final Pattern FORM =
                Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?!\\d).*", Pattern.DOTALL);

        /// Understands a release.
        ///
        /// @param release as `uname -r` prints it: `6.1.0-35-amd64`
        public static KernelRelease parse(String release) {
            Matcher matcher = FORM.matcher(release.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("no kernel release: '" + release.strip() + "'");
            }
            return new KernelRelease(
                    Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }

        public boolean isBefore(int otherMajor, int otherMinor) {
            return major != otherMajor ? major < otherMajor : minor < otherMinor;
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    /// How much of a host's memory is in use, and how.
    ///
    /// **Source:** kernel `Documentation/filesystems/proc.rst`, `/proc/meminfo`.
    ///
    /// @param total `MemTotal`
    /// @param free `MemFree`
    /// @param available `MemAvailable`: what could be had without swapping
    /// @param activeAnonymous `Active(anon)`: memory of programs that is in use and has no file
    ///   behind it
    public record MemoryUse(
            ByteCount total, ByteCount free, ByteCount available, ByteCount activeAnonymous) {

        /// All that holds something: an image without any reclaim would hold this.
        public ByteCount used() {
            return total.minus(free);
        }

        /// What can't be dropped: the least that an image must hold.
        public ByteCount unreclaimable() {
            return total.minus(available);
        }
    }

    /// A lock that some program holds so that the host does not sleep, or sleeps later.
    ///
    /// **Source:** systemd `man/org.freedesktop.login1.xml`, `ListInhibitors()`.
    ///
    /// @param what what is inhibited, colon-separated: `sleep:shutdown`
    /// @param who the program, in its own words
    /// @param why its reason, in its own words
    /// @param mode `block`, `delay` or `block-weak`
    public record Inhibitor(
            String what, String who, String why, String mode, long userId, long processId) {}

    /// What systemd-logind answers when it is asked whether the host can sleep.
    ///
    /// **Source:** systemd `man/org.freedesktop.login1.xml`, `CanSuspend()`; the three answers
    /// about inhibitors came with systemd 260.
    public enum LogindAnswer {
        /// Possible, and the caller may.
        YES("yes"),
        /// Possible, and the caller may not.
        NO("no"),
        /// Hardware, kernel or configuration don't have it.
        NOT_AVAILABLE("na"),
        /// Possible after the caller has proved who they are.
        CHALLENGE("challenge"),
        /// Possible, but somebody holds an inhibitor and the caller may not override it.
        INHIBITED("inhibited"),
        /// Possible, but an inhibitor blocks it.
        INHIBITOR_BLOCKED("inhibitor-blocked"),
        /// An inhibitor blocks it, and overriding needs a proof of who the caller is.
        CHALLENGE_INHIBITOR_BLOCKED("challenge-inhibitor-blocked"),
        /// A word of a newer logind than this list.
        OTHER("");

        private final String word;

        LogindAnswer(String word) {
            this.word = word;
        }

        public static LogindAnswer ofWord(String word) {
            return Arrays.stream(values())
                    .filter(answer -> answer != OTHER && answer.word.equals(word))
                    .findFirst()
                    .orElse(OTHER);
        }
    }
}
