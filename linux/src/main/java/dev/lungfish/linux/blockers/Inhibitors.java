package dev.lungfish.linux.blockers;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The inhibitors of logind that keep a host awake: those of mode `block` and `block-weak`. Against
/// a sleep that somebody asked for counts one for `sleep`; a host that sleeps by itself, because it
/// is idle, honours one for `idle` too. One of mode `delay` does not keep it awake: logind only
/// notifies its holder and waits some seconds. Only `lungfish doctor` shows it.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, `ListInhibitors()`;
/// `man/systemd-inhibit.xml`, `--mode=` and `--what=`: `idle` "inhibits that the system goes into
/// idle mode, possibly resulting in automatic system suspend".
public final class Inhibitors {
    private static final List<String> BLOCKING = List.of("block", "block-weak");

    private Inhibitors() {}

    /// Those of the answer that block a sleep which somebody asked for; none without a logind.
    public static FoundBlockers find(Reading<List<Inhibitor>> inhibitors) {
        return find(inhibitors, Set.of("sleep"));
    }

    /// Those that block a sleep which nobody asked for, as the host is idle.
    public static FoundBlockers findWhenIdle(Reading<List<Inhibitor>> inhibitors) {
        return find(inhibitors, Set.of("sleep", "idle"));
    }

    private static FoundBlockers find(Reading<List<Inhibitor>> inhibitors, Set<String> whats) {
        return inhibitors.broken()
                ? FoundBlockers.unreadable(
                        new BlockerReason.InhibitorsUnknown(
                                inhibitors.source(), inhibitors.found()))
                : new FoundBlockers(
                        inhibitors.toOptional().orElse(List.of()).stream()
                                .filter(inhibitor -> blocks(inhibitor, whats))
                                .map(Inhibitors::blocker)
                                .toList(),
                        List.of());
    }

    private static boolean blocks(Inhibitor inhibitor, Set<String> whats) {
        return BLOCKING.contains(inhibitor.mode())
                && Arrays.stream(inhibitor.what().split(":", -1)).anyMatch(whats::contains);
    }

    private static Blocker blocker(Inhibitor inhibitor) {
        return new Blocker(
                "inhibitor:" + ForeignText.shown(inhibitor.who()),
                new BlockerReason.InhibitorHeld(
                        ForeignText.shown(inhibitor.why()),
                        inhibitor.processId(),
                        inhibitor.userId()));
    }
}
