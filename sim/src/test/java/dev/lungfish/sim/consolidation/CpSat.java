package dev.lungfish.sim.consolidation;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.core.fleet.consolidation.HostRoom;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The fewest hosts that hold all guests, by OR-Tools' CP-SAT, with no regard to how they get
/// there.
final class CpSat {
    static {
        Loader.loadNativeLibraries();
    }

    private CpSat() {}

    /// @param hosts of the best that was found
    /// @param bound below which there is none
    record Optimum(int hosts, int bound) {}

    /// Solves in deterministic time with one worker.
    ///
    /// @param plan by which it starts
    /// @param time deterministic, in about seconds
    static Optimum solve(RandomPool pool, ConsolidationPlan plan, double time) {
        List<HostRoom> hosts = pool.hosts();
        List<GuestLoad> guests = pool.guests();
        int hint = plan.awakeAfter();
        CpModel model = new CpModel();
        BoolVar[] used = new BoolVar[hosts.size()];
        for (int host = 0; host < used.length; host++) {
            used[host] = model.newBoolVar("used" + host);
        }
        BoolVar[][] on = new BoolVar[guests.size()][used.length];
        for (int guest = 0; guest < on.length; guest++) {
            for (int host = 0; host < used.length; host++) {
                on[guest][host] = model.newBoolVar("on" + guest + "/" + host);
                model.addImplication(on[guest][host], used[host]);
                if (!pool.allows(guests.get(guest), hosts.get(host))) {
                    model.addEquality(on[guest][host], 0);
                }
            }
            model.addExactlyOne(Arrays.copyOf(on[guest], used.length, Literal[].class));
        }
        apart(model, guests, on);
        for (int kind = 0; kind < Amounts.KINDS; kind++) {
            room(model, pool, kind, used, on);
        }
        LinearExpr all = LinearExpr.sum(used);
        model.addLinearConstraint(all, 0, hint);
        model.minimize(all);
        hint(model, pool, plan, used, on);
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1).setRandomSeed(1).setMaxDeterministicTime(time);
        CpSolverStatus status = solver.solve(model);
        boolean found = status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE;
        return new Optimum(
                found ? (int) Math.round(solver.objectiveValue()) : hint,
                (int) Math.ceil(solver.bestObjectiveBound() - 1e-6));
    }

    private static void apart(CpModel model, List<GuestLoad> guests, BoolVar[][] on) {
        for (int one = 0; one < on.length; one++) {
            for (int other = 0; other < one; other++) {
                if (!Collections.disjoint(guests.get(one).apart(), guests.get(other).apart())) {
                    for (int host = 0; host < on[one].length; host++) {
                        model.addAtMostOne(new Literal[] {on[one][host], on[other][host]});
                    }
                }
            }
        }
    }

    /// What is on each host fits, and so all used hosts together have room for all.
    private static void room(
            CpModel model, RandomPool pool, int kind, BoolVar[] used, BoolVar[][] on) {
        // In MiB, of which all sizes here are whole numbers.
        long scale = kind == 0 ? 1 << 20 : 1;
        LinearExprBuilder all = LinearExpr.newBuilder();
        for (int host = 0; host < used.length; host++) {
            long room = pool.hosts().get(host).room().of(kind) / scale;
            LinearExprBuilder sum = LinearExpr.newBuilder();
            for (int guest = 0; guest < on.length; guest++) {
                sum.addTerm(on[guest][host], pool.guests().get(guest).needs().of(kind) / scale);
            }
            sum.addTerm(used[host], -room);
            model.addLessOrEqual(sum, 0);
            all.addTerm(used[host], room);
        }
        model.addGreaterOrEqual(
                all,
                pool.guests().stream().mapToLong(guest -> guest.needs().of(kind) / scale).sum());
    }

    private static void hint(
            CpModel model,
            RandomPool pool,
            ConsolidationPlan plan,
            BoolVar[] used,
            BoolVar[][] on) {
        Map<String, String> places = new HashMap<>();
        plan.moves().forEach(move -> places.put(move.guest(), move.to()));
        for (int host = 0; host < used.length; host++) {
            String name = pool.hosts().get(host).name();
            model.addHint(used[host], !plan.sleeping().contains(name));
            for (int number = 0; number < on.length; number++) {
                GuestLoad guest = pool.guests().get(number);
                model.addHint(
                        on[number][host],
                        places.getOrDefault(guest.name(), guest.host()).equals(name));
            }
        }
    }
}
