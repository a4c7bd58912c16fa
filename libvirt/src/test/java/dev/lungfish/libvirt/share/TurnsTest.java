package dev.lungfish.libvirt.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    private static final Account ROOT = new Account(Trust.ROOT, "uid 0");
    private static final Account MANY = new Account(Trust.READ_ONLY, "uid 1000");
    private static final Account ONE = new Account(Trust.READ_ONLY, "uid 1001");

    @Test
    void letsRootPassWhateverWaits() {
        Turns<Integer> turns = new Turns<>(Division.of(2));
        for (int i = 0; i < 300; i++) {
            boolean atOnce = turns.enter(MANY, i);
            assertThat(atOnce).isEqualTo(i == 0);
        }

        assertThat(turns.enter(ROOT, 1_000)).isTrue();
        assertThat(turns.enter(ROOT, 1_001)).isFalse();
        assertThat(turns.leave(MANY)).containsExactly(1_001);
        assertThat(turns.leave(ROOT)).containsExactly(1);
        assertThat(turns.leave(ROOT)).isEmpty();
    }

    @Test
    void delaysAnotherUserByOnePlaceHoweverManyWait() {
        Turns<Integer> turns = new Turns<>(Division.of(2));
        for (int i = 0; i < 300; i++) {
            boolean _ = turns.enter(MANY, i);
        }
        assertThat(turns.enter(ONE, 1_000)).isFalse();

        assertThat(turns.leave(MANY)).containsExactly(1);
        assertThat(turns.leave(MANY)).containsExactly(1_000);
        assertThat(turns.leave(ONE)).containsExactly(2);
    }

    @Test
    void forgetsWhoGaveUp() {
        Turns<Integer> turns = new Turns<>(Division.alike(1, 1));
        assertThat(turns.enter(MANY, 1)).isTrue();
        assertThat(turns.enter(MANY, 2)).isFalse();
        assertThat(turns.enter(MANY, 3)).isFalse();

        assertThat(turns.giveUp(MANY, 2)).isTrue();
        assertThat(turns.giveUp(MANY, 2)).isFalse();
        assertThat(turns.leave(MANY)).containsExactly(3);
        assertThat(turns.giveUp(MANY, 3)).isFalse();
    }

    /// Whoever comes has its turn once, nobody is lost, nobody waits while a place is free for it.
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 5, 32})
    void servesEverybodyOnce(long places) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Turns<Integer> turns = new Turns<>(Division.of(places));
            Map<Integer, Account> who = new HashMap<>();
            List<Integer> inside = new ArrayList<>();
            List<Integer> served = new ArrayList<>();
            List<Integer> waiting = new ArrayList<>();
            for (int step = 0; step < 500; step++) {
                if (random.nextInt(3) < 2) {
                    who.put(step, account(random));
                    (turns.enter(account(who, step), step) ? inside : waiting).add(step);
                } else if (!waiting.isEmpty() && random.nextInt(4) == 0) {
                    Integer impatient = taken(waiting, random);
                    assertThat(turns.giveUp(account(who, impatient), impatient)).isTrue();
                    served.add(impatient);
                } else if (!inside.isEmpty()) {
                    leave(turns, who, taken(inside, random), inside, waiting, served);
                }
                assertThat(turns.waiting()).isEqualTo(waiting.size());
                assertThat(turns.places().used()).isEqualTo(inside.size());
                for (Integer one : waiting) {
                    Account account = account(who, one);
                    assertThat(turns.places().take(account, 1))
                            .as("a place that is free")
                            .isFalse();
                }
            }
            while (!inside.isEmpty()) {
                leave(turns, who, inside.removeFirst(), inside, waiting, served);
            }
            assertThat(waiting).isEmpty();
            assertThat(served).containsExactlyInAnyOrderElementsOf(who.keySet());
        }
    }

    private static void leave(
            Turns<Integer> turns,
            Map<Integer, Account> who,
            Integer leaving,
            List<Integer> inside,
            List<Integer> waiting,
            List<Integer> served) {
        served.add(leaving);
        for (Integer next : turns.leave(account(who, leaving))) {
            assertThat(waiting.removeIf(next::equals)).isTrue();
            inside.add(next);
        }
    }

    private static Account account(Map<Integer, Account> who, Integer one) {
        return who.getOrDefault(one, ROOT);
    }

    private static Account account(Random random) {
        Trust[] all = Trust.values();
        return new Account(all[random.nextInt(all.length)], "user " + random.nextInt(3));
    }

    private static Integer taken(List<Integer> from, Random random) {
        Integer taken = from.get(random.nextInt(from.size()));
        from.removeIf(taken::equals);
        return taken;
    }
}
