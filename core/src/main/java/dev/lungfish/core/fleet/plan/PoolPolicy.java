package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.forecast.WeeklyForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// The rules of a pool and what changes them with time.
///
/// @param rules what holds where nothing of the rest does
/// @param schedules what holds at times of the week; where several do, the most hosts stay awake
///   that one of them wants, and the most careful mode holds
/// @param forecasts whether hosts are awake for the use that is forecast
/// @param idle how long hosts stay awake after nobody uses them any more
public record PoolPolicy(
        String name, PoolRules rules, List<Schedule> schedules, boolean forecasts, IdleRule idle) {
    private static final Duration LOOK_AHEAD = Duration.ofHours(1);

    public PoolPolicy {
        schedules = List.copyOf(schedules);
    }

    /// Rules that are the same at all times. Idle hosts may sleep at once.
    public static PoolPolicy always(String name, PoolRules rules) {
        return new PoolPolicy(name, rules, List.of(), false, IdleRule.AT_ONCE);
    }

    /// What holds at a moment.
    ///
    /// @param ahead how long it takes until so many hosts are awake: what they need to wake, and
    ///   what the rates let them wait
    /// @param arrivals how many hosts were asked for at once, for a reserve that is measured
    /// @param forecast of the pool; empty where there is none
    public PoolRules at(
            Instant now,
            IntFunction<Duration> ahead,
            int arrivals,
            Optional<WeeklyForecast> forecast) {
        List<Floor> floors = new ArrayList<>();
        for (Schedule schedule : schedules) {
            if (schedule.awake() > 0) {
                scheduled(now, schedule, ahead, floors);
            }
        }
        if (forecasts) {
            forecast.filter(WeeklyForecast::isOfUse)
                    .ifPresent(known -> forecast(now, known, ahead, floors));
        }
        Reserve reserve =
                rules.reserve() instanceof Reserve.Quantile quantile
                        ? quantile.measured(arrivals)
                        : rules.reserve();
        return rules.at(mode(now), reserve, floors);
    }

    /// The schedules that hold at a moment.
    public List<Schedule> holding(Instant now) {
        return schedules.stream().filter(schedule -> schedule.when().at(now).isPresent()).toList();
    }

    private Mode mode(Instant now) {
        return holding(now).stream()
                .flatMap(schedule -> schedule.mode().stream())
                .min(Comparator.naturalOrder())
                .orElse(rules.mode());
    }

    private void scheduled(
            Instant now, Schedule schedule, IntFunction<Duration> ahead, List<Floor> floors) {
        Floor.Why why = new Floor.Why.Scheduled(schedule.name());
        schedule.when()
                .at(now)
                .ifPresent(span ->
                        floors.add(new Floor(schedule.awake(), span.from(), span.to(), why)));
        var next = schedule.when().next(now);
        Instant wake = next.from().minus(ahead.apply(schedule.awake()));
        if (!now.isBefore(wake.minus(early()))) {
            floors.add(new Floor(schedule.awake(), wake, next.to(), why));
        }
    }

    /// Whoever would be woken so soon is not put to sleep any more.
    private Duration early() {
        return rules.leases().least();
    }

    private void forecast(
            Instant now, WeeklyForecast known, IntFunction<Duration> ahead, List<Floor> floors) {
        Duration lead = ahead.apply(known.most(now, now.plus(LOOK_AHEAD)));
        int soon = known.most(now, now.plus(lead));
        int later = known.most(now, now.plus(lead).plus(early()));
        if (soon > 0) {
            floors.add(floor(soon, now, now.plus(lead)));
        }
        if (later > soon) {
            floors.add(floor(later, now.plus(early()), now.plus(lead).plus(early())));
        }
    }

    private static Floor floor(int awake, Instant wake, Instant at) {
        return new Floor(awake, wake, at.plus(WeeklyForecast.SLOT), new Floor.Why.Forecast(at));
    }
}
