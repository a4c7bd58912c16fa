package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.core.sleep.SleepReadings.LogindReadings;
import dev.lungfish.core.sleep.SleepReadings.PmUtilsReadings;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import java.util.List;
import java.util.Optional;

/// Weighs a verdict on the kernel against all others who have a say: where the host runs, the
/// administrator, logind, pm-utils. A disagreement stays visible in the evidence.
///
/// Of logind only what concerns whether counts, not when: an inhibitor that is held now makes the
/// answer `inhibited`, and the host can sleep all the same. `challenge` is a no: nobody sits in
/// front of a host that is put to sleep by a program.
final class PolicyJudge {
    private final SleepReadings readings;

    PolicyJudge(SleepReadings readings) {
        this.readings = readings;
    }

    StateVerdict judge(StateVerdict kernel) {
        Weighing weighing = Weighing.goingOnFrom(kernel);
        Reading<LogindAnswer> logind = logind(kernel.state());
        weighing.consider(logind);
        weighing.consider(pmUtils(kernel.state()));
        if (readings.surroundings().container().isPresent()) {
            readings.surroundings().evidence().forEach(weighing::add);
            return weighing.unsupported(
                    new SleepPolicyReason.InContainer(readings.surroundings().container().get()));
        }
        Optional<SleepState> forbidden = forbidden(kernel.state());
        if (forbidden.isPresent()) {
            return weighing.unsupported(
                    new SleepPolicyReason.ForbiddenByAdministrator(
                            forbidden.get(),
                            forbidden.get() != kernel.state(),
                            readings.policy().source()));
        }
        if (kernel.support() != Support.UNSUPPORTED
                && !(logind instanceof Reading.Absent<LogindAnswer>)) {
            Optional<StateVerdict> objected = systemd(weighing, kernel);
            if (objected.isPresent()) {
                return objected.get();
            }
        }
        return switch (kernel.support()) {
            case UNSUPPORTED -> weighing.unsupported(kernel.reason());
            case SUPPORTED -> possible(weighing, kernel, logind);
            case UNKNOWN -> unclear(weighing, kernel, logind);
        };
    }

    /// What systemd's own settings make of a state, whatever its logind answers.
    private Optional<StateVerdict> systemd(Weighing weighing, StateVerdict kernel) {
        SystemdJudge systemd = new SystemdJudge(readings);
        systemd.evidence(kernel.state()).forEach(weighing::add);
        Optional<StateVerdict> objected =
                systemd.objection(kernel.state()).map(weighing::unsupported);
        return objected.isEmpty() && readings.systemd().settings().broken()
                ? Optional.of(
                        weighing.unknown(
                                new SleepPolicyReason.SystemdSettingsNotRead(
                                        kernel.reason(),
                                        SourceReason.of(readings.systemd().settings()))))
                : objected;
    }

    /// What the administrator forbids of a state: itself, or, since a hybrid sleep writes the image
    /// and suspends to RAM, one of its parts.
    private Optional<SleepState> forbidden(SleepState state) {
        List<SleepState> parts =
                state == SleepState.HYBRID
                        ? List.of(
                                SleepState.HYBRID,
                                SleepState.SUSPEND_TO_DISK,
                                SleepState.SUSPEND_TO_RAM)
                        : List.of(state);
        return parts.stream().filter(readings.policy().forbidden()::contains).findFirst();
    }

    private static StateVerdict possible(
            Weighing weighing, StateVerdict kernel, Reading<LogindAnswer> logind) {
        return switch (logind) {
            case Reading.Absent<LogindAnswer> _ -> weighing.supported(kernel.reason());
            case Reading.Present<LogindAnswer>(_, LogindAnswer answer, String word) ->
                    switch (answer) {
                        case YES -> weighing.supported(kernel.reason());
                        case INHIBITED, INHIBITOR_BLOCKED ->
                                weighing.supported(
                                        new SleepPolicyReason.InhibitedNow(kernel.reason(), word));
                        case NO, NOT_AVAILABLE, CHALLENGE, CHALLENGE_INHIBITOR_BLOCKED ->
                                refused(weighing, kernel.state(), answer, word);
                        case OTHER ->
                                weighing.unknown(
                                        new SleepPolicyReason.LogindAnswerNotKnown(
                                                kernel.reason(), word, call(kernel.state())));
                    };
            case Reading.Denied<LogindAnswer> _,
                    Reading.Malformed<LogindAnswer> _,
                    Reading.Failed<LogindAnswer> _ ->
                    weighing.unknown(
                            new SleepPolicyReason.LogindNotRead(
                                    kernel.reason(), SourceReason.of(logind)));
        };
    }

    private static StateVerdict refused(
            Weighing weighing, SleepState state, LogindAnswer answer, String word) {
        return weighing.unsupported(
                switch (answer) {
                    case NOT_AVAILABLE ->
                            new SleepPolicyReason.LogindHasItNot(
                                    state == SleepState.SUSPEND_TO_DISK
                                            || state == SleepState.HYBRID);
                    case NO -> new SleepPolicyReason.LogindForbids();
                    default -> new SleepPolicyReason.LogindWantsAuthentication(word);
                });
    }

    private static StateVerdict unclear(
            Weighing weighing, StateVerdict kernel, Reading<LogindAnswer> logind) {
        if (logind instanceof Reading.Present<LogindAnswer>(_, LogindAnswer answer, String word)) {
            return switch (answer) {
                case NO, NOT_AVAILABLE, CHALLENGE, CHALLENGE_INHIBITOR_BLOCKED ->
                        refused(weighing, kernel.state(), answer, word);
                case YES, INHIBITED, INHIBITOR_BLOCKED, OTHER -> weighing.unknown(kernel.reason());
            };
        }
        return weighing.unknown(kernel.reason());
    }

    private Reading<LogindAnswer> logind(SleepState state) {
        LogindReadings logind = readings.logind();
        return switch (state) {
            case SUSPEND_TO_IDLE, STANDBY, SUSPEND_TO_RAM -> logind.canSuspend();
            case SUSPEND_TO_DISK -> logind.canHibernate();
            case HYBRID -> logind.canHybridSleep();
        };
    }

    private Reading<Boolean> pmUtils(SleepState state) {
        PmUtilsReadings pmUtils = readings.pmUtils();
        return switch (state) {
            case SUSPEND_TO_IDLE, STANDBY, SUSPEND_TO_RAM -> pmUtils.suspend();
            case SUSPEND_TO_DISK -> pmUtils.hibernate();
            case HYBRID -> pmUtils.suspendHybrid();
        };
    }

    private static String call(SleepState state) {
        return switch (state) {
            case SUSPEND_TO_IDLE, STANDBY, SUSPEND_TO_RAM -> "CanSuspend";
            case SUSPEND_TO_DISK -> "CanHibernate";
            case HYBRID -> "CanHybridSleep";
        };
    }
}
