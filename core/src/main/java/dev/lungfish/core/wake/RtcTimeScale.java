package dev.lungfish.core.wake;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// What the clock face of an RTC shows, as hwclock noted it.
///
/// **Source:** util-linux `hwclock(8)`, "The Adjtime File": the third line is `UTC` or `LOCAL`.
public enum RtcTimeScale implements Spelled {
    UTC,
    LOCAL;

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
