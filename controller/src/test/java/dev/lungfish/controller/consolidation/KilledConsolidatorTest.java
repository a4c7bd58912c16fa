package dev.lungfish.controller.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.migration.GuestMove;
import dev.lungfish.controller.migration.MoveOutcome;
import dev.lungfish.controller.store.MoveTable;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A controller that is killed while guests move: before libvirt is told, while the move runs, and
/// after it without having heard so. The next one finds out what became of each move, and goes on.
@Timeout(120)
class KilledConsolidatorTest {
    private static final List<String> HOSTS = List.of("a", "b", "c", "d");

    /// The end of a process as a move sees it: nothing after this is done.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private static final int SEEDS = 25;
    private static final int MINUTES = 5 * 60;

    /// How often it was killed before libvirt was told, while a move ran, and after it.
    private final int[] kills = new int[3];

    @Test
    void losesAndDoublesNoGuestWhereverItIsKilled() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            play(seed);
        }
        assertThat(Arrays.stream(kills)).allMatch(times -> times >= 3);
    }

    private void play(long seed) throws Exception {
        Random random = new Random(seed);
        try (PlannedFleet planned =
                new PlannedFleet(
                        PlannedFleet.AUTOMATIC,
                        "failure_covered = false",
                        HOSTS.toArray(String[]::new))) {
            int guests = 3 + random.nextInt(5);
            for (int i = 0; i < guests; i++) {
                String host = HOSTS.get(random.nextInt(HOSTS.size()));
                planned.hosts.guest(host, "guest" + i, 1 + random.nextInt(3));
            }
            Set<String> all = names(planned);
            planned.hosts.begins = move -> perhapsKilled(planned, move, random);
            for (int minute = 0; minute < 20; minute++) {
                if (!lives(planned)) {
                    planned.restart();
                }
                assertThat(planned.hosts.all())
                        .extracting(GuestLoad::name)
                        .containsExactlyInAnyOrderElementsOf(all);
                if (minute % 3 == 0) {
                    planned.hosts.end(_ -> random.nextBoolean());
                }
            }

            planned.hosts.begins = _ -> {};
            planned.hosts.end(_ -> true);
            long memory =
                    planned.hosts.all().stream().mapToLong(KilledConsolidatorTest::size).sum();
            long used = Math.ceilDiv(memory, 16L << 30);
            // Who did not move is left alone for an hour, and twice as long each time.
            for (int minute = 0; minute < MINUTES && used(planned) > used; minute++) {
                assertThat(lives(planned)).isTrue();
            }

            assertThat(planned.hosts.all())
                    .extracting(GuestLoad::name)
                    .containsExactlyInAnyOrderElementsOf(all);
            assertThat(open(planned)).isEmpty();
            assertThat(used(planned)).as("hosts with guests, seed %d", seed).isEqualTo(used);
        }
    }

    /// A minute of a controller.
    ///
    /// @return whether it lives on
    private static boolean lives(PlannedFleet planned) {
        planned.live(Duration.ofMinutes(1));
        try {
            planned.run();
            return true;
        } catch (CompletionException | IllegalStateException _) {
            return false;
        }
    }

    private static long size(GuestLoad guest) {
        return guest.needs().memory().bytes();
    }

    private static long used(PlannedFleet planned) {
        return HOSTS.stream().filter(host -> !planned.hosts.on(host).isEmpty()).count();
    }

    private synchronized void perhapsKilled(PlannedFleet planned, GuestMove move, Random random) {
        int when = random.nextInt(6);
        if (when == 1) {
            planned.hosts.goesOn(move);
        } else if (when == 2) {
            MoveOutcome _ = planned.hosts.arrive(move);
        }
        if (when < kills.length) {
            kills[when]++;
            throw new Killed();
        }
    }

    private static Set<String> names(PlannedFleet planned) {
        Set<String> names = new HashSet<>();
        planned.hosts.all().forEach(guest -> names.add(guest.name()));
        return names;
    }

    private static List<MoveTable.Row> open(PlannedFleet planned) {
        return new ArrayList<>(
                planned.fleet.store().work(transaction -> transaction.moves().open()));
    }
}
