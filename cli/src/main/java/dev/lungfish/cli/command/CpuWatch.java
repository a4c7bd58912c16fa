package dev.lungfish.cli.command;

import dev.lungfish.core.cpu.CpuActivity;
import dev.lungfish.host.cpu.CpuPower;
import dev.lungfish.host.report.HarmlessText;
import dev.lungfish.host.report.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shows what the processors do over time: on a terminal as lines that grow to the right and are
/// drawn anew, elsewhere as one line for each look. For one thread.
final class CpuWatch {
    private static final int LOOKS_SHOWN = 48;
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private final CpuPower cpu;
    private final Output output;
    private final boolean json;
    private final Map<String, Deque<Double>> past = new LinkedHashMap<>();
    private int linesShown;

    CpuWatch(CpuPower cpu, Output output, boolean json) {
        this.cpu = cpu;
        this.output = output;
        this.json = json;
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
                output.show(HarmlessText.of(line(activity, now)) + "\n");
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
        return now.at().wall()
                + "  "
                + (words.isEmpty() ? "nothing to see" : String.join(", ", words));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", share * 100);
    }

    private void draw(CpuActivity activity) {
        StringBuilder text = new StringBuilder();
        activity.frequencies()
                .forEach((name, frequency) ->
                        row(text, name, frequency, (double) frequency.kilohertz()));
        activity.residency().forEach((name, share) -> row(text, name, percent(share), share));
        activity.watts().forEach((name, power) -> row(text, name, power, power.watts()));
        Set<String> shown = Set.copyOf(names(activity));
        past.keySet().retainAll(shown);
        String up = linesShown == 0 ? "" : "\u001b[" + linesShown + "A\u001b[J";
        linesShown = shown.size();
        output.show(up + text);
    }

    private static List<String> names(CpuActivity activity) {
        List<String> names = new ArrayList<>(activity.frequencies().keySet());
        names.addAll(activity.residency().keySet());
        names.addAll(activity.watts().keySet());
        return names;
    }

    private void row(StringBuilder text, String name, Object inWords, double value) {
        Deque<Double> values = past.computeIfAbsent(name, _ -> new ArrayDeque<>());
        values.addLast(value);
        if (values.size() > LOOKS_SHOWN) {
            values.removeFirst();
        }
        text.append(
                String.format("%-16s %10s  %s%n", HarmlessText.of(name), inWords, bars(values)));
    }

    /// Each value against the largest of those shown.
    static String bars(Deque<Double> values) {
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder bars = new StringBuilder();
        for (double value : values) {
            long place = most > 0 ? Math.round(value / most * (BARS.length() - 1)) : 0;
            bars.append(BARS.charAt((int) place));
        }
        return bars.toString();
    }
}
