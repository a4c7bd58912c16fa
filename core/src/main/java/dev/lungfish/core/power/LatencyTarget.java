package dev.lungfish.core.power;

import dev.lungfish.core.power.CpuReadings.HostLatency;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long leaving an idle state may take, as a person writes it: `none`, `zero`, `100us`.
///
/// @param limit zero where idle processors are to poll; empty for no limit
public record LatencyTarget(Optional<Duration> limit) {
    private static final Pattern MICROSECONDS = Pattern.compile("(\\d{1,9})us");

    /// Understands a text.
    ///
    /// @throws IllegalArgumentException that says what is expected
    public static LatencyTarget parse(String text) {
        Matcher matcher = MICROSECONDS.matcher(text);
        if (text.equals("none")) {
            return new LatencyTarget(Optional.empty());
        }
        if (text.equals("zero")) {
            return new LatencyTarget(Optional.of(Duration.ZERO));
        }
        if (matcher.matches() && Integer.parseInt(matcher.group(1)) > 0) {
            return new LatencyTarget(
                    Optional.of(
                            Duration.of(Integer.parseInt(matcher.group(1)), ChronoUnit.MICROS)));
        }
        throw new IllegalArgumentException(
                "'" + text + "': none, zero or microseconds like 100us expected");
    }

    /// In the words of one processor's `pm_qos_resume_latency_us`: `0` for none, `n/a` for zero.
    ///
    /// **Source:** Linux `Documentation/ABI/testing/sysfs-devices-power`.
    String ofOneProcessor() {
        return limit.map(time -> time.isZero() ? "n/a" : micros(time)).orElse("0");
    }

    /// In the words of the whole host's limit, [HostLatency#held].
    String ofTheHost() {
        return limit.map(LatencyTarget::micros).orElse(HostLatency.NOT_HELD);
    }

    private static String micros(Duration time) {
        return Long.toString(time.toNanos() / 1000);
    }
}
