package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.judgement.Undo;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import java.util.List;
import java.util.Optional;

/// The files that say what the sleep state means are read, and made to say what is meant.
sealed interface ModeChoice extends ProcedureState {
    ProcedureContext context();

    /// What follows from an answer, where nobody cancelled the request.
    Step proceed(Event event);

    @Override
    default Phase phase() {
        return Phase.ARMING;
    }

    @Override
    default Step on(Event event) {
        return Finish.cancelIfAsked(context(), event)
                .or(() -> Finish.refuseIfFailed(context(), event))
                .orElseGet(() -> proceed(event));
    }

    /// Begins.
    ///
    /// @param plan what is to end the sleep; empty where nothing is
    static Step begin(ProcedureContext context, Optional<AlarmPlan> plan) {
        return Step.of(
                new ReadingMode(context, plan),
                new Effect.ReadMode(context.way().state(), context.way().executor()));
    }

    /// The files that say what the state means are being read.
    record ReadingMode(ProcedureContext context, Optional<AlarmPlan> plan) implements ModeChoice {
        @Override
        public Step proceed(Event event) {
            if (!(event.answer() instanceof Answer.ModeRead(List<ModeFile> files))) {
                throw Finish.unexpected(this, event.answer());
            }
            return files.isEmpty()
                    ? askCard(context, plan)
                    : Step.of(
                            new NotingMode(context, plan, files),
                            new Effect.Write(new JournalEntry.ChoosingMode(files)));
        }
    }

    /// What the files say is being written down.
    record NotingMode(ProcedureContext context, Optional<AlarmPlan> plan, List<ModeFile> files)
            implements ModeChoice {
        @Override
        public Step proceed(Event event) {
            return Step.of(
                    new ChoosingMode(context.willUndo(new Undo.RestoreMode(files)), plan),
                    new Effect.ChooseMode(context.way().state(), files));
        }
    }

    /// The files are being changed.
    record ChoosingMode(ProcedureContext context, Optional<AlarmPlan> plan) implements ModeChoice {
        @Override
        public Step proceed(Event event) {
            return askCard(context, plan);
        }
    }

    private static Step askCard(ProcedureContext context, Optional<AlarmPlan> plan) {
        return plan.map(alarm -> ArmingByNetwork.beforeTheAlarm(context, alarm))
                .orElseGet(() -> Arming.observe(context, plan));
    }
}
