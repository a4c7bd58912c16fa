package dev.lungfish.sim.fleet.run;

import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.sim.fleet.world.FleetFault;
import dev.lungfish.sim.seed.Counts;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The figures of some runs, which show that the simulation really checked something.
public final class FleetFigures {
    private long seeds;
    private long steps;
    private long sleeps;
    private long leases;
    private long demands;
    private final Counts<FleetFault> faults = new Counts<>(FleetFault.class);
    private final TreeMap<String, Long> states = new TreeMap<>();
    private final TreeMap<String, Long> actions = new TreeMap<>();
    private final TreeMap<String, Set<String>> next = new TreeMap<>();

    public FleetFigures() {
        for (Class<?> state : HostState.class.getPermittedSubclasses()) {
            states.put(name(state), 0L);
        }
    }

    static String name(Class<?> type) {
        return type.getSimpleName();
    }

    void seed(Counts<FleetFault> counts) {
        seeds++;
        faults.add(counts);
    }

    void step(Class<?> before, Class<?> after) {
        steps++;
        states.merge(name(after), 1L, Long::sum);
        if (before != after) {
            next.computeIfAbsent(name(before), _ -> new TreeSet<>()).add(name(after));
        }
    }

    void action(String action) {
        actions.merge(action, 1L, Long::sum);
    }

    void slept() {
        sleeps++;
    }

    void leased() {
        leases++;
    }

    void demanded() {
        demands++;
    }

    /// Adds the figures of other runs.
    public void add(FleetFigures other) {
        seeds += other.seeds;
        steps += other.steps;
        sleeps += other.sleeps;
        leases += other.leases;
        demands += other.demands;
        faults.add(other.faults);
        other.states.forEach((state, count) -> states.merge(state, count, Long::sum));
        other.actions.forEach((action, count) -> actions.merge(action, count, Long::sum));
        other.next.forEach(
                (state, after) -> next.computeIfAbsent(state, _ -> new TreeSet<>()).addAll(after));
    }

    /// Events that the machine has taken.
    public long steps() {
        return steps;
    }

    public long sleeps() {
        return sleeps;
    }

    public Counts<FleetFault> faults() {
        return faults;
    }

    /// How many steps led to each state, by its simple name.
    public Map<String, Long> states() {
        return states;
    }

    /// How often each action was asked for, by its simple name; a wake with its path.
    public Map<String, Long> actions() {
        return actions;
    }

    /// Which states followed on which within one step, by their simple names.
    public Map<String, Set<String>> next() {
        return next;
    }

    /// A table for people.
    public String inWords() {
        StringBuilder words = new StringBuilder();
        row(words, "seeds", seeds);
        row(words, "steps", steps);
        row(words, "leases", leases);
        row(words, "sleeps", sleeps);
        row(words, "demands", demands);
        row(words, "faults injected", faults.total());
        faults.forEach((kind, count) -> row(words, "  " + kind.spelling(), count));
        words.append("steps by state\n");
        states.forEach((state, count) -> row(words, "  " + state, count));
        words.append("actions\n");
        actions.forEach((action, count) -> row(words, "  " + action, count));
        return words.toString();
    }

    private static void row(StringBuilder words, String name, long count) {
        words.append("%-28s %,15d%n".formatted(name, count));
    }
}
