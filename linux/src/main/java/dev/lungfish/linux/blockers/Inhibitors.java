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
    private static final String STRONG = "block";
    private static final List<String> BLOCKING = List.of(STRONG, "block-weak");
    private static final int BINDS_ROOT = 257;

    private Inhibitors() {}

    /// Those of the answer that block a sleep which somebody asked for; none without a logind.
    public static FoundBlockers find(Reading<List<Inhibitor>> inhibitors) {
        return find(inhibitors, Set.of("sleep"));
    }

    /// Those that block a sleep which nobody asked for, as the host is idle.
    public static FoundBlockers findWhenIdle(Reading<List<Inhibitor>> inhibitors) {
        return find(inhibitors, Set.of("sleep", "idle"));
    }

    /// Those that would stop a sleep by logind which this host's blockers let pass: of mode
    /// `block`, since version 257 also against root. Where the version is not known it is taken for
    /// a new one.
    ///
    /// **Source:** systemd 257 `NEWS`: "inhibitor locks of mode block now also apply to root";
    /// `src/login/logind-dbus.c`, `method_do_shutdown_or_sleep()` and `verify_shutdown_creds()`:
    /// the flag that skips them asks polkit, which refuses root without a session. `CanSuspend`
    /// goes on saying `yes`. Mode `block-weak` is what `block` was.
    ///
    /// @param ignored names of blockers that don't count
    /// @return their names
    public static List<String> stoppingLogind(
            Reading<List<Inhibitor>> inhibitors, Reading<Integer> version, Set<String> ignored) {
        if (version.toOptional().orElse(BINDS_ROOT) < BINDS_ROOT) {
            return List.of();
        }
        return inhibitors.toOptional().orElse(List.of()).stream()
                .filter(inhibitor -> inhibitor.mode().equals(STRONG))
                .filter(inhibitor -> blocks(inhibitor, Set.of("sleep")))
                .map(inhibitor -> blocker(inhibitor).name())
                .filter(ignored::contains)
                .distinct()
                .toList();
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
