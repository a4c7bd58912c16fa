package dev.lungfish.sim.world;

import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.reason.ReceivedReason;
import java.util.ArrayList;
import java.util.List;

/// What keeps the host awake just now, guests excepted.
public final class Blockers {
    private record Standing(Blocker blocker, long sinceMillis) {}

    private static final List<Blocker> ALL =
            List.of(
                    new Blocker(
                            "inhibitor:PackageKit", ReceivedReason.uncoded("installing packages")),
                    new Blocker("script:backup", ReceivedReason.uncoded("a backup runs")),
                    new Blocker("package-manager", ReceivedReason.uncoded("dpkg is at work")));

    private final List<Standing> standing = new ArrayList<>();

    void appear(int number, long nowMillis) {
        Blocker blocker = ALL.get(number);
        if (standing.stream().noneMatch(other -> other.blocker().equals(blocker))) {
            standing.add(new Standing(blocker, nowMillis));
        }
    }

    static int kinds() {
        return ALL.size();
    }

    /// The name of each that there can be.
    public static List<String> names() {
        return ALL.stream().map(Blocker::name).toList();
    }

    public void vanish() {
        standing.clear();
    }

    public List<Blocker> now() {
        return standing.stream().map(Standing::blocker).toList();
    }

    /// Those that stood already at that time and stand still.
    public List<Blocker> since(long millis) {
        return standing.stream()
                .filter(one -> one.sinceMillis() <= millis)
                .map(Standing::blocker)
                .toList();
    }
}
