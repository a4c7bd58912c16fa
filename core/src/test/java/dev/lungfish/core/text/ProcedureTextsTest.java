package dev.lungfish.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.alarm.ArmingReason;
import dev.lungfish.core.procedure.alarm.Segment.SegmentReason;
import dev.lungfish.core.procedure.alarm.WakeCause.CauseReason;
import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.judgement.Answer.EffectReason;
import dev.lungfish.core.procedure.judgement.OutcomeReason;
import dev.lungfish.core.procedure.proof.CardReason;
import dev.lungfish.core.procedure.proof.ProofReason;
import dev.lungfish.core.procedure.proof.RtcTest.RtcTestReason;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.state.SettlingReason;
import dev.lungfish.core.procedure.state.UndoReason;
import dev.lungfish.core.reason.ReasonShape;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcedureTextsTest {
    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("dev.lungfish.core.text.procedure", Locale.ROOT);

    static Stream<ReasonShape> reasons() {
        return Stream.<Class<?>>of(
                        AdmissionReason.class,
                        ArmingReason.class,
                        CardReason.class,
                        CauseReason.class,
                        EffectReason.class,
                        OutcomeReason.class,
                        PlanStep.class,
                        ProofReason.class,
                        RtcTestReason.class,
                        SegmentReason.class,
                        SettlingReason.class,
                        UndoReason.class)
                .flatMap(ProcedureTextsTest::records)
                .map(ReasonShape::of);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(ProcedureTextsTest::records)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void hasATextThatMentionsWhatTheReasonHas(ReasonShape reason) {
        assertThat(Template.parse(TEXTS.getString(reason.code())).names())
                .as(reason.code())
                .isSubsetOf(reason.names());
        String remedy = reason.code() + ".remedy";
        if (TEXTS.containsKey(remedy)) {
            assertThat(Template.parse(TEXTS.getString(remedy)).names()).isSubsetOf(reason.names());
        }
    }

    @Test
    void hasNoTextWithoutAReason() {
        assertThat(reasons().map(ReasonShape::code))
                .doesNotHaveDuplicates()
                .containsAll(
                        TEXTS.keySet().stream()
                                .map(key -> key.replace(".remedy", ""))
                                .distinct()
                                .toList());
    }
}
