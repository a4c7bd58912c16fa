package dev.lungfish.agent.engine;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import dev.lungfish.core.procedure.state.Ended;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.libvirt.transport.FailureWords;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Brings one procedure from its first step to its end.
///
/// @param clock the clocks of the host
record ProcedureRunner(EffectRunner<Effect> runner, Supplier<Moment> clock) {

    ProcedureRunner(
            EffectRunner<Effect.OnHost> host,
            EffectRunner<Effect.OnRecord> record,
            Supplier<Moment> clock) {
        this(EffectRunner.of(host, record), clock);
    }

    /// Runs it.
    ///
    /// @param cancelled who has asked by now that it be cancelled
    /// @param before is told of each step before its effect is carried out
    Ended through(Step first, Supplier<Optional<String>> cancelled, Consumer<Step> before) {
        Step step = first;
        boolean closed = false;
        try {
            while (step.effect().isPresent()) {
                before.accept(step);
                Effect effect = step.effect().get();
                closed = effect instanceof Effect.Close;
                Answer answer = carryOut(effect);
                step = step.state().on(new Event(answer, clock.get(), cancelled.get()));
            }
        } finally {
            if (!closed) {
                Answer _ = carryOut(new Effect.Close());
            }
        }
        if (step.state() instanceof Ended ended) {
            return ended;
        }
        throw new IllegalStateException("the procedure stopped in " + step.state());
    }

    private Answer carryOut(Effect effect) {
        return guarded(effect, () -> runner.carryOut(effect));
    }

    /// An effect that breaks is one that failed: what was changed before it is still to be undone.
    static Answer guarded(Effect effect, Supplier<Answer> run) {
        try {
            return run.get();
        } catch (RuntimeException | Error e) {
            return new Answer.Failed(
                    "cannot %s: %s".formatted(effect.inWords(), FailureWords.of(e)), "");
        }
    }
}
