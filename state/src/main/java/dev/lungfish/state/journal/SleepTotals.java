package dev.lungfish.state.journal;

import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.OutcomeJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/// How sleeps went that were requested, in numbers.
///
/// @param outcomes how many requests ended so, by the word for the outcome: `slept`
/// @param asleep how long the host slept
/// @param woken how many sleeps each device ended, by the kernel's name: `0000:00:14.0`
public record SleepTotals(Map<String, Long> outcomes, Duration asleep, Map<String, Long> woken) {
    /// Of a journal without a sleep.
    public static final SleepTotals NONE = new SleepTotals(Map.of(), Duration.ZERO, Map.of());

    private static final Pattern SOURCE = Pattern.compile("wakeup source ([^,;]+)");

    public SleepTotals {
        outcomes = Map.copyOf(outcomes);
        woken = Map.copyOf(woken);
    }

    /// Counts the entries of a journal, one after the other.
    static final class Counter {
        private final Map<String, Long> outcomes = new TreeMap<>();
        private final Map<String, Long> woken = new TreeMap<>();
        private Duration asleep = Duration.ZERO;

        /// Whether a request is accepted and has no end yet.
        private boolean accepted;

        /// Counts one.
        ///
        /// @return whether it tells of a sleep; all else are steps
        boolean add(JournalEntry entry) {
            return switch (entry) {
                case JournalEntry.Accepted _ -> {
                    accepted = true;
                    yield true;
                }
                case JournalEntry.Returned(Segment segment) -> accepted && add(segment);
                case JournalEntry.Ended ended -> {
                    boolean within = accepted;
                    if (within) {
                        outcomes.merge(OutcomeJson.kind(ended.outcome()), 1L, Long::sum);
                    }
                    accepted = false;
                    yield within;
                }
                case JournalEntry.Foreign _ -> true;
                case JournalEntry.TakingForeignAlarm _,
                        JournalEntry.TestingRtc _,
                        JournalEntry.TestedRtc _,
                        JournalEntry.PreparingGuests _,
                        JournalEntry.RunningHooks _,
                        JournalEntry.ChoosingMode _,
                        JournalEntry.Entering _,
                        JournalEntry.EnteringUnbounded _,
                        JournalEntry.Undone _ ->
                        false;
            };
        }

        private boolean add(Segment segment) {
            asleep = asleep.plus(segment.asleep());
            devices(segment.cause()).forEach(device -> woken.merge(device, 1L, Long::sum));
            return true;
        }

        /// Counts a line; one that says what the host looked like before a sleep is not read.
        ///
        /// @return whether it tells of a sleep
        /// @throws IllegalArgumentException where it is not understood
        boolean add(byte[] line) {
            return !EntryJson.isEntering(line) && add(EntryJson.read(line));
        }

        SleepTotals totals() {
            return new SleepTotals(outcomes, asleep, woken);
        }
    }

    /// Of one file; none where it does not exist.
    static SleepTotals of(Path journal) throws StateException {
        Counter counter = new Counter();
        if (Files.exists(journal)) {
            List<StateReason.JournalLineMalformed> _ =
                    JournalFile.lines(journal, line -> counter.add(line));
        }
        return counter.totals();
    }

    SleepTotals plus(SleepTotals more) {
        return new SleepTotals(
                sum(outcomes, more.outcomes), asleep.plus(more.asleep), sum(woken, more.woken));
    }

    private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> more) {
        Map<String, Long> sum = new TreeMap<>(some);
        more.forEach((name, number) -> sum.merge(name, number, Long::sum));
        return sum;
    }

    /// The devices that a cause names.
    ///
    /// The kernel's name of a wakeup source is that of its device, so the cause of a wake that the
    /// procedure found by the growth of its count names the device.
    public static Set<String> devices(WakeCause cause) {
        Set<String> devices = new HashSet<>();
        if (cause.kind() == WakeCause.Kind.DEVICE) {
            Matcher matcher = SOURCE.matcher(ReasonText.sentence(cause.description()));
            while (matcher.find()) {
                devices.add(matcher.group(1).strip());
            }
        }
        return devices;
    }

    void write(JsonGenerator json) {
        numbers(json, "outcomes", outcomes);
        json.writeStringProperty("asleep", asleep.toString());
        numbers(json, "woken", woken);
    }

    private static void numbers(JsonGenerator json, String name, Map<String, Long> numbers) {
        json.writeObjectPropertyStart(name);
        new TreeMap<>(numbers).forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    static SleepTotals read(JsonObject object) {
        return new SleepTotals(
                object.counts("outcomes"), object.duration("asleep"), object.counts("woken"));
    }
}
