package dev.lungfish.bench;

import java.time.Duration;
import java.util.List;

/// The summary of many samples of one workload.
///
/// @param processor the mean
record Summary(String name, Duration least, Duration median, Duration most, Duration processor) {

    static Summary of(String name, List<Sample> samples) {
        List<Duration> walls = samples.stream().map(Sample::wall).sorted().toList();
        Duration processor =
                samples.stream().map(Sample::processor).reduce(Duration.ZERO, Duration::plus);
        return new Summary(
                name,
                walls.getFirst(),
                median(walls),
                walls.getLast(),
                processor.dividedBy(samples.size()));
    }

    private static Duration median(List<Duration> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
    }
}
