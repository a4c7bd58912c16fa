package dev.lungfish.linux.record;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces identifying data in any text and in the names of files: MAC and IP addresses, UUIDs,
/// serial numbers after a key and in names of disks, world-wide names, the users' names, and the
/// host's own. The placeholders have the form of what they replace, so that the text can still be
/// parsed, and are the same for the same value. Not safe for use by several threads.
final class Scrubber {
    private static final int SHORTEST_NAME = 3;

    /// Where words of the kernel stand that may also be somebody's name.
    private static final Pattern WORDS_OF_THE_KERNEL =
            Pattern.compile("/sys/power/.*|/services/(?:cpuid|kvm|pm-is-supported|ethtool)\\b.*");

    private static final Pattern IPV6 =
            Pattern.compile(
                    "(?i)(?<![0-9a-z:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![0-9a-z:.])");

    private static final int GROUPS = 8;

    private record Rule(String what, Pattern pattern, Function<MatchResult, String> placeholder) {}

    private final Pseudonyms hidden = new Pseudonyms();
    private final List<Rule> ofPaths = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Rule> names = new ArrayList<>();
    private final Set<String> scrubbed = new LinkedHashSet<>();

    /// A scrubber for one host.
    ///
    /// @param identity what its own names and addresses are
    Scrubber(HostNames identity) {
        addresses(identity.macs());
        disks();
        rules.addAll(ofPaths);
        rule(
                "UUID",
                "(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])",
                found -> hidden.uuid(found.group()));
        rule(
                "IPv4 address",
                "(?<![0-9.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![0-9.])",
                found -> hidden.ipv4(found.group()));
        rules.add(new Rule("IPv6 address", IPV6, this::ipv6));
        rule(
                "serial number",
                "(?m)^((?:HID_UNIQ|UNIQ|ID_SERIAL\\w*|Serial(?: Number)?)\\s*[=:]\\s*)(.+)$",
                found -> found.group(1) + hidden.number("serial", found.group(2)));
        rule("user name", "(?<=/home/)[^/\\s:]+", found -> hidden.word("user", found.group()));
        identity.users().forEach(user -> name("user name", user, hidden.word("user", user)));
        identity.hosts().forEach(host -> name("host name", host, "host"));
    }

    private void addresses(List<String> macs) {
        path(
                "MAC address",
                "(?<![0-9a-f:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f:])",
                found -> hidden.mac(found.group()));
        path(
                "MAC address",
                "(?<=enx|wlx|wwx)[0-9a-f]{12}(?![0-9a-f])",
                found -> hidden.mac(found.group()));
        for (String mac : macs) {
            path("MAC address", mac.replaceAll("[:-]", ""), found -> hidden.mac(found.group()));
        }
    }

    /// **Source:** udev's `60-persistent-storage.rules` for names under `by-id`; SCSI SPC-4 7.8.6
    /// for `naa.`, `eui.` and `t10.`; NVMe's `wwid_show()` in Linux `drivers/nvme/host/core.c`.
    private void disks() {
        path(
                "disk",
                "(?<=by-id/)[^/\\s,]+?(?=(?:-part\\d+)?(?:[/\\s,]|$))",
                found -> hidden.word("disk", found.group()));
        path(
                "disk",
                "(?<=by-(?:label|partlabel)/)[^/\\s,]+|(?<=\\b(?:PART)?LABEL=)[^\\s,]+",
                found -> hidden.word("label", found.group()));
        path(
                "world-wide name",
                "(?<=\\b(?:naa|eui)\\.|wwn-0x)[0-9a-f]{16,32}\\b",
                found -> hidden.digits("wwn", found.group()));
        path(
                "world-wide name",
                "(?<=\\b0x)[56][0-9a-f]{15}\\b",
                found -> hidden.digits("wwn", found.group()));
        path(
                "world-wide name",
                "(?<=\\bt10\\.)\\S[^\\n/]*|(?<=\\bnvme\\.)[0-9a-f]{4}-[0-9a-f-]+",
                found -> hidden.word("disk", found.group()));
        path(
                "world-wide name",
                "\\biqn\\.\\d{4}-\\d{2}\\.[\\w.:-]+",
                found -> "iqn.1970-01.example:" + hidden.number("iqn", found.group()));
    }

    private void path(String what, String regex, Function<MatchResult, String> placeholder) {
        ofPaths.add(new Rule(what, Pattern.compile("(?i)" + regex), placeholder));
    }

    private void rule(String what, String regex, Function<MatchResult, String> placeholder) {
        rules.add(new Rule(what, Pattern.compile("(?i)" + regex), placeholder));
    }

    private void name(String what, String name, String placeholder) {
        if (name.length() >= SHORTEST_NAME && !name.equals("localhost")) {
            names.add(
                    new Rule(
                            what,
                            Pattern.compile(
                                    "(?i)(?<![A-Za-z0-9])%s(?![A-Za-z0-9])"
                                            .formatted(Pattern.quote(name))),
                            _ -> placeholder));
        }
    }

    /// Whatever has colons and is no address stays as it is: a time, the place of a PCI device.
    private String ipv6(MatchResult found) {
        String text = found.group();
        int gap = text.indexOf("::");
        boolean address =
                gap >= 0
                        ? text.indexOf("::", gap + 1) < 0 && !text.equals("::")
                        : text.split(":", -1).length == GROUPS && !text.matches("(.*:)?(:.*)?");
        return address ? hidden.ipv6(text) : text;
    }

    /// The text without what identifies the host.
    ///
    /// @param path where it comes from, for the report
    String scrub(String path, String text) {
        String clean = replaced(path, text, rules);
        return WORDS_OF_THE_KERNEL.matcher(path).matches() ? clean : replaced(path, clean, names);
    }

    /// The name of a file without what identifies the host.
    String path(String path) {
        return replaced("names of files", path, ofPaths);
    }

    /// A text of another program, of which nothing is kept.
    ///
    /// @param kind what it is: `reason`
    String word(String kind, String text) {
        return hidden.word(kind, text);
    }

    private String replaced(String path, String text, List<Rule> all) {
        String clean = text;
        for (Rule rule : all) {
            Matcher matcher = rule.pattern().matcher(clean);
            String before = clean;
            clean =
                    matcher.replaceAll(
                            found -> Matcher.quoteReplacement(rule.placeholder().apply(found)));
            if (!clean.equals(before)) {
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
