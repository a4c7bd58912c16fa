package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Reading;
import java.util.List;

/// What systemd-logind says of sleep on this host. Where no logind runs, every reading is absent.
public record LogindReadings(
        Reading<LogindAnswer> canSuspend,
        Reading<LogindAnswer> canHibernate,
        Reading<LogindAnswer> canHybridSleep,
        Reading<LogindAnswer> canSuspendThenHibernate,
        Reading<List<Inhibitor>> inhibitors) {}
