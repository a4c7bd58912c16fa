package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.forecast.WeeklyForecast;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.Floor;
import dev.lungfish.core.fleet.plan.IdleHistory;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PlanReason;
import dev.lungfish.core.fleet.plan.PoolBound;
import dev.lungfish.core.fleet.pool.Rates;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a pool does and why, as it is now.
///
/// @param mode what becomes of its plan now
/// @param schedules that hold now
/// @param bound how many are awake, and how many must be
/// @param floors what wants hosts awake now or soon
/// @param resume what a host needs to wake, in 99 of 100 cases
/// @param wakes that were measured for that; 0 where it is the usual time
/// @param arrivals hosts that began to be used
/// @param since from when arrivals are known
/// @param rates what is left of them, with those of all power domains
/// @param idle how long its hosts stay awake after nobody uses them any more
/// @param forecast what was learned of its week
/// @param decisions what its plan wants of each host that is awake, by their names
/// @param wake whom its rules would have woken, and why
public record PoolReport(
        String name,
        Mode mode,
        List<String> schedules,
        PoolBound bound,
        List<Floor> floors,
        Duration resume,
        int wakes,
        int arrivals,
        Instant since,
        Rates rates,
        Idle idle,
        Forecast forecast,
        Map<String, Decision> decisions,
        Map<String, PlanReason> wake) {
    public PoolReport {
        schedules = List.copyOf(schedules);
        floors = List.copyOf(floors);
        decisions = Collections.unmodifiableMap(new LinkedHashMap<>(decisions));
        wake = Map.copyOf(wake);
    }

    /// How long hosts stay awake after their use.
    ///
    /// @param waiting the present waiting time
    /// @param gaps idle times of which it was learned
    public record Idle(IdleRule rule, Duration waiting, int gaps) {
        static Idle of(IdleHistory history) {
            return new Idle(history.rule(), history.length(), history.gaps());
        }
    }

    /// A forecast, and how far it was off.
    ///
    /// @param acted whether the pool acts on it
    /// @param since when it has learned; empty where nothing was learned yet
    /// @param now what is expected of this quarter of an hour; empty where nothing is known
    /// @param next the same in an hour
    public record Forecast(
            boolean acted,
            Optional<Instant> since,
            WeeklyForecast.Accuracy accuracy,
            Optional<WeeklyForecast.Prediction> now,
            Optional<WeeklyForecast.Prediction> next) {
        static Forecast of(WeeklyForecast forecast, boolean wanted, Instant now) {
            return new Forecast(
                    wanted && forecast.isOfUse(),
                    forecast.since(),
                    forecast.accuracy(),
                    forecast.at(now),
                    forecast.at(now.plus(Duration.ofHours(1))));
        }
    }
}
