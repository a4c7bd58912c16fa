package dev.lungfish.core.procedure;

import java.util.List;
import java.util.Optional;

/// The files that say what the sleep state means are read, and made to say what is meant.
sealed interface ModeChoice extends ProcedureState {
    ProcedureContext course();

    /// What follows from an answer, where nobody cancelled the request.
    Step proceed(Event event);

    @Override
    default Phase phase() {
        return Phase.ARMING;
    }

    @Override
    default Step on(Event event) {
        return Finish.cancelIfAsked(course(), event)
                .or(() -> Finish.refuseIfFailed(course(), event))
                .orElseGet(() -> proceed(event));
    }

    /// Begins.
    ///
    /// @param plan what is to end the sleep; empty where nothing is
    static Step begin(ProcedureContext course, Optional<AlarmPlan> plan) {
        return Step.of(
                new ReadingMode(course, plan),
                new Effect.ReadMode(course.way().state(), course.way().executor()));
    }

    /// The files that say what the state means are being read.
    record ReadingMode(ProcedureContext course, Optional<AlarmPlan> plan) implements ModeChoice {
        @Override
        public Step proceed(Event event) {
            if (!(event.answer() instanceof Answer.ModeRead(List<ModeFile> files))) {
                throw Finish.unexpected(this, event.answer());
            }
            return files.isEmpty()
                    ? askCard(course, plan)
                    : Step.of(
                            new NotingMode(course, plan, files),
                            new Effect.Write(new JournalEntry.ChoosingMode(files)));
        }
    }

    /// What the files say is being written down.
    record NotingMode(ProcedureContext course, Optional<AlarmPlan> plan, List<ModeFile> files)
            implements ModeChoice {
        @Override
        public Step proceed(Event event) {
            return Step.of(
                    new ChoosingMode(course.willUndo(new Undo.RestoreMode(files)), plan),
                    new Effect.ChooseMode(course.way().state(), files));
        }
    }

    /// The files are being changed.
    record ChoosingMode(ProcedureContext course, Optional<AlarmPlan> plan) implements ModeChoice {
        @Override
        public Step proceed(Event event) {
            return askCard(course, plan);
        }
    }

    private static Step askCard(ProcedureContext course, Optional<AlarmPlan> plan) {
        return plan.map(alarm -> ArmingByNetwork.beforeTheAlarm(course, alarm))
                .orElseGet(() -> Arming.observe(course, plan));
    }
}
