package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What one real sleep showed of a way back: that the host goes down to a state and is brought back
/// by the alarm of an RTC, in time, or by a network card; or that this failed. A test of an RTC
/// while the host is awake ([RtcTest]) can't show that: there are RTCs that fire awake and never
/// asleep.
///
/// @param fingerprint what it holds for
/// @param state that was slept in
/// @param at when the host was back, or was seen not to have slept
/// @param held whether the host slept and its alarm brought it back in time, or its card at all
/// @param latency how long the ways down and back took; empty where that is not known, as for a
///   card: the sleeper does not know when the packet was sent
/// @param finding what was seen
public record Proof(
        Fingerprint fingerprint,
        SleepState state,
        Instant at,
        boolean held,
        Optional<Latency> latency,
        Reason finding) {

    /// How long a host that is put to sleep, and one that is woken, is of no use to anybody.
    ///
    /// @param down from the last look at the awake host until its clocks stood still
    /// @param up from the time of the alarm to the first look at the host that is back
    public record Latency(Duration down, Duration up) {}

    /// Under which name a proof is kept: `rtc0 suspend-to-ram`.
    ///
    /// @param device the name of the RTC or of the card; no two devices of a host share one
    public static String key(String device, SleepState state) {
        return device + " " + state.spelling();
    }

    /// Under which name this one is kept.
    public String key() {
        return key(fingerprint.deviceName(), state);
    }

    /// Whether the way back is proved. A proof that seems to come from the future is none: the wall
    /// clock was set, so its age is not known.
    ///
    /// @param now of the host as it is
    /// @param time by the wall clock
    public boolean holds(Fingerprint now, Instant time, Duration validity) {
        return held
                && fingerprint.equals(now)
                && !at.isAfter(time)
                && !at.plus(validity).isBefore(time);
    }

    /// Whether it forbids to rely on this way back. Unlike trust, distrust does not end where the
    /// age of the proof is not known, nor with time: a new proof alone ends it, or another
    /// fingerprint.
    public boolean forbids(Fingerprint now) {
        return !held && fingerprint.equals(now);
    }
}
