package dev.lungfish.agent;

import dev.lungfish.core.procedure.WaysBack;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.core.sleep.SleepReport;
import dev.lungfish.core.wake.WakeVerdict;
import java.util.List;

/// All that Lungfish can say of how a host sleeps and wakes.
///
/// @param sleep the verdict on each sleep state
/// @param wake the verdict on each wake device: clocks first, then the network, then the rest
/// @param readings what the verdicts on sleep were made from
/// @param waysBack how the ways back from each supported state stand
public record DoctorReport(
        SleepReport sleep, List<WakeVerdict> wake, SleepReadings readings, WaysBack waysBack) {
    public DoctorReport {
        wake = List.copyOf(wake);
    }
}
