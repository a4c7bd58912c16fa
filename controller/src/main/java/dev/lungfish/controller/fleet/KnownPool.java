package dev.lungfish.controller.fleet;

import dev.lungfish.controller.config.PoolConfiguration;
import dev.lungfish.controller.store.PoolTable;
import dev.lungfish.controller.store.Transaction;
import dev.lungfish.core.fleet.forecast.ArrivalHistory;
import dev.lungfish.core.fleet.forecast.WeeklyForecast;
import dev.lungfish.core.fleet.plan.IdleHistory;
import dev.lungfish.core.fleet.plan.IdleKnowledge;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.PoolView;
import dev.lungfish.core.fleet.plan.Reserve;
import dev.lungfish.core.fleet.plan.Wakers;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Preference;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.pool.ResumeTimes;
import dev.lungfish.core.fleet.state.HostState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One pool: its hosts, its history, and its rules at this moment. For who has the loop's lock.
final class KnownPool {
    /// Rules are looked at anew after so long: a minute of a schedule counts.
    private static final Duration FRESH = Duration.ofSeconds(5);

    /// A reserve that is measured, after so long.
    private static final Duration MEASURED = Duration.ofMinutes(1);

    /// What was learned of idle times is kept after so long.
    private static final Duration KEPT = Duration.ofMinutes(1);

    /// Wakes of all hosts that are remembered.
    private static final int WAKES = 1000;

    private final PoolConfiguration configured;
    private final IdleHistory idle;
    private final PoolView view;
    private final ArrivalHistory arrivals;
    private final WeeklyForecast forecast;
    private final Map<String, ResumeTimes> resumes = new HashMap<>();
    private final ArrayDeque<Duration> wakes = new ArrayDeque<>();
    private Optional<Duration> resume = Optional.empty();
    private PoolRules rules;
    private Instant looked = Instant.MIN;
    private Instant measured = Instant.MIN;
    private Instant kept = Instant.MIN;
    private int gaps;
    private int arriving;

    KnownPool(PoolConfiguration configured, Transaction transaction, Instant now) {
        this.configured = configured;
        rules = configured.policy().rules();
        IdleRule rule = configured.policy().idle();
        idle =
                transaction
                        .pools()
                        .idle(configured.name())
                        .map(known -> new IdleHistory(rule, known))
                        .orElseGet(() -> new IdleHistory(rule));
        gaps = idle.gaps();
        view = new PoolView(idle);
        List<PoolTable.Count> known = transaction.pools().arrivals(configured.name());
        List<PoolTable.Count> uses = transaction.pools().uses(configured.name());
        arrivals =
                new ArrivalHistory(uses.stream().map(PoolTable.Count::at).findFirst().orElse(now));
        known.forEach(arrival -> arrivals.arrive(arrival.at(), arrival.hosts()));
        forecast = new WeeklyForecast(configured.zone());
        uses.forEach(use -> forecast.learn(use.at(), use.hosts()));
    }

    PoolConfiguration configured() {
        return configured;
    }

    String name() {
        return configured.name();
    }

    PoolView view() {
        return view;
    }

    /// How long its hosts were idle before they were used again.
    IdleHistory idle() {
        return idle;
    }

    /// What is to be kept of that; empty where nothing new is.
    Optional<IdleKnowledge> newOfIdle(Instant now) {
        if (idle.gaps() == gaps || !(now.isBefore(kept) || now.isAfter(kept.plus(KEPT)))) {
            return Optional.empty();
        }
        kept = now;
        gaps = idle.gaps();
        return Optional.of(idle.knowledge());
    }

    PoolRules rules() {
        return rules;
    }

    ArrivalHistory arrivals() {
        return arrivals;
    }

    WeeklyForecast forecast() {
        return forecast;
    }

    /// How long a host took to wake.
    ResumeTimes resumes(String host) {
        return resumes.getOrDefault(host, ResumeTimes.NONE);
    }

    /// What was kept of a host that is new here.
    void remember(String host, ResumeTimes times) {
        if (resumes.putIfAbsent(host, times) == null) {
            times.newest().forEach(this::remember);
        }
    }

    /// A host took so long to wake.
    ResumeTimes woke(String host, Duration time) {
        ResumeTimes times = resumes(host).and(time);
        resumes.put(host, times);
        remember(time);
        return times;
    }

    private void remember(Duration wake) {
        wakes.add(wake);
        if (wakes.size() > WAKES) {
            wakes.removeFirst();
        }
    }

    /// How many wakes were measured.
    int wakes() {
        return wakes.size();
    }

    /// What a host needs to wake, in 99 of 100 cases: by its own wakes, else by those of all hosts
    /// of the pool, else as usual.
    Duration resume(String host, Duration usual) {
        return resumes(host).inNearlyAllCases().orElseGet(() -> resume(usual));
    }

    /// The same for any host.
    Duration resume(Duration usual) {
        return resume.orElse(usual);
    }

    Wakers.OfPool now() {
        return new Wakers.OfPool(rules, view);
    }

    /// Whether the rules are to be looked at.
    boolean isOld(Instant now) {
        return now.isBefore(looked) || now.isAfter(looked.plus(FRESH));
    }

    /// Looks at the rules anew.
    ///
    /// @param usual what a host needs to wake where nothing was measured
    void look(Instant now, Duration usual, Rates rates) {
        looked = now;
        resume = ResumeTimes.inNearlyAllCases(wakes);
        if (rules.reserve() instanceof Reserve.Quantile quantile
                && (now.isBefore(measured) || now.isAfter(measured.plus(MEASURED)))) {
            measured = now;
            arriving = arrivals.reserve(now, resume(usual), quantile.share());
        }
        rules =
                configured
                        .policy()
                        .at(
                                now,
                                count -> ahead(now, count, resume(usual), rates),
                                arriving,
                                Optional.of(forecast));
    }

    /// How long before so many hosts are awake the first one is to be woken.
    private Duration ahead(Instant now, int count, Duration needed, Rates rates) {
        Duration one = needed.plus(rules.lead().margin());
        int missing = count - view.awake();
        if (missing <= 1 || rates.equals(Rates.NONE)) {
            return one;
        }
        List<PoolHost> sleepers =
                view.hosts().stream()
                        .filter(host -> host.state() instanceof HostState.Asleep)
                        .sorted(Preference.BEST)
                        .limit(missing)
                        .toList();
        return one.plus(rates.untilAll(now, sleepers));
    }
}
