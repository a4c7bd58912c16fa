package dev.lungfish.core.procedure;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReport;
import dev.lungfish.core.wake.HostClockReadings;
import dev.lungfish.core.wake.RtcReadings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an examination of the host found.
///
/// @param sleep the verdict on each sleep state
/// @param rtcs all RTCs, by number; broken where they could not be listed
/// @param clock what their times are compared with
/// @param executors who is there to carry a sleep out, and of each that is not, why
/// @param fingerprints of each RTC by its name
/// @param kept the last test of each RTC, and what its sleeps taught, by [RtcTest#key]
/// @param test what `/sys/power/pm_test` has chosen
public record Findings(
        SleepReport sleep,
        Reading<List<RtcReadings>> rtcs,
        HostClockReadings clock,
        Map<Executor, Optional<String>> executors,
        Map<String, Fingerprint> fingerprints,
        Map<String, RtcTest> kept,
        Reading<Choice> test) {
    public Findings {
        executors = Map.copyOf(executors);
        fingerprints = Map.copyOf(fingerprints);
        kept = Map.copyOf(kept);
    }

    /// The name of the RTC that a request would rely on: the first that can wake the host and may.
    public Optional<String> rtcToRelyOn() {
        return rtcs.toOptional().orElse(List.of()).stream()
                .filter(rtc -> Admission.whyNot(rtc, this).isEmpty())
                .map(RtcReadings::name)
                .findFirst();
    }
}
