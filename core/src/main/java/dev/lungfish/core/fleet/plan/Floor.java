package dev.lungfish.core.fleet.plan;

import java.time.Instant;

/// So many hosts of a pool are awake at a time.
///
/// @param awake how many, used or not
/// @param wake from when hosts are woken for that; whoever is awake stays so from a little earlier
/// @param until when it is over, or is looked at again
public record Floor(int awake, Instant wake, Instant until, Why why) {
    /// What wants it.
    public sealed interface Why {
        /// A schedule.
        record Scheduled(String schedule) implements Why {}

        /// The forecast of how many hosts are used.
        ///
        /// @param at for which time
        record Forecast(Instant at) implements Why {}
    }

    /// Why a host stays awake for it.
    ///
    /// @param others that are awake besides the host
    PlanReason kept(int others) {
        return switch (why) {
            case Why.Scheduled(String schedule) ->
                    new PlanReason.ScheduleKept(schedule, awake, others);
            case Why.Forecast(Instant at) -> new PlanReason.ForecastKept(at, awake, others);
        };
    }

    /// The same for a pool.
    public BoundReason bound() {
        return switch (why) {
            case Why.Scheduled(String schedule) -> new BoundReason.AwakeBySchedule(awake, schedule);
            case Why.Forecast(Instant at) -> new BoundReason.AwakeByForecast(awake, at);
        };
    }
}
