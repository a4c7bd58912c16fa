package dev.lungfish.linux.node;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The time since a host's boot, sleep included, in hundredths of a second.
///
/// **Source:** Linux `Documentation/filesystems/proc.rst`, `uptime`; `fs/proc/uptime.c` takes it
/// from `CLOCK_BOOTTIME`.
public final class Uptime {
    private static final Pattern LINE = Pattern.compile("(\\d{1,10})(?:\\.(\\d{1,9}))?(?: .*)?");

    private Uptime() {}

    public static Reading<Duration> read(HostTree tree) {
        return tree.line("/proc/uptime").map(Uptime::parse);
    }

    private static Duration parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "seconds since boot expected, found " + HostTree.quote(line));
        }
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        return Duration.ofSeconds(
                Long.parseLong(matcher.group(1)),
                Long.parseLong((fraction + "000000000").substring(0, 9)));
    }
}
