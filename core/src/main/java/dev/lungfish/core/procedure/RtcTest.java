package dev.lungfish.core.procedure;

import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The kept result of one test of an RTC: its alarm was set two seconds ahead and watched. Or what
/// a sleep taught: whether its alarm ended that sleep.
///
/// @param fingerprint what it holds for
/// @param state which sleep the alarm was to end; empty for a test while the host was awake
/// @param at when it was made
/// @param passed whether the alarm was seen to fire, or to end the sleep
/// @param finding what was seen, in words
public record RtcTest(
        Fingerprint fingerprint,
        Optional<SleepState> state,
        Instant at,
        boolean passed,
        String finding) {

    /// A test while the host was awake.
    public RtcTest(Fingerprint fingerprint, Instant at, boolean passed, String finding) {
        this(fingerprint, Optional.empty(), at, passed, finding);
    }

    /// What the plan of a request says of it.
    String inPlan() {
        return "the alarm was tested at " + at;
    }

    /// Under which name a test is kept: `rtc0`, and `rtc0 suspend-to-idle` for what a sleep taught.
    ///
    /// @param rtc the name of the RTC
    public static String key(String rtc, Optional<SleepState> state) {
        return rtc + state.map(slept -> " " + slept.spelling()).orElse("");
    }

    /// Under which name this one is kept.
    public String key() {
        return key(fingerprint.rtc().split(" ", 2)[0], state);
    }

    /// Whether the test can be relied on. One that seems to come from the future is not: the wall
    /// clock was set, so its age is not known.
    public boolean holds(Fingerprint now, Instant time, Duration validity) {
        return passed
                && fingerprint.equals(now)
                && !at.isAfter(time)
                && !at.plus(validity).isBefore(time);
    }

    /// Whether it forbids to rely on the alarm. Unlike trust, distrust does not end where the age
    /// of the test is not known.
    public boolean warns(Fingerprint now, Instant time, Duration validity) {
        return !passed && fingerprint.equals(now) && !at.plus(validity).isBefore(time);
    }
}
