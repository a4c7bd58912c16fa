package dev.lungfish.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.store.HostTable;
import dev.lungfish.core.text.ReasonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final Roll roll = new Roll();

    private static Member member(int number, String name, Optional<Instant> again) {
        HostTable.Row row =
                new HostTable.Row(
                        "id" + number,
                        name,
                        Optional.empty(),
                        "print" + number,
                        "key",
                        Instant.EPOCH,
                        Optional.empty());
        Member joined = Member.enrolled(row, NOW);
        return joined.in(joined.host(), again);
    }

    @Test
    void findsWhatIsDueAsALookAtAllHostsWould() {
        Random random = new Random(7);
        Map<String, Member> all = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            int number = random.nextInt(50);
            if (random.nextInt(5) == 0) {
                assertThat(roll.remove("id" + number))
                        .isEqualTo(Optional.ofNullable(all.remove("id" + number)));
            } else {
                Optional<Instant> again =
                        random.nextInt(4) == 0
                                ? Optional.empty()
                                : Optional.of(NOW.plusSeconds(random.nextInt(100)));
                Member member = member(number, "lab" + number, again);
                assertThat(roll.put(member))
                        .isEqualTo(Optional.ofNullable(all.put(member.id(), member)));
            }
            Instant at = NOW.plusSeconds(random.nextInt(100));
            List<String> due = new ArrayList<>(roll.due(at));
            assertThat(due)
                    .containsExactlyInAnyOrderElementsOf(
                            all.values().stream()
                                    .filter(member -> member.isDue(at))
                                    .map(Member::id)
                                    .toList());
        }
    }

    @Test
    void aHostIsFoundByItsPresentNameAlone() {
        Optional<Member> _ = roll.put(member(1, "lab1.example", Optional.empty()));
        Optional<Member> _ = roll.put(member(1, "lab2.example", Optional.empty()));

        assertThat(roll.named("LAB2.example").id()).isEqualTo("id1");
        assertThat(roll.named("lab2").id()).isEqualTo("id1");
        assertThatThrownBy(() -> roll.named("lab1.example")).isInstanceOf(ReasonException.class);
    }

    @Test
    void aNameThatPassedToAnotherHostStaysWithIt() {
        Optional<Member> _ = roll.put(member(1, "lab1", Optional.empty()));
        Optional<Member> _ = roll.put(member(2, "lab1", Optional.empty()));

        Optional<Member> _ = roll.remove("id1");

        assertThat(roll.named("lab1").id()).isEqualTo("id2");
    }
}
