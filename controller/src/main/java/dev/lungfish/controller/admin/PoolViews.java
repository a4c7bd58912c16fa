package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.Views.PlanView;
import dev.lungfish.controller.fleet.PoolReport;
import dev.lungfish.core.fleet.forecast.WeeklyForecast;
import dev.lungfish.core.fleet.plan.Floor;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.PoolBound;
import dev.lungfish.core.fleet.pool.Rates.Pace;
import dev.lungfish.core.fleet.pool.TokenBucket;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the API answers of pools, as records, like [Views].
public final class PoolViews {
    private PoolViews() {}

    public record PoolsView(List<PoolSummaryView> pools) {}

    public record PoolSummaryView(
            String name,
            String mode,
            int hosts,
            int awake,
            int used,
            int free,
            int least,
            Optional<Reason> binding,
            Duration resume) {
        static PoolSummaryView of(PoolReport pool) {
            PoolBound bound = pool.bound();
            return new PoolSummaryView(
                    pool.name(),
                    pool.mode().spelling(),
                    bound.hosts(),
                    bound.awake(),
                    bound.used(),
                    bound.free(),
                    bound.least(),
                    bound.binding().map(Reason.class::cast),
                    pool.resume());
        }
    }

    public record PoolDetailView(
            PoolSummaryView pool,
            List<String> schedules,
            List<Reason> rules,
            List<FloorView> floors,
            int wakesMeasured,
            ArrivalsView arrivals,
            PaceView rates,
            Map<String, PaceView> power,
            IdleView idle,
            ForecastView forecast,
            List<PlannedHostView> plan) {
        static PoolDetailView of(PoolReport pool) {
            List<PlannedHostView> plan = new ArrayList<>();
            pool.decisions()
                    .forEach((host, decision) ->
                            plan.add(new PlannedHostView(host, PlanView.of(decision))));
            pool.wake()
                    .forEach((host, why) ->
                            plan.add(
                                    new PlannedHostView(
                                            host,
                                            new PlanView(
                                                    "wake",
                                                    Optional.empty(),
                                                    why,
                                                    Optional.empty()))));
            Map<String, PaceView> power = new TreeMap<>();
            pool.rates().domains().forEach((name, pace) -> power.put(name, PaceView.of(pace)));
            return new PoolDetailView(
                    PoolSummaryView.of(pool),
                    pool.schedules(),
                    List.copyOf(pool.bound().rules()),
                    pool.floors().stream().map(FloorView::of).toList(),
                    pool.wakes(),
                    new ArrivalsView(pool.arrivals(), pool.since()),
                    PaceView.of(pool.rates().pool()),
                    power,
                    IdleView.of(pool.idle()),
                    ForecastView.of(pool.forecast()),
                    plan);
        }
    }

    public record FloorView(
            int awake,
            Instant wake,
            Instant until,
            Optional<String> schedule,
            Optional<Instant> forecast) {
        static FloorView of(Floor floor) {
            return new FloorView(
                    floor.awake(),
                    floor.wake(),
                    floor.until(),
                    floor.why() instanceof Floor.Why.Scheduled(String name)
                            ? Optional.of(name)
                            : Optional.empty(),
                    floor.why() instanceof Floor.Why.Forecast(Instant at)
                            ? Optional.of(at)
                            : Optional.empty());
        }
    }

    public record ArrivalsView(int hosts, Instant since) {}

    public record PaceView(Optional<BucketView> hosts, Optional<BucketView> watts) {
        static PaceView of(Pace pace) {
            return new PaceView(pace.hosts().map(BucketView::of), pace.watts().map(BucketView::of));
        }
    }

    public record BucketView(double perMinute, double left, Instant at) {
        static BucketView of(TokenBucket bucket) {
            return new BucketView(bucket.perMinute(), bucket.tokens(), bucket.at());
        }
    }

    public record IdleView(
            Duration waiting, int gaps, Optional<Duration> breakEven, Optional<Double> share) {
        static IdleView of(PoolReport.Idle idle) {
            Optional<IdleRule.Learned> learned =
                    idle.rule() instanceof IdleRule.Learned rule
                            ? Optional.of(rule)
                            : Optional.empty();
            return new IdleView(
                    idle.waiting(),
                    idle.gaps(),
                    learned.map(IdleRule.Learned::breakEven),
                    learned.map(IdleRule.Learned::budget));
        }
    }

    public record ForecastView(
            boolean acted,
            Optional<Instant> since,
            long compared,
            double error,
            double naiveError,
            double coverage,
            Optional<PredictionView> now,
            Optional<PredictionView> inAnHour) {
        static ForecastView of(PoolReport.Forecast forecast) {
            WeeklyForecast.Accuracy accuracy = forecast.accuracy();
            return new ForecastView(
                    forecast.acted(),
                    forecast.since(),
                    accuracy.slots(),
                    accuracy.own(),
                    accuracy.naive(),
                    accuracy.coverage(),
                    forecast.now().map(PredictionView::of),
                    forecast.next().map(PredictionView::of));
        }
    }

    public record PredictionView(double low, double median, double high) {
        static PredictionView of(WeeklyForecast.Prediction expected) {
            return new PredictionView(expected.low(), expected.median(), expected.high());
        }
    }

    public record PlannedHostView(String host, PlanView plan) {}
}
