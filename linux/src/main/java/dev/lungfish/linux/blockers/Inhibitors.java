package dev.lungfish.linux.blockers;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import java.util.List;

/// The inhibitors of logind that keep a host awake: those of mode `block` and `block-weak`, for
/// sleep. One of mode `delay` does not: logind only notifies its holder and waits some seconds.
/// Only `lungfish doctor` shows it.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, `ListInhibitors()`;
/// `man/systemd-inhibit.xml`, `--mode=`.
public final class Inhibitors {
    private static final List<String> BLOCKING = List.of("block", "block-weak");

    private Inhibitors() {}

    /// The blocking ones of the answer; none without a logind.
    public static FoundBlockers find(Reading<List<Inhibitor>> inhibitors) {
        return inhibitors.broken()
                ? FoundBlockers.unreadable(
                        new BlockerReason.InhibitorsUnknown(
                                inhibitors.source(), inhibitors.found()))
                : new FoundBlockers(
                        inhibitors.toOptional().orElse(List.of()).stream()
                                .filter(Inhibitors::blocksSleep)
                                .map(Inhibitors::blocker)
                                .toList(),
                        List.of());
    }

    private static boolean blocksSleep(Inhibitor inhibitor) {
        return BLOCKING.contains(inhibitor.mode())
                && List.of(inhibitor.what().split(":", -1)).contains("sleep");
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
