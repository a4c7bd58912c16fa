package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.PoolViews.ForecastView;
import dev.lungfish.controller.admin.SeriesViews.PointView;
import dev.lungfish.controller.admin.SeriesViews.SeriesQuery;
import dev.lungfish.controller.admin.SeriesViews.SeriesView;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.PoolReport;
import dev.lungfish.controller.rest.Nothing;
import dev.lungfish.controller.rest.RestReason;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.series.PoolSampler;
import dev.lungfish.controller.series.PoolSeries;
import dev.lungfish.controller.store.SampleTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.forecast.WeeklyForecast;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls about pools over time.
record SeriesRoutes(FleetLoop loop, Store store, InstantSource clock) {
    private static final TimeRange.Lengths LENGTHS =
            new TimeRange.Lengths(Duration.ofDays(1), PoolSampler.KEPT);

    /// How far ahead a forecast is asked for: its week begins anew then.
    private static final Duration AHEAD = Duration.ofDays(7);

    private static final int USUAL_POINTS = 288;
    private static final int MOST_POINTS = 2016;

    List<Route<?, ?>> all() {
        return List.of(
                Route.get(
                        "/v1/pools/{pool}/series",
                        "getSeries",
                        SeriesQuery.class,
                        SeriesView.class,
                        this::series));
    }

    private SeriesView series(Route.Call<SeriesQuery, Nothing> call) {
        PoolReport pool = loop.questions().pool(call.named("pool"));
        Instant now = clock.instant();
        TimeRange range =
                TimeRange.of(
                        call.query().from(),
                        Optional.of(call.query().until().orElse(now)),
                        now.plus(AHEAD),
                        LENGTHS);
        Duration step = step(range, call.query().step());
        List<SampleTable.Row> samples =
                store.work(transaction ->
                        transaction
                                .samples()
                                .between(
                                        pool.name(),
                                        range.from().minus(Duration.ofHours(1)),
                                        range.until()));
        Map<Instant, WeeklyForecast.Prediction> expected =
                loop.questions().expected(pool.name(), ahead(range, step, now));
        PoolSeries series =
                PoolSeries.of(
                        range.from(),
                        range.until(),
                        step,
                        samples,
                        now,
                        at ->
                                Optional.ofNullable(expected.get(at))
                                        .map(one ->
                                                new SampleTable.Expected(
                                                        one.low(), one.median(), one.high())));
        return new SeriesView(
                pool.name(),
                range.from(),
                range.until(),
                step,
                series.points().stream().map(PointView::of).toList(),
                ForecastView.of(pool.forecast()));
    }

    private static List<Instant> ahead(TimeRange range, Duration step, Instant now) {
        List<Instant> times = new ArrayList<>();
        for (Instant at = range.from(); at.isBefore(range.until()); at = at.plus(step)) {
            if (at.isAfter(now)) {
                times.add(at);
            }
        }
        return times;
    }

    /// As it is asked for, else so that a picture has enough points.
    private static Duration step(TimeRange range, Optional<Duration> asked) {
        Duration length = Duration.between(range.from(), range.until());
        long span = SampleTable.SPAN.toMillis();
        Duration step =
                asked.orElseGet(() ->
                        Duration.ofMillis(
                                Math.max(1, Math.ceilDiv(length.toMillis(), span * USUAL_POINTS))
                                        * span));
        if (step.compareTo(SampleTable.SPAN) < 0
                || length.compareTo(step.multipliedBy(MOST_POINTS)) > 0) {
            throw new ReasonException(
                    new RestReason.RequestMalformed(
                            "'step' is %s, and 5 min at least and %d steps at most are expected"
                                    .formatted(step, MOST_POINTS)));
        }
        return step;
    }
}
