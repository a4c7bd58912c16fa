package dev.lungfish.cli.command;

import dev.lungfish.agent.power.CpuPower;
import dev.lungfish.agent.report.Json;
import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.core.power.CpuActivity;
import dev.lungfish.core.power.Frequency;
import dev.lungfish.core.time.SpokenTime;
import dev.lungfish.linux.process.TerminalSize;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Shows what the processors do over time: on a terminal as lines that grow to the right and are
/// drawn anew, elsewhere as one line for each look. What a terminal has no room for is told in one
/// line: lines that were scrolled away could not be drawn anew. For one thread.
final class CpuWatch {
    private static final int LOOKS_SHOWN = 48;

    /// What a row takes beside its bars.
    private static final int NAME_AND_VALUE_COLUMNS = 29;

    /// Where the size is not known.
    private static final TerminalSize UNBOUNDED =
            new TerminalSize(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final String BARS = "▁▂▃▄▅▆▇█";

    private final CpuPower cpu;
    private final Output output;
    private final boolean json;
    private final Supplier<Optional<TerminalSize>> size;
    private final Map<String, Deque<Double>> past = new LinkedHashMap<>();
    private final LiveScreen screen;

    /// One that has drawn nothing.
    ///
    /// @param size of the terminal, now; empty where it is not known, so that all is drawn
    CpuWatch(CpuPower cpu, Output output, boolean json, Supplier<Optional<TerminalSize>> size) {
        this.cpu = cpu;
        this.output = output;
        this.json = json;
        this.size = size;
        screen = new LiveScreen(output, size);
    }

    /// Looks again and again, until nobody reads it any more or the process is ended.
    ///
    /// @param samples how often at most; zero for no end
    ExitCode run(Duration every, int samples) {
        CpuPower.Sample before = cpu.sample();
        for (int looks = 0; samples == 0 || looks < samples; looks++) {
            Optional<CpuPower.Sample> next = cpu.sampleAfter(every);
            if (next.isEmpty() || output.out().checkError()) {
                return ExitCode.OK;
            }
            CpuPower.Sample now = next.get();
            CpuActivity activity = now.since(before);
            before = now;
            if (json) {
                output.show(json(activity, now));
            } else if (output.terminal()) {
                draw(activity);
            } else {
                output.show(SanitizedText.of(line(activity, now)) + "\n");
            }
        }
        return ExitCode.OK;
    }

    private static String json(CpuActivity activity, CpuPower.Sample now) {
        return Json.document(out -> {
            out.writeStringProperty("schema", "lungfish.cpu-sample/1");
            out.writeStringProperty("at", now.at().wall().toString());
            out.writeObjectPropertyStart("kilohertz");
            activity.frequencies()
                    .forEach((name, now1) -> out.writeNumberProperty(name, now1.kilohertz()));
            out.writeEndObject();
            out.writeObjectPropertyStart("residency");
            activity.residency().forEach(out::writeNumberProperty);
            out.writeEndObject();
            out.writeObjectPropertyStart("watts");
            activity.watts().forEach((name, power) -> out.writeNumberProperty(name, power.watts()));
            out.writeEndObject();
        });
    }

    private static String line(CpuActivity activity, CpuPower.Sample now) {
        List<String> words = new ArrayList<>();
        activity.frequencies().forEach((name, frequency) -> words.add(name + " " + frequency));
        activity.residency().forEach((name, share) -> words.add(name + " " + percent(share)));
        activity.watts().forEach((name, power) -> words.add(name + " " + power));
        return "%s  %s"
                .formatted(
                        SpokenTime.of(now.at().wall()),
                        words.isEmpty() ? "nothing to see" : String.join(", ", words));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", share * 100);
    }

    private void draw(CpuActivity activity) {
        remember(activity);
        Optional<TerminalSize> known = size.get();
        TerminalSize room = known.orElse(UNBOUNDED);
        int looks = looks(room);
        List<String> frequencies = new ArrayList<>();
        activity.frequencies()
                .forEach((name, frequency) ->
                        frequencies.add(row(name, frequency.toString(), looks)));
        List<String> others = new ArrayList<>();
        activity.residency().forEach((name, share) -> others.add(row(name, percent(share), looks)));
        activity.watts().forEach((name, power) -> others.add(row(name, power.toString(), looks)));
        List<String> lines = fitted(frequencies, others, activity, room);
        screen.draw(lines, known);
    }

    private void remember(CpuActivity activity) {
        Map<String, Double> values = new LinkedHashMap<>();
        activity.frequencies()
                .forEach((name, frequency) -> values.put(name, (double) frequency.kilohertz()));
        values.putAll(activity.residency());
        activity.watts().forEach((name, power) -> values.put(name, power.watts()));
        past.keySet().retainAll(values.keySet());
        values.forEach((name, value) -> {
            Deque<Double> looks = past.computeIfAbsent(name, _ -> new ArrayDeque<>());
            looks.addLast(value);
            if (looks.size() > LOOKS_SHOWN) {
                looks.removeFirst();
            }
        });
    }

    /// How many looks have room beside their name and the last value.
    private static int looks(TerminalSize room) {
        return Math.clamp(room.columns() - NAME_AND_VALUE_COLUMNS, 0, LOOKS_SHOWN);
    }

    private String row(String name, String inWords, int looks) {
        return String.format(
                "%-16s %10s  %s",
                SanitizedText.of(name),
                inWords,
                bars(past.getOrDefault(name, new ArrayDeque<>()), looks));
    }

    /// As many lines as the terminal has, less the one where the cursor rests. Servers have a
    /// frequency for each of hundreds of processors: it is of these that some are left out.
    private static List<String> fitted(
            List<String> frequencies,
            List<String> others,
            CpuActivity activity,
            TerminalSize room) {
        int rows = Math.max(1, room.rows() - 1);
        List<String> lines = new ArrayList<>();
        int shown = Math.max(0, rows - others.size() - 1);
        if (frequencies.size() <= shown + 1) {
            lines.addAll(frequencies);
        } else {
            lines.addAll(frequencies.subList(0, shown));
            lines.add(leftOut(activity.frequencies().values().stream().skip(shown).toList()));
        }
        lines.addAll(others);
        return lines.stream()
                .limit(rows)
                .map(line -> line.substring(0, Math.min(line.length(), room.columns())))
                .toList();
    }

    private static String leftOut(List<Frequency> frequencies) {
        Frequency least = Collections.min(frequencies);
        Frequency most = Collections.max(frequencies);
        return "%s more, %s"
                .formatted(
                        frequencies.size(),
                        least.equals(most) ? most.toString() : least + " to " + most);
    }

    /// The last values, each against the largest of them.
    static String bars(Deque<Double> values, int looks) {
        List<Double> last = values.stream().skip(Math.max(0, values.size() - looks)).toList();
        double most = last.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder bars = new StringBuilder();
        for (double value : last) {
            long place = most > 0 ? Math.round(value / most * (BARS.length() - 1)) : 0;
            bars.append(BARS.charAt((int) place));
        }
        return bars.toString();
    }
}
