package dev.lungfish.core.procedure;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
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
        Reading<Choice> test) {}
