package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.stream.Collectors;

/// How logind's answers are shown, and how a record holds its inhibitors: one line for each, with
/// six fields separated by tabs in the order of `ListInhibitors` (what, who, why, mode, user id,
/// process id). In a field `\t`, `\n` and `\\` stand for a tab, a line feed and a backslash. An
/// empty file: there are none.
final class LogindText {
    private static final int FIELDS = 6;
    private static final long MOST_ID = 0xffff_ffffL;

    private LogindText() {}

    /// The meaning of a word; the word itself is made safe to show.
    static Reading<LogindAnswer> answer(Reading<String> word) {
        return word instanceof Reading.Present<String>(String source, String text, _)
                ? new Reading.Present<>(source, LogindAnswer.ofWord(text), shown(text))
                : word.map(LogindAnswer::ofWord);
    }

    /// The same list, shown in one line.
    static Reading<List<Inhibitor>> described(Reading<List<Inhibitor>> inhibitors) {
        return inhibitors
                        instanceof
                        Reading.Present<List<Inhibitor>>(String source, List<Inhibitor> all, _)
                ? new Reading.Present<>(source, all, inWords(all))
                : inhibitors;
    }

    static String format(List<Inhibitor> inhibitors) {
        return inhibitors.stream()
                .map(inhibitor ->
                        "%s\n"
                                .formatted(
                                        String.join(
                                                "\t",
                                                escape(inhibitor.what()),
                                                escape(inhibitor.who()),
                                                escape(inhibitor.why()),
                                                escape(inhibitor.mode()),
                                                Long.toString(inhibitor.userId()),
                                                Long.toString(inhibitor.processId()))))
                .collect(Collectors.joining());
    }

    /// @throws IllegalArgumentException if a line holds no inhibitor
    static List<Inhibitor> parse(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(LogindText::parseLine).toList();
    }

    private static Inhibitor parseLine(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(
                    "%s fields separated by tabs expected, found %s in %s"
                            .formatted(FIELDS, fields.length, HostTree.quote(line)));
        }
        return new Inhibitor(
                unescape(fields[0]),
                unescape(fields[1]),
                unescape(fields[2]),
                unescape(fields[3]),
                id(fields[4]),
                id(fields[5]));
    }

    private static long id(String field) {
        if (field.matches("\\d{1,10}") && Long.parseLong(field) <= MOST_ID) {
            return Long.parseLong(field);
        }
        throw new IllegalArgumentException(
                "a number from 0 to " + MOST_ID + " expected, found " + HostTree.quote(field));
    }

    private static String escape(String field) {
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "");
    }

    private static String unescape(String field) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                i++;
                plain.append(
                        switch (field.charAt(i)) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            default -> field.charAt(i);
                        });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static String inWords(List<Inhibitor> inhibitors) {
        return inhibitors.isEmpty()
                ? "no inhibitors"
                : inhibitors.stream()
                        .map(inhibitor ->
                                "%s (%s %s: %s)"
                                        .formatted(
                                                shown(inhibitor.who()),
                                                shown(inhibitor.mode()),
                                                shown(inhibitor.what()),
                                                shown(inhibitor.why())))
                        .collect(Collectors.joining("; "));
    }

    private static String shown(String text) {
        String quoted = HostTree.quote(text);
        return quoted.substring(1, quoted.length() - 1);
    }
}
