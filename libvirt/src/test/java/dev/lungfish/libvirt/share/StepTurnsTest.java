package dev.lungfish.libvirt.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StepTurnsTest {
    private static final Division PLACES = Division.alike(4, 2);

    private final StepTurns<Integer> turns = new StepTurns<>(1, PLACES);

    private static Account from(String source) {
        return new Account(Trust.UNAUTHENTICATED, source);
    }

    @Test
    void doesAStepAtOnceWhereNobodyWaits() {
        assertThat(turns.begin(from("a"), 1, false)).containsExactly(1);
        assertThat(turns.inWork()).isEqualTo(1);
        assertThat(turns.underWay()).isEqualTo(1);
    }

    @Test
    void finishesWhatWasBegunBeforeItBeginsMore() {
        assertThat(turns.begin(from("a"), 1, false)).containsExactly(1);
        assertThat(turns.begin(from("b"), 2, true)).isEmpty();
        assertThat(turns.goOn(1)).isEmpty();

        assertThat(turns.done()).containsExactly(1);
        assertThat(turns.end(from("a"))).isEmpty();
        assertThat(turns.done()).containsExactly(2);
    }

    @Test
    void beginsWithTheNewest() {
        assertThat(turns.begin(from("a"), 1, false)).containsExactly(1);
        for (int i = 2; i <= 4; i++) {
            assertThat(turns.begin(from("of " + i), i, false)).isEmpty();
        }

        assertThat(turns.done()).containsExactly(4);
        assertThat(turns.done()).containsExactly(3);
        assertThat(turns.done()).containsExactly(2);
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void letsWhatCostsLessPassAndEachFourthTimeTheOther() {
        StepTurns<Integer> many = new StepTurns<>(1, Division.alike(100, 50));
        assertThat(many.begin(from("first"), 0, false)).containsExactly(0);
        for (int i = 1; i <= 4; i++) {
            assertThat(many.begin(from("dear " + i), -i, false)).isEmpty();
            assertThat(many.begin(from("cheap " + i), i, true)).isEmpty();
        }

        assertThat(many.done()).containsExactly(4);
        assertThat(many.done()).containsExactly(3);
        assertThat(many.done()).containsExactly(-4);
        assertThat(many.done()).containsExactly(2);
    }

    @Test
    void oneSourceHasOneTurnBeforeAllOthersHoweverOftenItComes() {
        StepTurns<Integer> many = new StepTurns<>(1, Division.alike(100, 50));
        assertThat(many.begin(from("loud"), 0, false)).containsExactly(0);
        for (int i = 1; i <= 5; i++) {
            assertThat(many.begin(from("loud"), i, false)).isEmpty();
        }
        for (int i = 10; i < 16; i++) {
            assertThat(many.begin(from("quiet " + i), i, false)).isEmpty();
        }

        assertThat(many.done()).containsExactly(15);
        assertThat(many.done()).containsExactly(14);
        assertThat(many.done()).containsExactly(13);
        assertThat(many.done()).as("nobody had a turn and waits again").containsExactly(12);
        assertThat(many.done()).containsExactly(11);
        assertThat(many.done()).containsExactly(10);
        assertThat(many.done()).containsExactly(5);
        assertThat(many.done()).containsExactly(4);
    }

    @Test
    void whoHadATurnAndStillWaitsHasEachFourthOne() {
        StepTurns<Integer> many = new StepTurns<>(1, Division.alike(100, 50));
        assertThat(many.begin(from("busy"), 0, false)).containsExactly(0);
        for (int i = 1; i <= 3; i++) {
            assertThat(many.begin(from("shared"), i, false)).isEmpty();
        }
        assertThat(many.done()).containsExactly(3);
        for (int i = 10; i < 14; i++) {
            assertThat(many.begin(from("of " + i), i, false)).isEmpty();
        }

        assertThat(many.done()).containsExactly(13);
        assertThat(many.done()).containsExactly(2);
        assertThat(many.done()).containsExactly(12);
    }

    @Test
    void leavesPlacesToOtherSources() {
        StepTurns<Integer> two = new StepTurns<>(4, PLACES);
        assertThat(two.begin(from("a"), 1, false)).containsExactly(1);
        assertThat(two.begin(from("a"), 2, false)).containsExactly(2);
        assertThat(two.begin(from("a"), 3, false)).isEmpty();
        assertThat(two.begin(from("b"), 4, false)).containsExactly(4);

        assertThat(two.done()).as("it computes no more, and is under way").isEmpty();
        assertThat(two.end(from("a"))).containsExactly(3);
    }

    @Test
    void forgetsWhoGaveUp() {
        assertThat(turns.begin(from("a"), 1, false)).containsExactly(1);
        assertThat(turns.begin(from("b"), 2, false)).isEmpty();
        assertThat(turns.begin(from("c"), 3, true)).isEmpty();

        assertThat(turns.giveUp(from("b"), 2)).isTrue();
        assertThat(turns.giveUp(from("b"), 2)).isFalse();
        assertThat(turns.giveUp(from("c"), 3)).isTrue();
        assertThat(turns.done()).isEqualTo(List.of());
        assertThat(turns.giveUp(from("a"), 1)).isFalse();
    }
}
