package dev.lungfish.api;

import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.List;

/// Who and what will wake the host.
///
/// @param now when that was asked, by the host's wall clock
/// @param wakeups that were asked for, the first one first; also those whose time came within the
///   last day
/// @param others all else, the first one first
/// @param unknown sources that could not be asked
public record WakeupReport(
        Instant now, List<Wakeup> wakeups, List<OtherWake> others, List<Reason> unknown) {
    public WakeupReport {
        wakeups = List.copyOf(wakeups);
        others = List.copyOf(others);
        unknown = List.copyOf(unknown);
    }
}
