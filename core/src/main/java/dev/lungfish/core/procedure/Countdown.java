package dev.lungfish.core.procedure;

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
    record Replying(ProcedureContext course) implements Countdown {
        @Override
        public Phase phase() {
            return Phase.SCHEDULED;
        }

        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(course, event)
                    .orElseGet(() ->
                            Step.of(
                                    new CountingDown(course),
                                    new Effect.Wait(
                                            course.request().delay(),
                                            Effect.Wait.Reason.COUNTDOWN)));
        }
    }

    /// The delay runs.
    record CountingDown(ProcedureContext course) implements Countdown {
        @Override
        public Phase phase() {
            return Phase.SCHEDULED;
        }

        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(course, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.Done _ -> quiesce(event);
                                case Answer.Failed failed ->
                                        Finish.refuse(course, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }

        private Step quiesce(Event event) {
            ProcedureContext promised =
                    course.promise(event.at().sinceBoot().plus(course.length()))
                            .willUndoAtTheEnd(new Undo.TakeWorkAgain(course.request()));
            return Step.of(new Quiescing(promised), new Effect.Quiesce(course.request()));
        }
    }

    /// The host is being blocked for new work.
    record Quiescing(ProcedureContext course) implements Countdown {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(course, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.Done _ -> checkAgain(course);
                                case Answer.Failed failed ->
                                        Finish.refuse(course, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }
    }

    /// Stays awake for those who want that now; then looks for blockers once more, since the last
    /// look was a while ago, and goes on to sleep.
    static Step checkAgain(ProcedureContext course) {
        return WakeupHandling.look(course, new WakeupHandling.Then.Check(Phase.QUIESCING));
    }

    static Step findBlockers(ProcedureContext course) {
        return Step.of(new CheckingAgain(course), new Effect.FindBlockers(course.request()));
    }

    /// What keeps the host awake is being found once more.
    record CheckingAgain(ProcedureContext course) implements Countdown {
        @Override
        public Step on(Event event) {
            Optional<Step> ends =
                    Finish.cancelIfAsked(course, event)
                            .or(() -> Finish.refuseIfBlocked(course, event));
            return ends.orElseGet(() ->
                    guestsToPutAside()
                            ? Step.of(new FindingGuests(course), new Effect.FindGuests())
                            : Arming.plan(course));
        }

        private boolean guestsToPutAside() {
            return course.ofRequest().stream().noneMatch(Undo.BringGuestsBack.class::isInstance)
                    && switch (course.request().guests()) {
                        case PAUSE, SAVE -> true;
                        case REFUSE, IGNORE -> false;
                    };
        }
    }

    /// Active guests are being found.
    record FindingGuests(ProcedureContext course) implements Countdown {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(course, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.GuestsFound(List<PreparedGuest> guests) ->
                                        guests.isEmpty() ? Arming.plan(course) : note(guests);
                                case Answer.Failed failed ->
                                        Finish.refuse(course, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }

        private Step note(List<PreparedGuest> guests) {
            return Step.of(
                    new NotingGuests(course, guests),
                    new Effect.Write(
                            new JournalEntry.PreparingGuests(course.request().guests(), guests)));
        }
    }

    /// The guests are being written down.
    record NotingGuests(ProcedureContext course, List<PreparedGuest> guests) implements Countdown {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(course, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.Done _ -> putAside();
                                case Answer.Failed failed ->
                                        Finish.refuse(course, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }

        private Step putAside() {
            GuestPolicy policy = course.request().guests();
            return Step.of(
                    new PuttingAside(
                            course.willUndoAtTheEnd(new Undo.BringGuestsBack(policy, guests))),
                    new Effect.PutGuestsAside(policy, guests));
        }
    }

    /// The guests are being put aside.
    record PuttingAside(ProcedureContext course) implements Countdown {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(course, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.Done _ -> Arming.plan(course);
                                case Answer.Failed failed ->
                                        Finish.refuse(course, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }
    }
}
