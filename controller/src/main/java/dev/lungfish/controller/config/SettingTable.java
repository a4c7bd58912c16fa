package dev.lungfish.controller.config;

import dev.lungfish.core.time.WrittenDuration;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/// The settings of one file by their dotted keys. What is wrong is collected, and the usual value
/// taken meanwhile.
final class SettingTable {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]+):(\\d{1,5})");
    private static final int MOST_PORT = 65_535;

    private final String file;
    private final TomlParseResult document;
    private final List<SettingReason> problems;
    private final Set<String> known = new TreeSet<>();

    SettingTable(String file, TomlParseResult document, List<SettingReason> problems) {
        this.file = file;
        this.document = document;
        this.problems = problems;
    }

    String text(String key, String usual) {
        return value(key, String.class, "a text in quotes").orElse(usual);
    }

    /// One of a few words.
    String word(String key, List<String> words, String usual) {
        String found = text(key, usual);
        if (words.contains(found)) {
            return found;
        }
        wrong(key, String.join(", ", words), found);
        return usual;
    }

    long number(String key, long usual, long least, long most) {
        long found = value(key, Long.class, "a whole number").orElse(usual);
        if (found >= least && found <= most) {
            return found;
        }
        wrong(key, "%d to %d".formatted(least, most), String.valueOf(found));
        return usual;
    }

    /// A length as the daemon's file has it: `90s`, `15min`, `8h`, `31d`.
    Duration duration(String key, Duration usual, Duration least, Duration most) {
        Optional<String> found = value(key, String.class, "a length as \"15min\"");
        if (found.isEmpty()) {
            return usual;
        }
        try {
            Duration length = WrittenDuration.parse(found.get());
            if (length.compareTo(least) >= 0 && length.compareTo(most) <= 0) {
                return length;
            }
        } catch (IllegalArgumentException _) {
            // Told below, like one that is out of bounds.
        }
        wrong(
                key,
                "a length from %d s to %d s, as \"90s\", \"15min\", \"8h\" or \"2d\""
                        .formatted(least.toSeconds(), most.toSeconds()),
                found.get());
        return usual;
    }

    /// An address to listen at: `0.0.0.0:16515`, `[::]:16515`.
    InetSocketAddress address(String key, InetSocketAddress usual) {
        Optional<String> found = value(key, String.class, "an address as \"0.0.0.0:16515\"");
        if (found.isEmpty()) {
            return usual;
        }
        Matcher matcher = ADDRESS.matcher(found.get());
        if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= MOST_PORT) {
            String host = matcher.group(1).replaceAll("[\\[\\]]", "");
            return new InetSocketAddress(host, Integer.parseInt(matcher.group(2)));
        }
        wrong(key, "an address and a port, as \"0.0.0.0:16515\" or \"[::]:16515\"", found.get());
        return usual;
    }

    List<String> texts(String key) {
        Optional<TomlArray> found = value(key, TomlArray.class, "a list of texts");
        if (found.isEmpty()) {
            return List.of();
        }
        if (!found.get().toList().stream().allMatch(String.class::isInstance)) {
            wrong(key, "a list of texts", found.get().toJson());
            return List.of();
        }
        return found.get().toList().stream().map(String::valueOf).toList();
    }

    /// Says that something is there that nobody asked for.
    void refuseUnknown() {
        for (String key : document.dottedKeySet()) {
            if (!known.contains(key)) {
                problems.add(
                        new SettingReason.ControllerSettingUnknown(
                                place(key), key, List.copyOf(known)));
            }
        }
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        known.add(key);
        Optional<Object> found = Optional.ofNullable(document.get(key));
        if (found.isPresent() && !type.isInstance(found.get())) {
            wrong(key, expected, String.valueOf(found.get()));
            return Optional.empty();
        }
        return found.map(type::cast);
    }

    private void wrong(String key, String expected, String found) {
        problems.add(new SettingReason.ControllerSettingWrong(place(key), key, expected, found));
    }

    private String place(String key) {
        TomlPosition at = document.inputPositionOf(key);
        return at == null ? file : "%s:%d:%d".formatted(file, at.line(), at.column());
    }
}
