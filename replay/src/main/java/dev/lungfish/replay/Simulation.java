package dev.lungfish.replay;

import dev.lungfish.core.text.ReasonException;
import dev.lungfish.replay.engine.FleetReplay;
import dev.lungfish.replay.engine.Setting;
import dev.lungfish.replay.oracle.Oracle;
import dev.lungfish.replay.policy.Account;
import dev.lungfish.replay.policy.Policy;
import dev.lungfish.replay.result.Curve;
import dev.lungfish.replay.result.Figures;
import dev.lungfish.replay.trace.Load;
import dev.lungfish.replay.trace.Need;
import dev.lungfish.replay.trace.TraceReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One trace, replayed for one pool.
///
/// @param trace where it was read from
/// @param beginning of the trace
/// @param length of the trace
/// @param setting the pool
/// @param oracle the least energy under the rules of the pool
/// @param unruled the least energy with its leases alone: no reserve, no hosts that stay awake
/// @param alwaysOn joules that are used where no host ever sleeps
/// @param need how many hosts the work needs, in the mean of each part of the time
/// @param policies what became of each; the fleet's own first
public record Simulation(
        String trace,
        Instant beginning,
        Duration length,
        Setting setting,
        Oracle oracle,
        Oracle unruled,
        double alwaysOn,
        Curve need,
        List<Figures> policies) {
    public Simulation {
        policies = List.copyOf(policies);
    }

    /// Replays a trace.
    ///
    /// @throws ReasonException with a [TraceReason] where the pool is too small for it
    public static Simulation of(String trace, Load load, Setting setting) {
        Need need = load.need(setting.capacity().cores(), (double) setting.capacity().memory());
        int hosts = setting.hosts();
        if (need.peak() > hosts) {
            throw new ReasonException(new TraceReason.TraceTooLarge(trace, hosts, need.peak()));
        }
        Need rules = need.withRules(setting.least(), setting.reserve(), hosts);
        Duration longest = setting.pool().leases().longest().plus(setting.power().up());
        List<Figures> policies = new ArrayList<>();
        policies.add(FleetReplay.of(setting, need, rules, load.beginning()));
        for (Policy policy : Policy.values()) {
            policies.add(
                    Account.of(
                            policy, need, rules, hosts, setting.power(), setting.pool().leases()));
        }
        Curve curve = new Curve(need.length());
        for (int i = 0; i + 1 < need.steps(); i++) {
            curve.add(need.times()[i], need.times()[i + 1], need.hosts()[i]);
        }
        return new Simulation(
                trace,
                load.beginning(),
                Duration.ofMillis(need.length()),
                setting,
                Oracle.of(rules, hosts, setting.power(), longest),
                Oracle.of(need, hosts, setting.power(), longest),
                setting.power().awake() * hosts * need.length() / 1e3,
                curve,
                policies);
    }

    /// How much a policy used of what the oracle under the same rules did: 1.02 is two percent
    /// more.
    public double overOracle(Figures policy) {
        return policy.joules() / oracle.least();
    }

    /// Which share of what can be saved it saved; 1 where nothing can be.
    public double kept(Figures policy) {
        double possible = alwaysOn - oracle.least();
        return possible <= 0 ? 1 : (alwaysOn - policy.joules()) / possible;
    }

    /// A number of sleeps in a day of each host, in the mean.
    public double perHostDay(long count) {
        return (double) count / setting.hosts() / (length.toMillis() / 86_400_000.0);
    }
}
