package dev.lungfish.controller.series;

import dev.lungfish.controller.store.SampleTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// What a pool was from one moment to another, in equal steps, and what is expected of it.
///
/// @param points one for each step, in their order
public record PoolSeries(List<Point> points) {
    public PoolSeries {
        points = List.copyOf(points);
    }

    /// One step.
    ///
    /// @param samples what was kept of it; none where nothing was
    /// @param expected what is or was forecast to be used; empty where nothing is
    public record Point(
            Instant at, List<SampleTable.Row> samples, Optional<SampleTable.Expected> expected) {
        /// A mean of the step.
        public OptionalDouble mean(ToIntFunction<SampleTable.Row> value) {
            return samples.stream().mapToInt(value).average();
        }

        /// The most in the step.
        public OptionalInt most(ToIntFunction<SampleTable.Row> value) {
            return samples.stream().mapToInt(value).max();
        }
    }

    /// Makes one. A sample belongs to each step that it shares time with.
    ///
    /// @param samples oldest first
    /// @param forecast what is expected of a time now; asked for steps without samples that begin
    ///   after `now`
    public static PoolSeries of(
            Instant from,
            Instant until,
            Duration step,
            List<SampleTable.Row> samples,
            Instant now,
            Function<Instant, Optional<SampleTable.Expected>> forecast) {
        List<Point> points = new ArrayList<>();
        int first = 0;
        for (Instant at = from; at.isBefore(until); at = at.plus(step)) {
            Instant end = at.plus(step);
            while (first < samples.size() && !ends(samples.get(first)).isAfter(at)) {
                first++;
            }
            List<SampleTable.Row> some = new ArrayList<>();
            for (int i = first; i < samples.size() && samples.get(i).at().isBefore(end); i++) {
                some.add(samples.get(i));
            }
            Optional<SampleTable.Expected> expected =
                    some.isEmpty() && at.isAfter(now) ? forecast.apply(at) : then(some);
            points.add(new Point(at, some, expected));
        }
        return new PoolSeries(points);
    }

    private static Instant ends(SampleTable.Row sample) {
        return sample.at().plus(sample.span());
    }

    /// What was forecast of the busiest part of a step.
    private static Optional<SampleTable.Expected> then(List<SampleTable.Row> samples) {
        return samples.stream()
                .flatMap(sample -> sample.expected().stream())
                .max((one, other) -> Integer.compare(one.high(), other.high()));
    }
}
