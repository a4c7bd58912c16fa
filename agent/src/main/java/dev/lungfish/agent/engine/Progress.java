package dev.lungfish.agent.engine;

import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.Settled;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.CurrentRequestFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Tells others where a request is: the listener, and other processes through the state directory.
/// Confined to one thread.
final class Progress implements ProcedureListener {
    private final StateDirectory state;
    private final ProcedureListener listener;
    private final Supplier<Moment> clock;
    private final Consumer<CurrentRequest> live;
    private CurrentRequest current;
    private Optional<Duration> countdownEnds = Optional.empty();

    Progress(
            StateDirectory state,
            ProcedureListener listener,
            Supplier<Moment> clock,
            SleepRequest request,
            Consumer<CurrentRequest> live)
            throws StateException {
        this.state = state;
        this.listener = listener;
        this.clock = clock;
        this.live = live;
        this.current = CurrentRequestFile.begun(request, clock.get().wall());
        live.accept(current);
        // Another process must find the request: one that it does not see can't be cancelled there.
        CurrentRequestFile.write(current, state);
        listener.entered(Phase.CHECKING);
    }

    @Override
    public void settled(Settled settled) {
        listener.settled(settled);
    }

    @Override
    public void entered(Phase phase) {
        if (phase != current.phase() && phase != Phase.ENDED) {
            show(shown -> shown.in(phase, clock.get().wall()));
            listener.entered(phase);
        }
    }

    @Override
    public void accepted(SleepRequest request, List<PlanStep> plan) {
        show(shown -> shown.accepted(plan));
        listener.accepted(request, plan);
    }

    /// The countdown begins.
    void countdown(Duration length) {
        Duration end = clock.get().awake().plus(length);
        countdownEnds = Optional.of(end);
        show(shown -> shown.countingDownTo(end));
    }

    /// The countdown is over, or something waits.
    void countdownIsOver() {
        countdownEnds = Optional.empty();
    }

    /// Something waits, and may be the countdown.
    void waiting() {
        countdownEnds.ifPresent(end -> countingDown(end.minus(clock.get().awake())));
    }

    @Override
    public void countingDown(Duration left) {
        listener.countingDown(left.isNegative() ? Duration.ZERO : left);
    }

    @Override
    public void quiesce(SleepRequest request) {
        listener.quiesce(request);
    }

    @Override
    public void resume(SleepRequest request) {
        listener.resume(request);
    }

    void ended(Outcome outcome, List<Reason> leftBehind) {
        show(shown -> shown.ended(outcome, leftBehind, clock.get().wall()));
        listener.entered(Phase.ENDED);
    }

    private void show(UnaryOperator<CurrentRequest> change) {
        current = change.apply(current);
        live.accept(current);
        try {
            CurrentRequestFile.write(current, state);
        } catch (StateException _) {
            // Others see less of it; the request does not depend on it, and what must be written
            // down is written into the journal.
        }
    }
}
