package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepReport;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.NetworkReadings;
import dev.lungfish.core.wake.RtcJudge;
import dev.lungfish.core.wake.RtcReadings;
import dev.lungfish.core.wake.RtcReadings.HostClockReadings;
import dev.lungfish.core.wake.WakeVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an examination of the host found.
///
/// @param sleep the verdict on each sleep state
/// @param rtcs all RTCs, by number; broken where they could not be listed
/// @param clock what their times are compared with
/// @param cards the network cards, which may hear a magic packet
/// @param executors who is there to carry a sleep out, and of each that is not, why
/// @param fingerprints of each RTC by its name
/// @param kept what is kept of its ways back
/// @param test what `/sys/power/pm_test` has chosen
public record Findings(
        SleepReport sleep,
        Reading<List<RtcReadings>> rtcs,
        HostClockReadings clock,
        List<NicFindings> cards,
        Map<Executor, Optional<Reason>> executors,
        Map<String, Fingerprint> fingerprints,
        StoredProofs kept,
        Reading<Choice> test) {
    public Findings {
        cards = List.copyOf(cards);
        executors = Map.copyOf(executors);
        fingerprints = Map.copyOf(fingerprints);
    }

    /// The name of the RTC that a request would rely on: the first that can wake the host and may.
    public Optional<String> rtcToRelyOn() {
        return rtcs.toOptional().orElse(List.of()).stream()
                .filter(rtc -> whyNot(rtc).isEmpty())
                .map(RtcReadings::name)
                .findFirst();
    }

    /// Why an RTC is not relied on; empty where it is.
    public Optional<Reason> whyNot(RtcReadings rtc) {
        WakeVerdict verdict = RtcJudge.judge(rtc, clock);
        boolean usable =
                verdict.support() == Support.SUPPORTED
                        && verdict.enabled().equals(Optional.of(true));
        if (!usable) {
            return Optional.of(verdict.reason());
        }
        return rtc.time().toOptional().isPresent()
                ? Optional.empty()
                : Optional.of(
                        new ProofReason.RtcTimeUnreadable(rtc.time().source(), rtc.time().found()));
    }

    /// What a test or a proof of an RTC made now would hold for.
    public Fingerprint fingerprint(String rtc) {
        return fingerprints.getOrDefault(rtc, Fingerprint.unknown(rtc));
    }

    /// How the way back from a state by the alarm of an RTC stands.
    public ProofStanding standing(SleepState state, String rtc, Instant time, Duration validity) {
        return standing(state, fingerprint(rtc), time, validity);
    }

    /// How the way back from a state by a magic packet to a card stands.
    public ProofStanding standing(
            SleepState state, NicFindings card, Instant time, Duration validity) {
        return standing(state, card.fingerprint(), time, validity);
    }

    private ProofStanding standing(
            SleepState state, Fingerprint now, Instant time, Duration validity) {
        return ProofStanding.of(
                state,
                Optional.ofNullable(kept.proofs().get(Proof.key(now.deviceName(), state))),
                now,
                time,
                validity);
    }

    /// What an examination found of one network card.
    ///
    /// @param readings of its interface
    /// @param devices the names by which the kernel's wakeup sources call what signals its wakes:
    ///   the device itself, then the bridges above it
    /// @param fingerprint what a proof of it made now would hold for
    public record NicFindings(
            NetworkReadings readings, List<String> devices, Fingerprint fingerprint) {
        public NicFindings {
            devices = List.copyOf(devices);
        }

        /// The name of its interface.
        public String name() {
            return readings.name();
        }

        /// Whether it would hear a magic packet now.
        boolean listens() {
            return NetworkArmingJudge.whyNot(readings).isEmpty();
        }

        String key(SleepState state) {
            return Proof.key(fingerprint.deviceName(), state);
        }
    }
}
