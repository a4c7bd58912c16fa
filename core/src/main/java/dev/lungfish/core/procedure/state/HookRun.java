package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.judgement.Undo;
import dev.lungfish.core.procedure.request.Phase;
import java.util.List;

/// The administrator's hooks run before the sleep: once for the whole request, before guests are
/// put aside. They run after it in [Rollback], once guests are back.
sealed interface HookRun extends ProcedureState {

    @Override
    default Phase phase() {
        return Phase.QUIESCING;
    }

    /// Runs the hooks where they have not run for this request, and goes on with the guests.
    static Step begin(ProcedureContext context) {
        return context.ofRequest().stream().anyMatch(Undo.FinishHooks.class::isInstance)
                ? Countdown.prepareGuests(context)
                : Step.of(new Finding(context), new Effect.FindHooks());
    }

    /// The hooks are being found.
    record Finding(ProcedureContext context) implements HookRun {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.HooksFound(List<String> hooks) ->
                                        hooks.isEmpty()
                                                ? Countdown.prepareGuests(context)
                                                : Step.of(
                                                        new Noting(context, hooks),
                                                        new Effect.Write(
                                                                new JournalEntry.RunningHooks(
                                                                        hooks)));
                                case Answer.Failed failed ->
                                        Finish.refuse(context, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }
    }

    /// The hooks are being written down.
    record Noting(ProcedureContext context, List<String> hooks) implements HookRun {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.Done _ -> run();
                                case Answer.Failed failed ->
                                        Finish.refuse(context, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }

        private Step run() {
            return Step.of(
                    new Running(
                            context.willUndoAtTheEnd(
                                    new Undo.FinishHooks(context.request(), hooks))),
                    new Effect.RunHooks(context.request(), hooks));
        }
    }

    /// The hooks run.
    record Running(ProcedureContext context) implements HookRun {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.HooksRun(var failures) ->
                                        Countdown.prepareGuests(context.leavingBehind(failures));
                                case Answer.Failed failed ->
                                        Finish.refuse(context, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }
    }
}
