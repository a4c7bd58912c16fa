package dev.lungfish.sim.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The administrator's hooks, and what they changed before a sleep and did not put back after it.
/// What they change lies on the disk, so that it is there after a loss of power.
public final class Hooks {
    private final List<String> names = new ArrayList<>();
    private final Set<String> begun = new LinkedHashSet<>();
    private boolean disturbed;

    void add() {
        names.add("%d-hook".formatted(10 * (names.size() + 1)));
    }

    /// All of them, in their order.
    public List<String> names() {
        return List.copyOf(names);
    }

    /// Those that ran before a sleep, and not yet after it.
    public Set<String> begun() {
        return Set.copyOf(begun);
    }

    /// Runs hooks before a sleep, except the last ones.
    public void begin(List<String> hooks, int but) {
        begun.addAll(hooks.subList(0, hooks.size() - but));
    }

    /// Runs hooks after a sleep, the last one first, except the first ones.
    public void finish(List<String> hooks, int but) {
        hooks.subList(but, hooks.size()).forEach(begun::remove);
    }

    /// A hook took effect after it was given up.
    public void disturb() {
        disturbed = true;
    }

    public boolean disturbed() {
        return disturbed;
    }

    /// Accepts the present state: the administrator sees to it.
    void writeOff() {
        disturbed = false;
        begun.clear();
    }
}
