package dev.lungfish.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.journal.JournalWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The effects on the record of a request, and that each family goes to its own runner.
@Timeout(30)
class RecordEffectsTest {
    private static final Segment SEGMENT =
            new Segment(
                    SleepState.SUSPEND_TO_RAM,
                    AlarmPlan.Reason.PROMISE,
                    Duration.ofHours(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    new WakeCause(WakeCause.Kind.ALARM, ReceivedReason.uncoded("the alarm")),
                    false,
                    Instant.parse("2026-01-01T01:00:00Z"));

    @TempDir private Path folder;

    @Test
    void endsAWaitWhenSomebodyCancels() throws Exception {
        StateDirectory state = state();
        try (JournalWriter journal = JournalWriter.open(state)) {
            RecordEffects own =
                    new RecordEffects(state, journal, ProcedureListener.none(), () -> true);

            assertThat(
                            own.carryOut(
                                    new Effect.Wait(
                                            Duration.ofHours(1), Effect.Wait.Reason.COUNTDOWN)))
                    .isEqualTo(new Answer.Done());
        }
    }

    @Test
    void handsOutTheSegmentsOfNow() throws Exception {
        StateDirectory state = state();
        try (JournalWriter journal = JournalWriter.open(state)) {
            RecordEffects own = RecordEffects.unasked(state, journal);
            List<Segment> before = own.segments();

            assertThat(own.carryOut(new Effect.Write(new JournalEntry.Returned(SEGMENT))))
                    .isEqualTo(new Answer.Done());

            assertThat(before).isEmpty();
            assertThat(own.segments()).containsExactly(SEGMENT);
        }
    }

    @Test
    void handsEachFamilyToItsOwnRunner() {
        List<Effect> onHost = new ArrayList<>();
        List<Effect> onRecord = new ArrayList<>();
        EffectRunner<Effect> both =
                EffectRunner.of(
                        effect -> answer(onHost, effect), effect -> answer(onRecord, effect));
        Effect close = new Effect.Close();
        Effect wait = new Effect.Wait(Duration.ZERO, Effect.Wait.Reason.COUNTDOWN);

        both.carryOut(close);
        both.carryOut(wait);

        assertThat(onHost).containsExactly(close);
        assertThat(onRecord).containsExactly(wait);
    }

    private static Answer answer(List<Effect> seen, Effect effect) {
        seen.add(effect);
        return new Answer.Done();
    }

    private StateDirectory state() throws Exception {
        StateDirectory state =
                StateDirectory.of(
                        Optional.of(folder.resolve("state")), Optional.empty(), Map.of(), false);
        state.create();
        return state;
    }
}
