package dev.lungfish.agent.wake;

import dev.lungfish.agent.engine.ProcedureListener;
import dev.lungfish.api.Settled;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.SleepRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Has the cards told again what to wake on, and quiet devices switched off, round a sleep that a
/// process carries out without a daemon. Hands all on to another listener.
///
/// @param tell takes what could not be done, a reason each
public record DisabledWakeups(
        ProcedureListener other,
        WakeOnLanNics cards,
        WakeDevices devices,
        Consumer<? super WakeSwitchReason> tell)
        implements ProcedureListener {
    @Override
    public void settled(Settled settled) {
        other.settled(settled);
    }

    @Override
    public void entered(Phase phase) {
        other.entered(phase);
    }

    @Override
    public void accepted(SleepRequest request, List<PlanStep> plan) {
        other.accepted(request, plan);
    }

    @Override
    public void countingDown(Duration left) {
        other.countingDown(left);
    }

    @Override
    public void quiesce(SleepRequest request) {
        other.quiesce(request);
        devices.unhush().forEach(tell);
        cards.keep().forEach(tell);
        devices.hush().forEach(tell);
    }

    @Override
    public void resume(SleepRequest request) {
        devices.unhush().forEach(tell);
        other.resume(request);
    }
}
