package dev.lungfish.controller.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.store.EventTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a host was at which time.
class TimelineTest {
    private static final Instant JOINED = at(100);
    private static final List<String> STATES = List.of("awake", "ordered", "asleep", "waking");

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static StateChange change(long second, String before, String now) {
        return new StateChange(at(second), before, now, Optional.empty(), Optional.empty());
    }

    private static EventTable.Row row(long seq, long second, String code, String parameters) {
        return new EventTable.Row(
                seq,
                at(second),
                Optional.of("id1"),
                code,
                "{\"code\":\"%s\",\"parameters\":{%s}}".formatted(code, parameters));
    }

    private static EventTable.Row state(long seq, long second, String before, String now) {
        return row(
                seq,
                second,
                StateChange.CODE,
                "\"host\":\"lab1\",\"before\":\"%s\",\"now\":\"%s\"".formatted(before, now));
    }

    private static List<String> told(Timeline timeline) {
        return timeline.intervals().stream()
                .map(one ->
                        "%d-%d %s"
                                .formatted(
                                        one.from().getEpochSecond(),
                                        one.until().getEpochSecond(),
                                        one.state()))
                .toList();
    }

    @Test
    void aTimeBeginsInTheStateThatTheHostWasInBefore() {
        Timeline timeline =
                Timeline.of(
                        at(200),
                        at(300),
                        new Timeline.Known(
                                JOINED, Optional.of(change(150, "awake", "asleep")), "awake"),
                        List.of(change(250, "asleep", "waking"), change(260, "waking", "awake")));

        assertThat(told(timeline))
                .containsExactly("200-250 asleep", "250-260 waking", "260-300 awake");
    }

    @Test
    void withoutAnEarlierChangeTheFirstOneTellsWhatTheHostWas() {
        assertThat(
                        told(
                                Timeline.of(
                                        at(50),
                                        at(300),
                                        new Timeline.Known(JOINED, Optional.empty(), "awake"),
                                        List.of(change(250, "unknown", "awake")))))
                .containsExactly("50-100 unrecorded", "100-250 unknown", "250-300 awake");
    }

    @Test
    void aHostThatNeverChangedIsWhatItIsNow() {
        Timeline.Known known = new Timeline.Known(JOINED, Optional.empty(), "unknown");

        assertThat(told(Timeline.of(at(120), at(300), known, List.of())))
                .containsExactly("120-300 unknown");
        assertThat(told(Timeline.of(at(10), at(20), known, List.of())))
                .containsExactly("10-20 unrecorded");
        assertThat(told(Timeline.of(at(120), at(120), known, List.of()))).isEmpty();
    }

    @Test
    void whatWasWrittenAtTheSameMomentBroughtAChangeAbout() {
        List<StateChange> changes =
                StateChange.among(
                        List.of(
                                row(1, 10, "sleep-asked-by", "\"by\":\"anna\""),
                                row(2, 20, "lease-granted", "\"host\":\"lab1\""),
                                state(3, 20, "awake", "ordered"),
                                state(4, 25, "ordered", "asleep"),
                                row(5, 30, "held-by-person", "\"by\":\"bert\""),
                                row(6, 40, "wake-asked-by", "\"by\":\"carl\""),
                                state(7, 40, "asleep", "waking")));

        assertThat(changes)
                .extracting(one -> one.why().map(EventTable.Row::code).orElse("none"))
                .containsExactly("lease-granted", "none", "wake-asked-by");
        assertThat(changes)
                .extracting(one -> one.by().orElse("none"))
                .containsExactly("anna", "none", "carl");
    }

    /// Any changes, also at the same moment, out of the asked time, and by a clock that was set
    /// back.
    @Test
    void intervalsAreInOrderWithoutAGapAndCoverExactlyTheAskedTime() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            long from = random.nextInt(200);
            long until = from + random.nextInt(100);
            List<StateChange> changes = new ArrayList<>();
            long time = from - random.nextInt(5);
            for (int i = random.nextInt(8); i > 0; i--) {
                time += random.nextInt(30) - 5;
                changes.add(change(time, any(random), any(random)));
            }
            Optional<StateChange> latest =
                    random.nextBoolean()
                            ? Optional.of(change(from - random.nextInt(50), "awake", "asleep"))
                            : Optional.empty();

            Timeline timeline =
                    Timeline.of(
                            at(from),
                            at(until),
                            new Timeline.Known(at(random.nextInt(300)), latest, "awake"),
                            changes);

            Instant reached = at(from);
            for (Timeline.Interval interval : timeline.intervals()) {
                assertThat(interval.from()).as("seed %d", seed).isEqualTo(reached);
                assertThat(interval.until()).as("seed %d", seed).isAfter(interval.from());
                reached = interval.until();
            }
            assertThat(reached).as("seed %d", seed).isEqualTo(at(until));
            if (latest.isPresent() && from < until && firstAfter(changes, from)) {
                assertThat(timeline.intervals().getFirst().state())
                        .as("seed %d", seed)
                        .isEqualTo("asleep");
            }
        }
    }

    private static boolean firstAfter(List<StateChange> changes, long from) {
        return changes.isEmpty() || changes.getFirst().at().isAfter(at(from));
    }

    private static String any(Random random) {
        return STATES.get(random.nextInt(STATES.size()));
    }
}
