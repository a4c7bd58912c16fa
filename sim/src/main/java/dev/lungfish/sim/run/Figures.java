package dev.lungfish.sim.run;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.sim.seed.Counts;
import dev.lungfish.sim.seed.FaultKind;
import java.util.Map;
import java.util.TreeMap;

/// The figures of some runs, which show that the simulation really checked something.
public final class Figures {
    private long seeds;
    private long steps;
    private long requests;
    private long settlements;
    private long sleeps;
    private final Counts<FaultKind> faults = new Counts<>(FaultKind.class);
    private final Counts<Phase> phases = new Counts<>(Phase.class);
    private final TreeMap<String, Long> outcomes = new TreeMap<>();

    void seed(Counts<FaultKind> counts) {
        seeds++;
        faults.add(counts);
    }

    void step(Phase phase) {
        steps++;
        phases.count(phase);
    }

    void request() {
        requests++;
    }

    void settlement() {
        settlements++;
    }

    void slept(int times) {
        sleeps += times;
    }

    void outcome(Outcome outcome) {
        outcomes.merge(outcome.getClass().getSimpleName(), 1L, Long::sum);
    }

    /// Adds the figures of other runs.
    public void add(Figures other) {
        seeds += other.seeds;
        steps += other.steps;
        requests += other.requests;
        settlements += other.settlements;
        sleeps += other.sleeps;
        faults.add(other.faults);
        phases.add(other.phases);
        other.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
    }

    public long seeds() {
        return seeds;
    }

    /// Answered effects.
    public long steps() {
        return steps;
    }

    public Counts<FaultKind> faults() {
        return faults;
    }

    public Counts<Phase> phases() {
        return phases;
    }

    /// By the simple name of the outcome.
    public Map<String, Long> outcomes() {
        return outcomes;
    }

    public long sleeps() {
        return sleeps;
    }

    /// A table for people.
    public String inWords() {
        StringBuilder words = new StringBuilder();
        row(words, "seeds", seeds);
        row(words, "steps", steps);
        row(words, "requests", requests);
        row(words, "settlements", settlements);
        row(words, "sleeps", sleeps);
        row(words, "faults injected", faults.total());
        faults.forEach((kind, count) -> row(words, "  " + kind.spelling(), count));
        words.append("outcomes\n");
        outcomes.forEach((outcome, count) -> row(words, "  " + outcome, count));
        words.append("steps by phase\n");
        phases.forEach((phase, count) -> row(words, "  " + phase.spelling(), count));
        return words.toString();
    }

    private static void row(StringBuilder words, String name, long count) {
        words.append("%-28s %,15d%n".formatted(name, count));
    }
}
