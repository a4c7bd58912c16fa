package dev.lungfish.sim.mutant;

import java.util.List;

/// The planted faults of fleets: one for each guard that an invariant of the simulation rests on.
/// Whoever changes a guard changes its line here.
final class FleetMutants {
    static final List<Mutant> ALL =
            List.of(
                    new Mutant(
                            "higher epoch not heeded",
                            "Calls.java",
                            "course.context.epoch().isBelow(call.highest())",
                            "course.context.epoch().isBelow(course.context.epoch())"),
                    new Mutant(
                            "higher epoch not heeded where a lease is repeated",
                            "Calls.java",
                            "authority(course, event.call()).or(() -> course.refusal(true))",
                            "course.refusal(true)"),
                    new Mutant(
                            "call that is older than the sleep believed",
                            "Calls.java",
                            "!ended && mayBeOlder(course, call, rest)",
                            "!ended && mayBeOlder(course, call, rest) && course.now == null"),
                    new Mutant(
                            "second lease where the answer to the first is under way",
                            "Calls.java",
                            "return recent || (ofTheSame && course.state instanceof"
                                    + " HostState.Ordered);",
                            "return recent && !(course.state instanceof HostState.Ordered);"),
                    new Mutant(
                            "demand loses against a notice",
                            "Notices.java",
                            "course.refusal(true) .or(",
                            "course.refusal(true).filter(_ -> course.wanted.isEmpty()) .or("),
                    new Mutant(
                            "hold not heeded",
                            "Course.java",
                            "if (held.isPresent()) {",
                            "if (held.isPresent() && wanted.isPresent()) {"),
                    new Mutant(
                            "sleeper not woken for a demand",
                            "Limits.java",
                            "private static void restOrWake(Course course, Rest sleep) { if"
                                    + " (course.wanted.isPresent()) {",
                            "private static void restOrWake(Course course, Rest sleep) { if"
                                    + " (course.wanted.isPresent() && sleep.isOver(course.now)) {"),
                    new Mutant(
                            "power switched on where nobody knows",
                            "Limits.java",
                            ".filter(path -> path != WakePath.POWER_ON)",
                            ""),
                    new Mutant(
                            "silence not noticed",
                            "Limits.java",
                            "return call.plus(rules.silence());",
                            "return call.plus(Duration.ofDays(9));"),
                    new Mutant(
                            "silence not noticed, but looked at for ever",
                            "Limits.java",
                            "!course.now.isBefore(silent(course.rules, call))",
                            "course.now.isAfter(silent(course.rules, call).plusSeconds(9))"),
                    new Mutant(
                            "alarm that did not wake not noticed",
                            "Limits.java",
                            "return due.plus(rules.grace());",
                            "return due.plus(Duration.ofDays(9));"),
                    new Mutant(
                            "order that nobody answered not looked at again",
                            "Limits.java",
                            "case HostState.Ordered(Instant since, _) ->"
                                    + " Optional.of(since.plus(rules.order()));",
                            "case HostState.Ordered _ -> Optional.empty();"),
                    new Mutant(
                            "order without a bound",
                            "Calls.java",
                            "Optional.of( course.now.plus(most(course, lease, lease.length()))),",
                            "Optional.empty(),"),
                    new Mutant(
                            "start of a controller without a time to settle",
                            "Changes.java",
                            "course.history.pausedUntil(until, new"
                                    + " FleetReason.ControllerSettles(until));",
                            "course.history;"),
                    new Mutant(
                            "release ends the time to settle",
                            "History.java",
                            "List.of(), wakes, pause, Optional.empty());",
                            "List.of(), wakes, Optional.empty(), Optional.empty());"),
                    new Mutant(
                            "no waker kept",
                            "Planner.java",
                            "int least = wakers.least(network);",
                            "int least = 0;"),
                    new Mutant(
                            "host counted as its own waker",
                            "Wakers.java",
                            "pool.view().othersAwake(host, network)",
                            "pool.view().awake(network)"),
                    new Mutant(
                            "least careful pool of a network decides",
                            "Wakers.java",
                            "most = Math.max(most, pool.rules().wakers(network, members));",
                            "int least = pool.rules().wakers(network, members);"
                                    + " most = most == 0 ? least : Math.min(most, least);"),
                    new Mutant(
                            "nobody woken for a schedule",
                            "FleetUpkeep.java",
                            "need(floor.awake(), ofPool, floor::kept);",
                            "need(0, ofPool, floor::kept);"),
                    new Mutant(
                            "hosts woken when a schedule begins, and not before",
                            "PoolPolicy.java",
                            "next.from().minus(ahead.apply(schedule.awake()))",
                            "next.from()"),
                    new Mutant(
                            "hosts sleep while a schedule wants them",
                            "Planner.java",
                            "if (others < floor.awake()) {",
                            "if (others < 0) {"),
                    new Mutant(
                            "each pool has the whole power domain",
                            "FleetRates.java",
                            "return new FleetRates(all, after.domains());",
                            "return new FleetRates(all, domains);"),
                    new Mutant(
                            "minimum not kept",
                            "Planner.java",
                            "if (others < rules.awake()) {",
                            "if (others < 0) {"),
                    new Mutant(
                            "sleeps cost nothing of the rates",
                            "Planner.java",
                            "Duration wait = rates.until(now, host);",
                            "Duration wait = Duration.ZERO;"),
                    new Mutant(
                            "wakes cost nothing of the rates",
                            "Allocator.java",
                            "rates = rates.spend(now, host);",
                            ""),
                    new Mutant(
                            "host woken when the demand is over",
                            "Allocator.java",
                            "demand.from().minus(lead.of(host))",
                            "demand.until().minus(lead.of(host))"),
                    new Mutant(
                            "lease longer than the longest",
                            "LeaseRules.java",
                            "length = shorter(shorter(length, longest), most.orElse(longest));",
                            "length = most.orElse(length);"));

    private FleetMutants() {}
}
