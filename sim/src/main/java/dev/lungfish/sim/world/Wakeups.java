package dev.lungfish.sim.world;

import dev.lungfish.core.procedure.request.Wakeup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The wakeups of programs. They are on the disk, so only their owners and time remove them.
public final class Wakeups {
    /// More than there are in one run.
    private static final int MOST = 64;

    private static final long KEPT_MILLIS = 86_400_000;

    private final World world;
    private final List<Asked> all = new ArrayList<>();
    private final List<Asked> takenBack = new ArrayList<>();
    private int number;

    /// One of them.
    ///
    /// @param askedMillis when it was requested
    public record Asked(Wakeup wakeup, long askedMillis) {}

    Wakeups(World world) {
        this.world = world;
    }

    /// A program requests one.
    public void ask(long aheadMillis, long stayMillis) {
        if (all.size() < MOST) {
            number++;
            Instant at = world.moment().wall().plusMillis(Math.max(1, aheadMillis));
            all.add(
                    new Asked(
                            new Wakeup(
                                    "wakeup-" + number,
                                    "the simulation",
                                    "task " + number,
                                    at,
                                    Duration.ofMillis(stayMillis)),
                            world.nowMillis()));
        }
    }

    /// A program removes the last one, if there is one.
    public void takeBack() {
        if (!all.isEmpty()) {
            takenBack.add(all.removeLast());
        }
    }

    /// All, including past ones.
    public List<Asked> all() {
        return all;
    }

    /// Whether there was ever one.
    public boolean everAsked() {
        return number > 0;
    }

    /// The content of the file.
    public List<Wakeup> kept() {
        return all.stream().map(Asked::wakeup).toList();
    }

    /// When one is due, in the time of the world, as the wall clock is set now.
    public long dueMillis(Wakeup wakeup) {
        return world.nowMillis() + Duration.between(world.moment().wall(), wakeup.at()).toMillis();
    }

    /// Whether there was a wakeup within this time, even if it was removed.
    public boolean anyDue(long firstMillis, long lastMillis) {
        return Stream.concat(all.stream(), takenBack.stream())
                .map(asked -> dueMillis(asked.wakeup()))
                .anyMatch(due -> due >= firstMillis && due <= lastMillis);
    }

    /// Forgets past ones.
    void forgive() {
        all.removeIf(asked ->
                dueMillis(asked.wakeup()) + asked.wakeup().stay().toMillis() + KEPT_MILLIS
                        < world.nowMillis());
    }
}
