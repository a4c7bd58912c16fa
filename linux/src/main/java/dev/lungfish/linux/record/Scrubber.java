package dev.lungfish.linux.record;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces identifying data in any text: MAC and IP addresses, UUIDs, serial numbers after a key,
/// and the host's own name. The placeholders have the form of what they replace, so that the text
/// can still be parsed. Not safe for use by several threads.
final class Scrubber {
    private static final int SHORTEST_NAME = 3;

    /// @param placeholder as [Matcher#replaceAll(String)] takes it
    private record Rule(String what, Pattern pattern, String placeholder) {}

    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> scrubbed = new LinkedHashSet<>();

    /// A scrubber for one host.
    ///
    /// @param hostNames the names of the host
    Scrubber(List<String> hostNames) {
        rules.add(
                new Rule(
                        "UUID",
                        Pattern.compile(
                                "(?i)(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])"),
                        "00000000-0000-0000-0000-000000000000"));
        rules.add(
                new Rule(
                        "MAC address",
                        Pattern.compile(
                                "(?i)(?<![0-9a-f:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f:])"),
                        "00:00:00:00:00:00"));
        rules.add(
                new Rule(
                        "IPv4 address",
                        Pattern.compile(
                                "(?<![0-9.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![0-9.])"),
                        "0.0.0.0"));
        rules.add(
                new Rule(
                        "IPv6 address",
                        Pattern.compile(
                                "(?i)(?<![0-9a-f:.])(?:[0-9a-f]{1,4}:){4,7}(?::?[0-9a-f]{1,4})(?![0-9a-f:.])"),
                        "::"));
        rules.add(
                new Rule(
                        "serial number",
                        Pattern.compile(
                                "(?im)^(?<key>(?:HID_UNIQ|UNIQ|ID_SERIAL\\w*|Serial(?:"
                                        + " Number)?)\\s*[=:]\\s*).+$"),
                        "${key}0"));
        for (String name : hostNames) {
            if (name.length() >= SHORTEST_NAME && !name.equals("localhost")) {
                rules.add(
                        new Rule(
                                "host name",
                                Pattern.compile(
                                        "(?i)(?<![A-Za-z0-9-])%s(?![A-Za-z0-9-])"
                                                .formatted(Pattern.quote(name))),
                                "host"));
            }
        }
    }

    /// The text without what identifies the host.
    ///
    /// @param path where it comes from, for the report
    String scrub(String path, String text) {
        String clean = text;
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(clean);
            if (matcher.find()) {
                clean = matcher.replaceAll(rule.placeholder());
                note(path, rule.what());
            }
        }
        return clean;
    }

    /// Adds a line to the report.
    void note(String path, String what) {
        scrubbed.add(path + ": " + what);
    }

    List<String> scrubbed() {
        return List.copyOf(scrubbed);
    }
}
