package dev.lungfish.agent.report;

import dev.lungfish.api.DoctorReport;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeVerdict;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a doctor's report comes to: whether the host can sleep for a bounded time and come back,
/// and the first thing to do.
///
/// @param support whether it can
/// @param states that are supported
/// @param clocks that bring it back: RTCs whose alarm is reliable and did not fail a proof
/// @param next what to do first; empty where nothing is to be done
public record DoctorVerdict(
        Support support, List<SleepState> states, List<String> clocks, Optional<Reason> next) {
    public DoctorVerdict {
        states = List.copyOf(states);
        clocks = List.copyOf(clocks);
    }

    /// That of a report.
    public static DoctorVerdict of(DoctorReport report) {
        List<StateVerdict> verdicts = report.sleep().states();
        List<SleepState> states =
                verdicts.stream()
                        .filter(verdict -> verdict.support() == Support.SUPPORTED)
                        .map(StateVerdict::state)
                        .toList();
        List<WakeVerdict> rtcs =
                report.wake().stream().filter(wake -> wake.kind() == WakeKind.RTC).toList();
        List<String> clocks =
                rtcs.stream()
                        .filter(rtc -> rtc.support() == Support.SUPPORTED)
                        .map(WakeVerdict::name)
                        .filter(rtc -> !failedAlways(report, rtc))
                        .toList();
        return new DoctorVerdict(
                both(support(states, verdicts), clocks(clocks, rtcs)),
                states,
                clocks,
                next(report, states, clocks, rtcs));
    }

    private static Support support(List<SleepState> states, List<StateVerdict> verdicts) {
        if (!states.isEmpty()) {
            return Support.SUPPORTED;
        }
        return verdicts.stream().anyMatch(verdict -> verdict.support() == Support.UNKNOWN)
                ? Support.UNKNOWN
                : Support.UNSUPPORTED;
    }

    private static Support clocks(List<String> clocks, List<WakeVerdict> rtcs) {
        if (!clocks.isEmpty()) {
            return Support.SUPPORTED;
        }
        return rtcs.stream().anyMatch(rtc -> rtc.support() == Support.UNKNOWN)
                ? Support.UNKNOWN
                : Support.UNSUPPORTED;
    }

    private static Support both(Support one, Support other) {
        if (one == Support.UNSUPPORTED || other == Support.UNSUPPORTED) {
            return Support.UNSUPPORTED;
        }
        return one == Support.UNKNOWN ? one : other;
    }

    /// Whether its last proof failed for each state in which it was tried.
    private static boolean failedAlways(DoctorReport report, String rtc) {
        List<ProofStanding> standings =
                report.waysBack().standings().stream()
                        .filter(standing -> standing.way() == WayBack.RTC)
                        .filter(standing -> standing.device().equals(rtc))
                        .toList();
        return !standings.isEmpty()
                && standings.stream().allMatch(ProofStanding.Failed.class::isInstance);
    }

    /// The first reason with a remedy: of what makes it impossible, or else of what is not proved.
    private static Optional<Reason> next(
            DoctorReport report,
            List<SleepState> states,
            List<String> clocks,
            List<WakeVerdict> rtcs) {
        Stream<Reason> impossible =
                Stream.concat(
                        states.isEmpty()
                                ? report.sleep().states().stream().map(StateVerdict::reason)
                                : Stream.of(),
                        clocks.isEmpty() ? rtcs.stream().map(WakeVerdict::reason) : Stream.of());
        Stream<Reason> unproved =
                report.waysBack().standings().stream()
                        .filter(standing -> standing.way() == WayBack.RTC)
                        .filter(standing -> !(standing instanceof ProofStanding.Proved))
                        .map(WayBackReason::of);
        return Stream.concat(impossible, unproved)
                .filter(reason -> !ReasonText.remedy(reason).isEmpty())
                .findFirst();
    }

    /// Three lines.
    public List<String> lines() {
        return List.of(
                "Verdict: %s"
                        .formatted(
                                switch (support) {
                                    case SUPPORTED -> "this host can sleep and come back by itself";
                                    case UNSUPPORTED -> "this host can't sleep and come back";
                                    case UNKNOWN ->
                                            "whether this host can sleep and come back is not"
                                                    + " known";
                                }),
                "  sleeps: %s; comes back: %s"
                        .formatted(
                                words(states.stream().map(SleepState::spelling).toList()),
                                clocks.isEmpty() ? "by no clock" : "by " + words(clocks)),
                "  to do: %s".formatted(next.map(ReasonText::remedy).orElse("nothing")));
    }

    private static String words(List<String> words) {
        return words.isEmpty() ? "in no state" : words.stream().collect(Collectors.joining(", "));
    }
}
