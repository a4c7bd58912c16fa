package dev.lungfish.sim.page;

import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.ProcedureState;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.sim.run.Figures;
import dev.lungfish.sim.run.Run;
import dev.lungfish.sim.run.Trace;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// What simulated procedures did: the phases and the effects of each state, and what followed.
final class Observed implements Trace {
    final Map<String, Set<String>> phases = new TreeMap<>();
    final Map<String, Set<String>> effects = new TreeMap<>();
    final Map<String, Set<String>> next = new TreeMap<>();

    static Observed over(long seeds) {
        Observed observed = new Observed();
        Figures figures = new Figures();
        for (long seed = 1; seed <= seeds; seed++) {
            long _ = Run.of(seed, figures, observed);
        }
        return observed;
    }

    @Override
    public void tell(Supplier<String> words) {}

    @Override
    public void begins(Step first) {
        add(next, StateCode.BEGIN, name(first.state()));
        note(first);
    }

    @Override
    public void went(Step from, Step to) {
        add(next, name(from.state()), name(to.state()));
        note(to);
    }

    private void note(Step step) {
        String name = name(step.state());
        add(phases, name, step.state().phase().spelling());
        step.effect().ifPresent(effect -> add(effects, name, inShort(effect)));
    }

    private static void add(Map<String, Set<String>> map, String name, String value) {
        map.computeIfAbsent(name, _ -> new TreeSet<>()).add(value);
    }

    private static String name(ProcedureState state) {
        return StateCode.shortName(state.getClass().getName().replace('.', '/'));
    }

    /// `Write Accepted`, `Wait countdown`, `ReadRtc`.
    private static String inShort(Effect effect) {
        String name = effect.getClass().getSimpleName();
        return switch (effect) {
            case Effect.Write(var entry) -> name + " " + entry.getClass().getSimpleName();
            case Effect.Wait(_, var reason) ->
                    name + " " + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
            case Effect.OnHost _, Effect.OnRecord _ -> name;
        };
    }
}
