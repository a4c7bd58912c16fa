package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.judgement.Undo;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import java.util.List;
import java.util.Optional;

/// The request is accepted: its delay runs, then the host is blocked for new work and checked
/// again.
sealed interface Countdown extends ProcedureState {

    @Override
    default Phase phase() {
        return Phase.QUIESCING;
    }

    /// Whoever asked is being told. A requester that has gone in the meantime changes nothing: the
    /// request was accepted.
    record Replying(ProcedureContext context) implements Countdown {
        @Override
        public Phase phase() {
            return Phase.SCHEDULED;
        }

        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            Step.of(
                                    new CountingDown(context),
                                    new Effect.Wait(
                                            context.request().delay(),
                                            Effect.Wait.Reason.COUNTDOWN)));
        }
    }

    /// The delay runs.
    record CountingDown(ProcedureContext context) implements Countdown {
        @Override
        public Phase phase() {
            return Phase.SCHEDULED;
        }

        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.Done _ -> quiesce(event);
                                case Answer.Failed failed ->
                                        Finish.refuse(context, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }

        private Step quiesce(Event event) {
            ProcedureContext promised =
                    context.promise(event.at().sinceBoot().plus(context.length()))
                            .willUndoAtTheEnd(new Undo.TakeWorkAgain(context.request()));
            return Step.of(new Quiescing(promised), new Effect.Quiesce(context.request()));
        }
    }

    /// The host is being blocked for new work.
    record Quiescing(ProcedureContext context) implements Countdown {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.Done _ -> checkAgain(context);
                                case Answer.Failed failed ->
                                        Finish.refuse(context, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }
    }

    /// Stays awake for those who want that now; then looks for blockers once more, since the last
    /// look was a while ago, and goes on to sleep.
    static Step checkAgain(ProcedureContext context) {
        return WakeupHandling.look(context, new WakeupHandling.Then.Check(Phase.QUIESCING));
    }

    static Step findBlockers(ProcedureContext context) {
        return Step.of(new CheckingAgain(context), new Effect.FindBlockers(context.request()));
    }

    /// What keeps the host awake is being found once more.
    record CheckingAgain(ProcedureContext context) implements Countdown {
        @Override
        public Step on(Event event) {
            Optional<Step> ends =
                    Finish.cancelIfAsked(context, event)
                            .or(() -> Finish.refuseIfBlocked(context, event));
            return ends.orElseGet(() -> HookRun.begin(context));
        }
    }

    /// Puts guests aside where the request wants that and they are not; then goes on to sleep.
    static Step prepareGuests(ProcedureContext context) {
        boolean wanted =
                switch (context.request().guests()) {
                    case PAUSE, SAVE -> true;
                    case REFUSE, IGNORE -> false;
                };
        return wanted
                        && context.ofRequest().stream()
                                .noneMatch(Undo.BringGuestsBack.class::isInstance)
                ? Step.of(new FindingGuests(context), new Effect.FindGuests())
                : Arming.plan(context);
    }

    /// Active guests are being found.
    record FindingGuests(ProcedureContext context) implements Countdown {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.GuestsFound(List<PreparedGuest> guests) ->
                                        guests.isEmpty() ? Arming.plan(context) : note(guests);
                                case Answer.Failed failed ->
                                        Finish.refuse(context, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }

        private Step note(List<PreparedGuest> guests) {
            return Step.of(
                    new NotingGuests(context, guests),
                    new Effect.Write(
                            new JournalEntry.PreparingGuests(context.request().guests(), guests)));
        }
    }

    /// The guests are being written down.
    record NotingGuests(ProcedureContext context, List<PreparedGuest> guests) implements Countdown {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.Done _ -> putAside();
                                case Answer.Failed failed ->
                                        Finish.refuse(context, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }

        private Step putAside() {
            GuestPolicy policy = context.request().guests();
            return Step.of(
                    new PuttingAside(
                            context.willUndoAtTheEnd(new Undo.BringGuestsBack(policy, guests))),
                    new Effect.PutGuestsAside(policy, guests));
        }
    }

    /// The guests are being put aside.
    record PuttingAside(ProcedureContext context) implements Countdown {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.Done _ -> Arming.plan(context);
                                case Answer.Failed failed ->
                                        Finish.refuse(context, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }
    }
}
