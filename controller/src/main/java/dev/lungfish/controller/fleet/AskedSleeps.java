package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Sleeps that people have asked for. Such a host is treated as in a pool that is planned
/// automatically, for its next call: all other rules hold, so what they refuse stays refused. Kept
/// in memory alone: after a start of the controller nobody sleeps for a while anyway. For who has
/// the loop's lock.
final class AskedSleeps {
    /// How many calls a host may miss before the ask is forgotten.
    private static final int CALLS = 3;

    private final Map<String, Ask> asks = new HashMap<>();

    /// One.
    ///
    /// @param longest empty for as long as the rules give
    private record Ask(Optional<Duration> longest, Instant until) {}

    void put(Member member, Optional<Duration> longest, PoolRules rules, Instant now) {
        asks.put(member.id(), new Ask(longest, now.plus(rules.call().multipliedBy(CALLS))));
    }

    /// Nobody asks for it any more.
    void forget(Member member) {
        asks.remove(member.id());
    }

    /// How all is again what it is now.
    Runnable undo() {
        Map<String, Ask> before = Map.copyOf(asks);
        return () -> {
            asks.clear();
            asks.putAll(before);
        };
    }

    /// The rules for a host that calls.
    PoolRules rules(PoolRules rules, Member member, Instant now) {
        boolean asked = ask(member).filter(ask -> now.isBefore(ask.until())).isPresent();
        if (!asked) {
            asks.remove(member.id());
        }
        return asked ? automatic(rules) : rules;
    }

    /// A sleep as short as it was asked for.
    Decision cut(Member member, Decision decision) {
        Optional<Duration> longest = ask(member).flatMap(Ask::longest);
        return decision.act() instanceof Decision.Act.Sleep(Duration length)
                        && longest.filter(most -> most.compareTo(length) < 0).isPresent()
                ? shorter(decision, longest.get())
                : decision;
    }

    /// A host was answered: one that sleeps has what was asked for.
    void answered(Member member, Verdict verdict) {
        if (verdict instanceof Verdict.Sleep) {
            asks.remove(member.id());
        }
    }

    private Optional<Ask> ask(Member member) {
        return Optional.ofNullable(asks.get(member.id()));
    }

    /// What the rules say to a host that is to sleep now.
    ///
    /// @param decision of the plan
    /// @throws ReasonException where they refuse it
    static Decision allowed(
            Member member,
            HostContext context,
            Instant now,
            Optional<Duration> longest,
            Decision decision) {
        if (!member.host().state().isAwake()) {
            throw new ReasonException(
                    new LoopReason.HostNotAwake(member.name(), member.host().state().spelling()));
        }
        member.host()
                .speaksAgainstSleep(now, context)
                .ifPresent(why -> {
                    throw refused(member, why);
                });
        if (!(decision.act() instanceof Decision.Act.Sleep(Duration length))) {
            throw refused(member, decision.why());
        }
        return longest.filter(most -> most.compareTo(length) < 0)
                .map(most -> shorter(decision, most))
                .orElse(decision);
    }

    private static ReasonException refused(Member member, Reason why) {
        return new ReasonException(new LoopReason.SleepRefused(member.name(), why));
    }

    private static Decision shorter(Decision decision, Duration length) {
        return new Decision(new Decision.Act.Sleep(length), decision.why(), decision.changes());
    }

    /// The same rules, by which a sleep is also given and not only shown. Where the plan is off, it
    /// stays off.
    static PoolRules automatic(PoolRules rules) {
        return rules.mode() == Mode.OFF ? rules : rules.with(Mode.AUTOMATIC);
    }
}
