package dev.lungfish.controller.whatif;

import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.LeaseRules;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.Reserve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules of a pool that would be others; what is empty stays as it is.
///
/// @param reserve a number or a share
public record ChangedRules(
        Optional<Duration> first,
        Optional<Duration> longest,
        Optional<Integer> awake,
        Optional<Reserve> reserve,
        Optional<Integer> wakers,
        Optional<Integer> wakesPerDay,
        Optional<IdleRule> idle) {
    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofDays(31);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MANY = 1_000_000;

    public ChangedRules {
        require(first.or(() -> longest), LEAST, MOST, "first");
        require(longest, LEAST, MOST, "longest");
        require(awake, 0, "awakeAtLeast");
        require(wakers, 1, "wakers");
        require(wakesPerDay, 1, "wakesPerDay");
        if (idle.isPresent()) {
            switch (idle.get()) {
                case IdleRule.Fixed(Duration length) ->
                        require(Optional.of(length), Duration.ZERO, DAY, "idle");
                case IdleRule.Learned(Duration breakEven, double budget) -> {
                    require(Optional.of(breakEven), Duration.ofSeconds(1), DAY, "breakEven");
                    if (!(budget > 0 && budget < 1)) {
                        throw wrong("idleShare", "a share between 0 and 1", budget);
                    }
                }
            }
        }
        if (reserve.isPresent() && reserve.get().of(1) > MANY) {
            throw wrong("reserve", "%d at most".formatted(MANY), reserve.get().of(1));
        }
    }

    /// Nothing.
    static final ChangedRules NOTHING =
            new ChangedRules(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private static void require(
            Optional<Duration> length, Duration least, Duration most, String name) {
        length.filter(found -> found.compareTo(least) < 0 || found.compareTo(most) > 0)
                .ifPresent(found -> {
                    throw wrong(name, "%s to %s".formatted(least, most), found);
                });
    }

    private static void require(Optional<Integer> number, int least, String name) {
        number.filter(found -> found < least || found > MANY)
                .ifPresent(found -> {
                    throw wrong(name, "%d to %d".formatted(least, MANY), found);
                });
    }

    private static IllegalArgumentException wrong(String name, String expected, Object found) {
        return new IllegalArgumentException(
                "'%s' is %s, and %s is expected".formatted(name, found, expected));
    }

    /// The rules with the changes, as they are at all times, and carried out.
    ///
    /// @param measured the reserve as it is now
    /// @throws IllegalArgumentException where they make no sense together
    PoolRules of(PoolRules rules, Reserve measured) {
        Duration begins = first.orElse(rules.leases().first());
        Duration grows = longest.orElse(rules.leases().longest());
        if (grows.compareTo(begins) < 0) {
            throw wrong("longest", "first (%s) or more".formatted(begins), grows);
        }
        Duration least = LeaseRules.usual().least();
        return new PoolRules(
                Mode.AUTOMATIC,
                rules.target(),
                new LeaseRules(
                        least.compareTo(begins) < 0 ? least : begins,
                        begins,
                        grows,
                        rules.leases().autonomy()),
                rules.lead(),
                reserve.orElse(measured),
                awake.orElse(rules.awake()),
                wakers.orElse(rules.wakers()),
                rules.covered(),
                rules.quorums(),
                wakesPerDay.orElse(rules.wakesPerDay()),
                rules.drain(),
                rules.call());
    }

    /// The changes as they stand in the controller's file.
    ///
    /// @param pool its name
    String toml(String pool) {
        List<String> lines = new ArrayList<>();
        lines.add(pool.equals("default") ? "[leases]" : "[pools.%s]".formatted(key(pool)));
        first.ifPresent(length -> lines.add("first = \"%ds\"".formatted(length.toSeconds())));
        longest.ifPresent(length -> lines.add("longest = \"%ds\"".formatted(length.toSeconds())));
        awake.ifPresent(number -> lines.add("awake_at_least = %d".formatted(number)));
        reserve.ifPresent(some -> lines.add("reserve = %s".formatted(written(some))));
        wakers.ifPresent(number -> lines.add("wakers = %d".formatted(number)));
        wakesPerDay.ifPresent(number -> lines.add("wakes_per_day = %d".formatted(number)));
        idle.ifPresent(rule -> {
            switch (rule) {
                case IdleRule.Fixed(Duration length) ->
                        lines.add("idle = \"%ds\"".formatted(length.toSeconds()));
                case IdleRule.Learned(Duration breakEven, double budget) -> {
                    lines.add("idle = \"learned\"");
                    lines.add("break_even = \"%ds\"".formatted(breakEven.toSeconds()));
                    lines.add("idle_share = %s".formatted(budget));
                }
            }
        });
        return String.join("\n", lines) + "\n";
    }

    private static String written(Reserve reserve) {
        return switch (reserve) {
            case Reserve.Hosts(int count) -> String.valueOf(count);
            case Reserve.Share(int percent) -> "\"%d%%\"".formatted(percent);
            case Reserve.Quantile(double share, int least, _) ->
                    "{ quantile = %s, least = %d }".formatted(share, least);
        };
    }

    private static String key(String name) {
        return name.matches("[A-Za-z0-9_-]+")
                ? name
                : "\"%s\"".formatted(name.replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
