package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.PoolViews.ForecastView;
import dev.lungfish.controller.series.PoolSeries;
import dev.lungfish.controller.store.SampleTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/// What the API answers of pools over time, as records, like [Views].
public final class SeriesViews {
    private SeriesViews() {}

    public record SeriesQuery(
            Optional<Instant> from, Optional<Instant> until, Optional<Duration> step) {}

    public record SeriesView(
            String pool,
            Instant from,
            Instant until,
            Duration step,
            List<PointView> points,
            ForecastView forecast) {}

    public record PointView(
            Instant at,
            Optional<Double> hosts,
            Optional<Double> awake,
            Optional<Double> asleep,
            Optional<Double> waking,
            Optional<Double> other,
            Optional<Integer> used,
            Optional<Double> free,
            Optional<Double> reserve,
            Optional<Integer> least,
            Optional<Integer> low,
            Optional<Integer> median,
            Optional<Integer> high) {
        static PointView of(PoolSeries.Point point) {
            return new PointView(
                    point.at(),
                    mean(point, SampleTable.Row::hosts),
                    mean(point, SampleTable.Row::awake),
                    mean(point, SampleTable.Row::asleep),
                    mean(point, SampleTable.Row::changing),
                    mean(point, PointView::other),
                    most(point, SampleTable.Row::used),
                    mean(point, SampleTable.Row::free),
                    mean(point, SampleTable.Row::reserve),
                    most(point, SampleTable.Row::least),
                    point.expected().map(SampleTable.Expected::low),
                    point.expected().map(SampleTable.Expected::median),
                    point.expected().map(SampleTable.Expected::high));
        }

        private static int other(SampleTable.Row row) {
            return Math.max(0, row.hosts() - row.awake() - row.asleep() - row.changing());
        }

        private static Optional<Double> mean(
                PoolSeries.Point point, ToIntFunction<SampleTable.Row> value) {
            return OverviewViews.number(point.mean(value));
        }

        private static Optional<Integer> most(
                PoolSeries.Point point, ToIntFunction<SampleTable.Row> value) {
            OptionalInt most = point.most(value);
            return most.isPresent() ? Optional.of(most.getAsInt()) : Optional.empty();
        }
    }
}
