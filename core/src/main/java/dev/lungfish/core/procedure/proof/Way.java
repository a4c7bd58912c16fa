package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a request will be carried out: down by this state and this executor, back by this RTC, by
/// this card, or by both.
///
/// @param state the sleep state that answers the request
/// @param executor who enters it
/// @param rtc whose alarm is the way back: `rtc0`; where the sleep has no bound, whose time is one
///   of the things that prove it
/// @param rtcDevice the device that it sits on, as wakeup sources are named: `00:04`; empty where
///   that is not known
/// @param longestAhead how far ahead its alarm can be set
/// @param fingerprint what a test of the RTC holds for
/// @param network the way back by magic packets; empty where the request does not rely on it
/// @param step in which the alarm can be set
public record Way(
        SleepState state,
        Executor executor,
        String rtc,
        String rtcDevice,
        Duration longestAhead,
        Fingerprint fingerprint,
        Optional<NetworkWay> network,
        Duration step) {

    /// A way whose alarm can be set to each second.
    public Way(
            SleepState state,
            Executor executor,
            String rtc,
            String rtcDevice,
            Duration longestAhead,
            Fingerprint fingerprint,
            Optional<NetworkWay> network) {
        this(
                state,
                executor,
                rtc,
                rtcDevice,
                longestAhead,
                fingerprint,
                network,
                RtcTest.USUAL_STEP);
    }

    /// A way that relies on the alarm alone.
    public Way(
            SleepState state,
            Executor executor,
            String rtc,
            String rtcDevice,
            Duration longestAhead,
            Fingerprint fingerprint) {
        this(state, executor, rtc, rtcDevice, longestAhead, fingerprint, Optional.empty());
    }

    /// The same way with an RTC that turned out not to reach as far.
    public Way reaching(Duration ahead) {
        return new Way(state, executor, rtc, rtcDevice, ahead, fingerprint, network, step);
    }

    /// The same way with an RTC whose alarm turned out to know steps.
    public Way settableIn(Duration steps) {
        return new Way(state, executor, rtc, rtcDevice, longestAhead, fingerprint, network, steps);
    }

    /// How much later than wanted an alarm may be due as it can only be set in steps.
    public Duration slack() {
        return step.minus(RtcTest.USUAL_STEP);
    }

    /// The way back by magic packets to one card.
    ///
    /// @param card the name of its interface: `eth0`
    /// @param devices as wakeup sources name what signals its wakes; none where that is not known
    /// @param fingerprint what a proof of it holds for
    /// @param proved that it was seen to bring the host back from the state; empty where it was not
    public record NetworkWay(
            String card,
            List<String> devices,
            Fingerprint fingerprint,
            Optional<ProofStanding.Proved> proved) {
        public NetworkWay {
            devices = List.copyOf(devices);
        }
    }
}
