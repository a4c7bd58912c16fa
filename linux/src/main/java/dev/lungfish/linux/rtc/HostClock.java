package dev.lungfish.linux.rtc;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.RtcReadings.HostClockReadings;
import dev.lungfish.core.wake.RtcReadings.RtcTimeScale;
import dev.lungfish.linux.node.Uptime;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The host's own time, to compare an RTC with. It is computed from files, so a record has the time
/// at which it was made.
///
/// **Source:** Linux `Documentation/filesystems/proc.rst`: `btime` of `/proc/stat` is the time of
/// boot in seconds since the epoch, the first number of `/proc/uptime` the seconds since then, both
/// by the clock that runs during sleep. util-linux `hwclock(8)` for `/etc/adjtime`.
public final class HostClock {
    private static final Pattern BOOT_TIME =
            Pattern.compile("^btime (\\d{1,11})$", Pattern.MULTILINE);

    private final HostTree tree;

    public HostClock(HostTree tree) {
        this.tree = tree;
    }

    public HostClockReadings read() {
        return new HostClockReadings(systemTime(), noted());
    }

    /// The system's time in whole seconds, at most one second late.
    Reading<Instant> systemTime() {
        Reading<Instant> boot = tree.text("/proc/stat").map(HostClock::parseBootTime);
        if (!(boot instanceof Reading.Present<Instant>(_, Instant booted, _))) {
            return boot;
        }
        return switch (Uptime.read(tree).map(HostClock::wholeSeconds)) {
            case Reading.Present<Duration>(_, Duration uptime, _) -> {
                Instant now = booted.plus(uptime);
                yield new Reading.Present<>("/proc/stat btime + /proc/uptime", now, now.toString());
            }
            case Reading<Duration> missing -> missing.map(booted::plus);
        };
    }

    private Reading<RtcTimeScale> noted() {
        return tree.text("/etc/adjtime").map(HostClock::parseTimeScale);
    }

    private static Instant parseBootTime(String stat) {
        Matcher matcher = BOOT_TIME.matcher(stat);
        if (!matcher.find()) {
            throw new IllegalArgumentException("a line 'btime SECONDS' expected, found none");
        }
        return Instant.ofEpochSecond(Long.parseLong(matcher.group(1)));
    }

    private static Duration wholeSeconds(Duration uptime) {
        return Duration.ofSeconds(uptime.toSeconds());
    }

    private static RtcTimeScale parseTimeScale(String text) {
        String third = text.lines().skip(2).findFirst().orElse("UTC").strip();
        return switch (third) {
            case "UTC" -> RtcTimeScale.UTC;
            case "LOCAL" -> RtcTimeScale.LOCAL;
            default ->
                    throw new IllegalArgumentException(
                            "UTC or LOCAL expected in the third line, found %s"
                                    .formatted(HostTree.quote(third)));
        };
    }
}
