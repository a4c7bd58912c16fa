package dev.lungfish.core.fleet.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How long hosts of a pool were idle before they were used again, and how long it is worth to wait
/// for that. Not safe to share between threads.
///
/// Hosts of a pool stand in for each other, so what counts is not one host but how many are used.
/// Level n is used while n or more hosts are. A level that is used no more is idle until it is used
/// again; how long that took is known whatever the hosts did meanwhile. So what each waiting time
/// would have cost is known too: a wait as long as the idle time was, or the whole wait and the
/// cost of a sleep. Of the waiting times that would have cost little more than the least possible,
/// the longest one has the fewest sleeps. At first nothing is known, and it is twice the time after
/// which a sleep saves anything.
public final class IdleHistory {
    /// Waiting times, as multiples of the time after which a sleep saves anything.
    private static final double[] WAITS = {
        0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64
    };

    private static final int FIRST = 7;

    /// After this time what was seen before counts half.
    private static final double HALF_SECONDS = Duration.ofDays(14).toSeconds();

    private final IdleRule rule;
    private final double[] costs;
    private @Nullable Instant[] idle = new @Nullable Instant[16];
    private double least;
    private double used;
    private double weighed;
    private int count;
    private int known;
    private @Nullable Instant last;
    private Duration wait;

    /// Nothing is known yet.
    public IdleHistory(IdleRule rule) {
        this(rule, new double[WAITS.length]);
        wait =
                switch (rule) {
                    case IdleRule.Fixed(Duration fixed) -> fixed;
                    case IdleRule.Learned learned -> times(learned, WAITS[FIRST]);
                };
    }

    private IdleHistory(IdleRule rule, double[] costs) {
        this.rule = rule;
        this.costs = costs;
        wait = Duration.ZERO;
    }

    /// Goes on with what was learned before. Where it was learned for another time after which a
    /// sleep saves anything, or in another form, it is not of use, and nothing is known yet.
    public IdleHistory(IdleRule rule, IdleKnowledge before) {
        this(rule);
        if (rule instanceof IdleRule.Learned learned
                && learned.breakEven().equals(before.breakEven())
                && before.costs().size() == WAITS.length) {
            for (int i = 0; i < WAITS.length; i++) {
                costs[i] = before.costs().get(i);
            }
            least = before.least();
            used = before.used();
            weighed = before.weighed();
            known = before.gaps();
            wait = before.waiting();
        }
    }

    /// The same now; what becomes of one does not change the other.
    IdleHistory copy() {
        IdleHistory copy = new IdleHistory(rule, costs.clone());
        copy.idle = idle.clone();
        copy.least = least;
        copy.used = used;
        copy.weighed = weighed;
        copy.count = count;
        copy.known = known;
        copy.last = last;
        copy.wait = wait;
        return copy;
    }

    /// So many hosts are used from a moment on. A moment before the last one is taken for that.
    void uses(Instant at, int hosts) {
        Instant now = last == null || at.isAfter(last) ? at : last;
        if (last != null) {
            used += count * seconds(last, now);
        }
        last = now;
        if (hosts < count) {
            grow(count);
            Arrays.fill(idle, hosts, count, now);
        }
        boolean learned = false;
        for (int level = count; level < hosts && level < idle.length; level++) {
            Instant since = idle[level];
            if (since != null && now.isAfter(since)) {
                learned |= learn(seconds(since, now));
            }
        }
        count = hosts;
        if (learned && ++known % 8 == 0) {
            wait = choose();
        }
    }

    private void grow(int levels) {
        if (levels > idle.length) {
            idle = Arrays.copyOf(idle, Math.max(levels, idle.length * 2));
        }
    }

    private boolean learn(double gap) {
        if (!(rule instanceof IdleRule.Learned(Duration breakEven, _))) {
            return false;
        }
        double sleep = breakEven.toNanos() / 1e9;
        for (int i = 0; i < WAITS.length; i++) {
            double waited = WAITS[i] * sleep;
            costs[i] += gap <= waited ? gap : waited + sleep;
        }
        least += Math.min(gap, sleep);
        return true;
    }

    private Duration choose() {
        if (!(rule instanceof IdleRule.Learned learned)) {
            return wait;
        }
        int best = 0;
        for (int i = 1; i < WAITS.length; i++) {
            if (costs[i] <= costs[best] || costs[i] - least <= learned.budget() * (used + least)) {
                best = i;
            }
        }
        forget();
        return times(learned, WAITS[best]);
    }

    private void forget() {
        if (used - weighed < HALF_SECONDS * Math.max(1, count)) {
            return;
        }
        for (int i = 0; i < costs.length; i++) {
            costs[i] /= 2;
        }
        least /= 2;
        used /= 2;
        weighed = used;
    }

    /// Until when the last of the idle hosts is kept; before now where it may sleep.
    ///
    /// @param level as whose host it is used: 1 for the only one
    Instant keptUntil(int level) {
        Instant since = level < 1 || level > idle.length ? null : idle[level - 1];
        return since == null ? Instant.MIN : since.plus(wait);
    }

    /// The rule.
    public IdleRule rule() {
        return rule;
    }

    /// How long a host stays awake now after nobody uses it any more.
    public Duration length() {
        return wait;
    }

    /// At how many moments something was learned.
    public int gaps() {
        return known;
    }

    /// What was learned, for another history to go on with.
    public IdleKnowledge knowledge() {
        Duration breakEven =
                rule instanceof IdleRule.Learned learned ? learned.breakEven() : Duration.ZERO;
        return new IdleKnowledge(
                breakEven,
                Arrays.stream(costs).boxed().toList(),
                least,
                used,
                weighed,
                known,
                wait);
    }

    private static Duration times(IdleRule.Learned rule, double factor) {
        return Duration.ofNanos(Math.round(rule.breakEven().toNanos() * factor));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
