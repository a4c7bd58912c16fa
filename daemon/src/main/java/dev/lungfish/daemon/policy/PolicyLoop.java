package dev.lungfish.daemon.policy;

import dev.lungfish.agent.config.Configuration;
import dev.lungfish.api.CpuOutcome;
import dev.lungfish.api.Explanation;
import dev.lungfish.api.Finished;
import dev.lungfish.core.policy.Decider;
import dev.lungfish.core.policy.Decision;
import dev.lungfish.core.policy.Rule;
import dev.lungfish.core.policy.Rule.Action;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.state.directory.StateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Looks, decides, and carries the decision out. One thread looks; others may ask for an
/// explanation.
public final class PolicyLoop {
    /// After a sleep that was not to be, none is tried again for at least so long.
    private static final Duration LEAST_BACKOFF = Duration.ofMinutes(1);

    private final Configuration configuration;
    private final Supplier<Situation> eyes;
    private final Sleeper sleeper;
    private final CpuPowerService processors;
    private final Log log;
    private final Decider decider;

    private Decision decision = Decision.none();
    private Optional<Situation> situation = Optional.empty();
    private Optional<Applied> applied = Optional.empty();
    private Instant noSleepBefore = Instant.MIN;

    /// Puts the host to sleep.
    @FunctionalInterface
    public interface Sleeper {
        /// Begins a request.
        ///
        /// @return done when it has ended; empty where another one runs
        Optional<CompletableFuture<Finished>> begin(SleepRequest request);
    }

    /// A profile that was set by a decision.
    ///
    /// @param again not before this time where it could not be set; empty where it was
    private record Applied(String profile, Optional<Instant> again) {}

    /// @param eyes looks at the host
    public PolicyLoop(
            Configuration configuration,
            Supplier<Situation> eyes,
            Sleeper sleeper,
            CpuPowerService processors,
            Log log) {
        this.configuration = configuration;
        this.eyes = eyes;
        this.sleeper = sleeper;
        this.processors = processors;
        this.log = log;
        decider = new Decider(configuration.power().policy().ladder());
    }

    /// Why it is as it is; empty before the first look.
    public synchronized Optional<Explanation> explain() {
        return situation.map(seen -> Explanation.of(decider, decision, seen));
    }

    /// Looks once, decides, and carries the decision out; returns when a sleep that it began is
    /// over.
    ///
    /// @return whether to look again at once, as after a sleep
    public boolean look() {
        Decision next = decide();
        Situation seen = situation.orElseThrow();
        return switch (next.action().orElse(null)) {
            case null -> {
                letGo();
                yield false;
            }
            case Action.UseProfile(String profile) -> {
                use(profile, next, seen);
                yield false;
            }
            case Action.Sleep sleep -> sleep(next.rule().orElseThrow(), sleep, seen);
        };
    }

    private synchronized Decision decide() {
        Situation seen = eyes.get();
        Decision next = decider.decide(seen, decision);
        if (!next.rule().equals(decision.rule())) {
            log.event(
                    new LogEvent.PolicyDecided(
                            next.rule().map(Rule::name).orElse("none"),
                            next.action()
                                    .map(Action::told)
                                    .map(ReasonText::sentence)
                                    .orElse("nothing"),
                            next.why()));
        }
        situation = Optional.of(seen);
        decision = next;
        return next;
    }

    private void use(String profile, Decision next, Situation seen) {
        Instant now = seen.at().toInstant();
        boolean holds =
                applied.filter(one -> one.profile().equals(profile))
                        .filter(one -> one.again().filter(again -> !now.isBefore(again)).isEmpty())
                        .isPresent();
        if (holds) {
            return;
        }
        String by = "policy rule '" + next.rule().orElseThrow().name() + "'";
        boolean done;
        try {
            // The configuration is refused where a rule names no profile that there is.
            done = processors.set(processors.profile(profile), by) instanceof CpuOutcome.Done;
        } catch (StateException e) {
            done = failed("profile " + profile, by, e);
        }
        applied =
                Optional.of(
                        new Applied(
                                profile,
                                done ? Optional.empty() : Optional.of(now.plus(backoff()))));
    }

    private boolean failed(String order, String by, StateException e) {
        log.event(new LogEvent.ProcessorsNotSet(order, by, List.of(Reasoned.of(e))));
        return false;
    }

    private Duration backoff() {
        Duration minimum = configuration.power().policy().ladder().minimum();
        return minimum.compareTo(LEAST_BACKOFF) > 0 ? minimum : LEAST_BACKOFF;
    }

    /// No rule holds: what a rule has set is put back.
    private void letGo() {
        if (applied.isPresent()) {
            applied = Optional.empty();
            try {
                processors.restore("policy: no rule holds");
            } catch (StateException e) {
                boolean _ = failed("restore", "policy: no rule holds", e);
            }
        }
    }

    private boolean sleep(Rule rule, Action.Sleep sleep, Situation seen) {
        Instant now = seen.at().toInstant();
        Duration length = rule.sleepLength(seen.at()).orElseThrow();
        if (now.isBefore(noSleepBefore)
                || length.compareTo(configuration.settings().shortest()) < 0) {
            return false;
        }
        SleepRequest request =
                SleepRequest.to(sleep.target())
                        .named(Requester.newRequest())
                        .by("policy rule '" + rule.name() + "'")
                        .lasting(length)
                        .after(configuration.delay())
                        .onEarlyWake(configuration.onEarlyWake())
                        .purpose(SleepRequest.Purpose.WHEN_IDLE)
                        .build();
        Optional<CompletableFuture<Finished>> begun = sleeper.begin(request);
        if (begun.isEmpty()) {
            return false; // Somebody else's request runs; the next look sees what came of it.
        }
        return isBack(begun.get().join().outcome(), now);
    }

    /// A host that slept as long as it should looks at once and sleeps on if nothing has changed.
    /// One that somebody woke, or that could not sleep, must be idle anew for as long as the rule
    /// says.
    private synchronized boolean isBack(Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Slept) {
            return true;
        }
        decision = Decision.none();
        if (!(outcome instanceof Outcome.WokeEarly)) {
            noSleepBefore = now.plus(backoff());
        }
        return false;
    }
}
