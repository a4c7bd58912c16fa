package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.Way;
import dev.lungfish.core.procedure.proof.Way.NetworkWay;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.ProcedureSettings.UnprovedPolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcFinding;
import dev.lungfish.core.wake.RtcJudge;
import dev.lungfish.core.wake.RtcReadings;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.core.wake.WakeVerdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides whether a request can be carried out on a host that was examined, and how. All that
/// speaks against it is told at once.
public final class Admission {
    /// The name of the RTC that is asked for its time on a host that seems to have none: it says
    /// why it does not tell.
    private static final String FIRST_RTC = "rtc0";

    private final SleepRequest request;
    private final ProcedureSettings settings;
    private final Findings findings;
    private final List<Reason> against = new ArrayList<>();

    /// What was decided.
    public sealed interface Decision {
        /// The request can be carried out.
        ///
        /// @param test why the RTC must be tested first; empty where a test holds
        /// @param plan what will happen
        record Admitted(Way way, Optional<PlanStep> test, List<PlanStep> plan)
                implements Decision {}

        /// It can't.
        record Refused(List<Reason> reasons) implements Decision {}
    }

    private Admission(SleepRequest request, ProcedureSettings settings, Findings findings) {
        this.request = request;
        this.settings = settings;
        this.findings = findings;
    }

    public static Decision decide(
            SleepRequest request, ProcedureSettings settings, Findings findings, Instant now) {
        return new Admission(request, settings, findings).decide(now);
    }

    private Decision decide(Instant now) {
        against.addAll(RequestBounds.broken(request, settings));
        Optional<SleepState> state = state();
        Optional<Executor> executor = state.flatMap(this::executor);
        Optional<RtcReadings> rtc = request.reliesOn(WayBack.RTC) ? rtc() : evidence();
        if (!against.isEmpty() || state.isEmpty() || executor.isEmpty()) {
            return new Decision.Refused(against);
        }
        NicAdmission cards = new NicAdmission(request, settings, findings, state.get(), now);
        Optional<NetworkWay> network =
                request.reliesOn(WayBack.WAKE_ON_LAN) ? cards.choose(against) : Optional.empty();
        Way way = way(state.get(), executor.get(), rtc, network);
        Optional<ProofStanding> standing = standing(way, now);
        standing.flatMap(how -> unproved(how, rtc)).ifPresent(against::add);
        findings.kept().unreadable().flatMap(this::distrusted).ifPresent(against::add);
        if (!against.isEmpty()) {
            return new Decision.Refused(against);
        }
        List<PlanStep> plan = plan(way, rtc, now);
        if (!request.reliesOn(WayBack.RTC)) {
            cards.inPlan(network).ifPresent(plan::add);
            return new Decision.Admitted(way, Optional.empty(), plan);
        }
        Optional<RtcTest> kept = Optional.ofNullable(findings.kept().tests().get(way.rtc()));
        Optional<RtcTest> held =
                kept.filter(test -> test.holds(way.fingerprint(), now, settings.rtcTestValidity()));
        Optional<PlanStep> test =
                held.isPresent()
                        ? Optional.empty()
                        : Optional.of(new PlanStep.TestFirst(kept.map(RtcTest::at)));
        held.map(RtcTest::inPlan).ifPresent(plan::add);
        standing.flatMap(this::inPlan).ifPresent(plan::add);
        cards.inPlan(network).ifPresent(plan::add);
        return new Decision.Admitted(
                held.map(RtcTest::step).map(way::settableIn).orElse(way), test, plan);
    }

    /// How the alarm stands, where one is relied on.
    private Optional<ProofStanding> standing(Way way, Instant now) {
        return request.reliesOn(WayBack.RTC)
                ? Optional.of(
                        findings.standing(way.state(), way.rtc(), now, settings.proofValidity()))
                : Optional.empty();
    }

    /// Whether a way back failed stands in what can't be read.
    private Optional<Reason> distrusted(Reason unreadable) {
        return request.proves() || request.ignoredBlockers().contains(Blocker.SILENT_ALARM)
                ? Optional.empty()
                : Optional.of(new AdmissionReason.LastProofUnknown(request.target(), unreadable));
    }

    private Optional<SleepState> state() {
        List<StateVerdict> verdicts =
                request.target().candidates().stream().map(findings.sleep()::of).toList();
        Optional<SleepState> supported =
                verdicts.stream()
                        .filter(verdict -> verdict.support() == Support.SUPPORTED)
                        .map(StateVerdict::state)
                        .findFirst();
        if (supported.isEmpty()) {
            StateVerdict first = verdicts.getFirst();
            against.add(
                    new AdmissionReason.StateNotUsable(
                            first.state(), first.support(), first.reason()));
        }
        return supported;
    }

    private Optional<Executor> executor(SleepState state) {
        if (request.executor().isPresent()) {
            Executor wanted = request.executor().get();
            Optional<Reason> why = whyNot(wanted, state);
            why.map(reason -> new AdmissionReason.ExecutorNotUsable(wanted, reason))
                    .ifPresent(against::add);
            return why.isPresent() ? Optional.empty() : Optional.of(wanted);
        }
        List<AdmissionReason.ExecutorRuledOut> reasons = new ArrayList<>();
        for (Executor executor : Executor.values()) {
            Optional<Reason> why = whyNot(executor, state);
            if (why.isEmpty()) {
                return Optional.of(executor);
            }
            reasons.add(new AdmissionReason.ExecutorRuledOut(executor, why.get()));
        }
        against.add(new AdmissionReason.NoExecutor(reasons));
        return Optional.empty();
    }

    /// Why an executor is not to be used; empty where it is.
    private Optional<Reason> whyNot(Executor executor, SleepState state) {
        return executor.canEnter(state)
                ? findings.executors()
                        .getOrDefault(
                                executor, Optional.of(new AdmissionReason.ExecutorNotSearched()))
                : Optional.of(new AdmissionReason.ExecutorNotForState(state));
    }

    /// The first RTC that can wake the host and may.
    private Optional<RtcReadings> rtc() {
        List<RtcReadings> rtcs = findings.rtcs().toOptional().orElse(List.of());
        if (rtcs.isEmpty()) {
            Evidence searched = findings.rtcs().evidence();
            WakeVerdict verdict =
                    findings.rtcs().broken()
                            ? RtcJudge.notSearched(searched)
                            : RtcJudge.none(searched);
            against.add(new AdmissionReason.NoWayBack(List.of(verdict.reason())));
            return Optional.empty();
        }
        List<Reason> reasons = new ArrayList<>();
        for (RtcReadings rtc : rtcs) {
            Optional<Reason> why = findings.whyNot(rtc);
            if (why.isEmpty()) {
                return Optional.of(rtc);
            }
            reasons.add(new AdmissionReason.RtcNotUsable(rtc.name(), why.get()));
        }
        against.add(new AdmissionReason.NoWayBack(reasons));
        return Optional.empty();
    }

    /// The RTC whose time helps to prove a sleep that no alarm ends: the first that tells it, if
    /// any does.
    private Optional<RtcReadings> evidence() {
        List<RtcReadings> rtcs = findings.rtcs().toOptional().orElse(List.of());
        return rtcs.stream()
                .filter(rtc -> rtc.time().toOptional().isPresent())
                .findFirst()
                .or(() -> rtcs.stream().findFirst());
    }

    /// Why this way back is not relied on though its RTC passes its test: the last such sleep was
    /// not ended by its alarm, or none has shown that it would be, and the firmware says that it
    /// would not or the administrator wants that.
    private Optional<Reason> unproved(ProofStanding standing, Optional<RtcReadings> alarm) {
        if (request.proves()) {
            return Optional.empty();
        }
        return switch (standing) {
            case ProofStanding.Proved _ -> Optional.empty();
            case ProofStanding.Failed(SleepState state, _, Proof proof)
                    when !request.ignoredBlockers().contains(Blocker.SILENT_ALARM) ->
                    Optional.of(
                            new AdmissionReason.LastProofFailed(
                                    state, request.target(), proof.finding()));
            case ProofStanding.Failed _ -> Optional.empty();
            case ProofStanding.Unproved(SleepState state, _, String rtc, _)
                    when limit(alarm, state).isPresent() ->
                    Optional.of(
                            new AdmissionReason.AlarmNeedsProof(
                                    state, request.target(), rtc, limit(alarm, state).get()));
            case ProofStanding.Unproved(SleepState state, _, String rtc, Reason why) ->
                    settings.unproved() == UnprovedPolicy.REFUSE
                            ? Optional.of(
                                    new AdmissionReason.WayBackUnproved(
                                            state, request.target(), rtc, why))
                            : Optional.empty();
        };
    }

    private static Optional<RtcFinding> limit(Optional<RtcReadings> alarm, SleepState state) {
        return alarm.flatMap(rtc -> rtc.limits().against(state));
    }

    private Optional<PlanStep> inPlan(ProofStanding standing) {
        return switch (standing) {
            case ProofStanding.Proved(_, _, Proof proof, _) ->
                    Optional.of(new PlanStep.WayBackProved(proof.at()));
            case ProofStanding.Unproved(_, _, _, Reason why)
                    when settings.unproved() == UnprovedPolicy.WARN && !request.proves() ->
                    Optional.of(new PlanStep.UnprovedWarning(why));
            case ProofStanding.Failed failed when request.proves() ->
                    Optional.of(new PlanStep.FailedProofWarning(failed.proof().finding()));
            case ProofStanding.Unproved _, ProofStanding.Failed _ -> Optional.empty();
        };
    }

    private Way way(
            SleepState state,
            Executor executor,
            Optional<RtcReadings> rtc,
            Optional<NetworkWay> network) {
        String name = rtc.map(RtcReadings::name).orElse(FIRST_RTC);
        Duration reach =
                rtc.flatMap(found -> found.reach().toOptional())
                        .map(AlarmReach::longestAhead)
                        .orElse(settings.longestNap());
        String device =
                rtc.flatMap(found -> found.driver().toOptional())
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .orElse("");
        return new Way(
                state,
                executor,
                name,
                device,
                reach.compareTo(settings.longestNap()) < 0 ? reach : settings.longestNap(),
                findings.fingerprint(name),
                network);
    }

    private List<PlanStep> plan(Way way, Optional<RtcReadings> rtc, Instant now) {
        List<PlanStep> plan = new ArrayList<>();
        plan.add(
                new PlanStep.WillSleep(
                        way.state(), way.executor(), request.length(), request.delay()));
        request.length()
                .map(length ->
                        new PlanStep.BackAt(
                                now.plus(request.delay())
                                        .plus(length)
                                        .truncatedTo(ChronoUnit.SECONDS),
                                length))
                .ifPresent(plan::add);
        request.length()
                .map(length ->
                        new PlanStep.BackByAlarm(
                                way.rtc(),
                                length.compareTo(way.longestAhead()) > 0
                                        ? Optional.of(way.longestAhead())
                                        : Optional.empty()))
                .ifPresent(plan::add);
        rtc.flatMap(found -> otherAlarm(found, now)).ifPresent(plan::add);
        findings.test()
                .toOptional()
                .flatMap(Choice::chosen)
                .filter(test -> !test.equals("none"))
                .map(test -> new PlanStep.WillOnlyPretend(findings.test().source(), test))
                .ifPresent(plan::add);
        return plan;
    }

    /// By the wall clock: the RTC itself may keep local time, or be set wrong.
    private Optional<PlanStep> otherAlarm(RtcReadings rtc, Instant now) {
        return rtc.alarm().toOptional().orElse(new RtcAlarm.Unarmed())
                        instanceof RtcAlarm.Armed(RtcTime at)
                ? Optional.of(
                        new PlanStep.OtherAlarmSet(
                                rtc.name(),
                                rtc.time()
                                        .toOptional()
                                        .map(time -> now.plus(time.until(at)))
                                        .orElseGet(at::asIfUtc)
                                        .truncatedTo(ChronoUnit.SECONDS),
                                request.length().isPresent()))
                : Optional.empty();
    }
}
