package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.util.Map;

/// All that can prove a sleep or name the cause of a wake, read at one moment: once before a sleep
/// and once after it. No single source is enough.
///
/// @param at the clocks
/// @param bootId which boot this is (`/proc/sys/kernel/random/boot_id`)
/// @param rtc the time of the RTC that holds the alarm
/// @param alarm its alarm
/// @param statistics the kernel's counts
/// @param wakeInterrupt what `/sys/power/pm_wakeup_irq` says; often absent
/// @param wakeEvents the count of events of each wakeup source, by name (`/sys/class/wakeup`)
/// @param acpiEvents the count of each fixed event of ACPI (`/sys/firmware/acpi/interrupts/ff_*`)
/// @param test what `/sys/power/pm_test` has chosen; `none` for a sleep that is meant
public record SleepEvidence(
        Moment at,
        Reading<String> bootId,
        Reading<RtcTime> rtc,
        Reading<RtcAlarm> alarm,
        SuspendStatistics statistics,
        Reading<WakeInterrupt> wakeInterrupt,
        Reading<Map<String, Long>> wakeEvents,
        Reading<Map<String, Long>> acpiEvents,
        Reading<Choice> test) {
    /// The interrupt that ended a sleep.
    ///
    /// @param number of the interrupt
    /// @param name what the kernel calls it: `rtc0`, `acpi`, `i8042`; empty where it does not say
    public record WakeInterrupt(int number, String name) {}

    /// What the kernel counted of its attempts to suspend. It counts suspend-to-idle, standby and
    /// suspend-to-RAM, not hibernation; and it counts a test (`pm_test`) as a success.
    ///
    /// **Source:** Linux `Documentation/ABI/testing/sysfs-power`, `/sys/power/suspend_stats`; the
    /// last sentence was seen on kernel 6.1.
    ///
    /// @param success attempts that succeeded
    /// @param fail attempts that failed
    /// @param lastFailedDevice empty where no device failed
    /// @param lastFailedError the error number, negative or positive as the kernel shows it
    /// @param lastFailedStep `freeze`, `prepare`, `suspend`, ...
    public record SuspendStatistics(
            Reading<Long> success,
            Reading<Long> fail,
            Reading<String> lastFailedDevice,
            Reading<Long> lastFailedError,
            Reading<String> lastFailedStep) {

        /// Whether the kernel has counted another attempt since an earlier reading, as far as both
        /// are known.
        public boolean countsMoreThan(SuspendStatistics earlier) {
            return grew(earlier.success, success) || grew(earlier.fail, fail);
        }

        /// Whether a count has grown, where both readings are known.
        public static boolean grew(Reading<Long> before, Reading<Long> after) {
            return before.toOptional()
                    .flatMap(earlier -> after.toOptional().map(later -> later > earlier))
                    .orElse(false);
        }
    }
}
