package dev.lungfish.libvirt.share;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// Work in several steps, of which few are done at the same time, for clients that give up when it
/// takes long. What was begun is finished first: else many are under way, each of them takes longer
/// than its client waits, and all that was done is done for nothing. Of what was not begun, what
/// costs less comes first, and then [the newest][NewestFirst]; each fourth turn is of what costs
/// more. Safe for use by several threads; never waits.
///
/// @param <W> who waits, distinct from all others
public final class StepTurns<W> {
    private static final int DEAR = 4;

    private final int atOnce;
    private final SharedPool underWay;
    private final Queue<W> further = new ArrayDeque<>();
    private final NewestFirst<W> cheap = new NewestFirst<>();
    private final NewestFirst<W> dear = new NewestFirst<>();
    private int inWork;
    private int begun;

    /// @param atOnce how many steps
    /// @param underWay how many may have begun and not ended
    public StepTurns(int atOnce, Division underWay) {
        if (atOnce < 1) {
            throw new IllegalArgumentException(atOnce + " steps at once");
        }
        this.atOnce = atOnce;
        this.underWay = new SharedPool(underWay);
    }

    /// Wants to begin.
    ///
    /// @param costsLess than that of others
    /// @return who may do a step now; it may be `who`
    public synchronized List<W> begin(Account account, W who, boolean costsLess) {
        (costsLess ? cheap : dear).add(account, who);
        return next();
    }

    /// Wants to do a further step of what it has begun.
    ///
    /// @return who may do a step now; it may be `who`
    public synchronized List<W> goOn(W who) {
        boolean _ = further.add(who);
        return next();
    }

    /// A step is done.
    ///
    /// @return who may do a step now
    public synchronized List<W> done() {
        inWork--;
        return next();
    }

    /// What was begun has ended, well or not.
    ///
    /// @return who may do a step now
    public synchronized List<W> end(Account account) {
        underWay.giveBack(account, 1);
        return next();
    }

    /// Does not want to begin any more.
    ///
    /// @return false if it does not wait any more, so that it may do its first step
    public synchronized boolean giveUp(Account account, W who) {
        return cheap.remove(account, who) || dear.remove(account, who);
    }

    /// How many wait to begin.
    public synchronized int waiting() {
        return cheap.size() + dear.size();
    }

    /// How many have begun and not ended.
    public long underWay() {
        return underWay.used();
    }

    /// How many do a step now.
    public synchronized int inWork() {
        return inWork;
    }

    private List<W> next() {
        List<W> admitted = new ArrayList<>();
        while (inWork < atOnce) {
            Optional<W> next = Optional.ofNullable(further.poll()).or(this::first);
            if (next.isEmpty()) {
                break;
            }
            inWork++;
            admitted.add(next.get());
        }
        return admitted;
    }

    private Optional<W> first() {
        boolean dearFirst = (begun + 1) % DEAR == 0;
        Optional<W> next = (dearFirst ? dear : cheap).next(underWay);
        if (next.isEmpty()) {
            next = (dearFirst ? cheap : dear).next(underWay);
        }
        if (next.isPresent()) {
            begun++;
        }
        return next;
    }
}
