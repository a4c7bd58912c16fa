package dev.lungfish.core.procedure;

import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;

/// How a request will be carried out: down by this state and this executor, back by this RTC.
///
/// @param state the sleep state that answers the request
/// @param executor who enters it
/// @param rtc whose alarm is the way back: `rtc0`
/// @param rtcDevice the device that it sits on, as wakeup sources are named: `00:04`; empty where
///   that is not known
/// @param longestAhead how far ahead its alarm can be set
/// @param fingerprint what a test of the RTC holds for
record Way(
        SleepState state,
        Executor executor,
        String rtc,
        String rtcDevice,
        Duration longestAhead,
        Fingerprint fingerprint) {

    /// The same way with an RTC that turned out not to reach as far.
    Way reaching(Duration ahead) {
        return new Way(state, executor, rtc, rtcDevice, ahead, fingerprint);
    }
}
