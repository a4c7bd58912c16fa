package dev.lungfish.libvirt.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What must hold after every step of histories that are played at random, beside a model that
/// counts anew each time.
class SharedPoolTest {
    private static final int STEPS = 4_000;

    private record Held(Account account, long units) {}

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 7, 16, 64, 1_000, 128L << 20})
    void keepsEveryPartWhateverIsTakenAndReturned(long total) {
        for (int seed = 0; seed < 5; seed++) {
            play(new Random(seed), Division.of(total));
            play(new Random(seed), Division.alike(total, (total + 1) / 2));
        }
    }

    private static void play(Random random, Division division) {
        SharedPool pool = new SharedPool(division);
        List<Held> held = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            if (!held.isEmpty() && random.nextInt(5) < 2) {
                Held gone = held.remove(random.nextInt(held.size()));
                pool.giveBack(gone.account(), gone.units());
            } else {
                Account account = account(random);
                long units = units(random, division.total());
                boolean fits = fits(division, held, account, units);

                assertThat(pool.take(account, units)).isEqualTo(fits);
                if (fits) {
                    held.add(new Held(account, units));
                }
            }
            holds(pool, held);
        }
        held.forEach(one -> pool.giveBack(one.account(), one.units()));
        assertThat(pool.used()).isZero();
        assertThat(pool.accounts()).isZero();
        // Nothing has leaked: root may take all again, and who is alone its whole part.
        assertThat(pool.take(Account.SERVER, division.each(Trust.ROOT))).isTrue();
    }

    private static void holds(SharedPool pool, List<Held> held) {
        Division division = pool.division();
        long below = 0;
        for (Trust trust : Trust.values()) {
            below += pool.used(trust);
            assertThat(below).isBetween(0L, division.upTo(trust));
        }
        assertThat(pool.used()).isEqualTo(held.stream().mapToLong(Held::units).sum());
        Map<Account, Long> each = new HashMap<>();
        held.forEach(one -> each.merge(one.account(), one.units(), Long::sum));
        each.forEach((account, units) -> {
            assertThat(pool.used(account)).isEqualTo(units);
            assertThat(units).isLessThanOrEqualTo(division.each(account.trust()));
        });
    }

    private static boolean fits(Division division, List<Held> held, Account account, long units) {
        long own =
                held.stream()
                        .filter(one -> one.account().equals(account))
                        .mapToLong(Held::units)
                        .sum();
        if (own + units > division.each(account.trust())) {
            return false;
        }
        for (Trust degree : Trust.values()) {
            long together =
                    held.stream()
                            .filter(one -> one.account().trust().compareTo(degree) <= 0)
                            .mapToLong(Held::units)
                            .sum();
            if (account.trust().compareTo(degree) <= 0
                    && together + units > division.upTo(degree)) {
                return false;
            }
        }
        return true;
    }

    private static Account account(Random random) {
        Trust[] all = Trust.values();
        return new Account(all[random.nextInt(all.length)], "user " + random.nextInt(4));
    }

    private static long units(Random random, long total) {
        return switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> random.nextLong(total + 2);
            default -> random.nextLong(total / 8 + 2);
        };
    }

    @Test
    void keepsTheReserveOfRootWhenAllOthersTakeWhatTheyCan() {
        SharedPool pool = new SharedPool(Division.of(64));
        for (int user = 0; user < 100; user++) {
            for (Trust trust : List.of(Trust.UNAUTHENTICATED, Trust.READ_ONLY, Trust.READ_WRITE)) {
                Account account = new Account(trust, "user " + user);
                while (pool.take(account, 1)) {}
            }
        }

        assertThat(pool.used()).isEqualTo(48);
        assertThat(pool.take(Account.SERVER, 16)).isTrue();
        assertThat(pool.take(Account.SERVER, 1)).isFalse();
    }

    @Test
    void givesOneUserNoMoreThanHalfOfWhatItsTrustMayHave() {
        SharedPool pool = new SharedPool(Division.of(64));
        Account reader = new Account(Trust.READ_ONLY, "uid 1000");

        assertThat(pool.take(reader, 17)).isFalse();
        assertThat(pool.take(reader, 16)).isTrue();
        assertThat(pool.take(new Account(Trust.READ_ONLY, "uid 1001"), 16)).isTrue();
        assertThat(pool.take(new Account(Trust.READ_ONLY, "uid 1002"), 1)).isFalse();
        assertThat(pool.take(new Account(Trust.READ_WRITE, "uid 1002"), 1)).isTrue();
    }

    @Test
    void takesNothingBackThatIsNotHeld() {
        SharedPool pool = new SharedPool(Division.of(8));
        Account reader = new Account(Trust.READ_ONLY, "uid 1000");
        assertThat(pool.take(reader, 1)).isTrue();

        assertThatThrownBy(() -> pool.giveBack(reader, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 units of 1 that uid 1000 (read-only) holds");
        assertThat(pool.used(reader)).isEqualTo(1);
    }
}
