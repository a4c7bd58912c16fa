package dev.lungfish.daemon.neighbour;

import dev.lungfish.agent.neighbour.SleeperStore;
import dev.lungfish.api.SentPackets;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.neighbour.SleepNotice;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.neighbour.Watch.WatchRules;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.state.directory.StateException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Looks after hosts that said that they sleep: wakes those that do not come back, and tells. What
/// is to be done is decided by [Watch]; this carries it out. Safe for use by several threads.
public final class SleeperWatchdog implements AutoCloseable {
    /// The wall clock may be set, and the host of the daemon may sleep itself, so it is not waited
    /// for longer than this at once.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /// How long one that is back is still told of.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final int MOST = 10_000;

    private final SleeperStore book;
    private final WatchRules rules;
    private final WayToHosts way;
    private final Supplier<Instant> clock;
    private final Log log;
    private final Map<String, Watch> watches = new TreeMap<>();
    private final Semaphore changed = new Semaphore(0);
    private Optional<Thread> thread = Optional.empty();
    private volatile boolean closed;

    /// How hosts are seen and woken.
    public interface WayToHosts {
        /// What of a host answers; empty where nothing does.
        Optional<Reason> answers(HostIdentity host);

        /// Sends magic packets for a host.
        SentPackets wake(HostIdentity host);
    }

    /// @param clock the wall clock
    public SleeperWatchdog(
            SleeperStore book, WatchRules rules, WayToHosts way, Supplier<Instant> clock, Log log) {
        this.book = book;
        this.rules = rules;
        this.way = way;
        this.clock = clock;
        this.log = log;
    }

    /// Goes on where an earlier run stopped.
    public synchronized void start() {
        try {
            for (Watch watch : book.read()) {
                watches.put(key(watch.notice().sleeper()), watch);
            }
            long open = watches.values().stream().filter(Watch::isOpen).count();
            if (open > 0) {
                log.event(new LogEvent.SleepersRemembered(open));
            }
        } catch (StateException e) {
            log.event(new LogEvent.SleepersNotRead(Reasoned.of(e)));
            setAside();
        }
        thread = Optional.of(Thread.ofPlatform().name("dead-man").daemon().start(this::run));
    }

    /// What could not be read is not overwritten by what is written next.
    private void setAside() {
        try {
            Path _ = book.setAside();
        } catch (StateException e) {
            log.event(new LogEvent.SleepersNotWritten(Reasoned.of(e)));
        }
    }

    /// A host is about to sleep.
    ///
    /// @throws StateException where that could not be written down: the watch would not outlive a
    ///   restart, so none is promised
    public synchronized void sleeping(SleepNotice notice) throws StateException {
        String key = key(notice.sleeper());
        if (watches.size() >= MOST && !watches.containsKey(key)) {
            throw new ReasonException(new NeighbourReason.SleepersTooMany(MOST));
        }
        Optional<Watch> before = Optional.ofNullable(watches.get(key));
        watches.put(key, Watch.begin(notice, rules).watch());
        try {
            book.write(watches.values(), notice);
        } catch (StateException | ReasonException e) {
            before.ifPresentOrElse(old -> watches.put(key, old), () -> watches.remove(key));
            throw e;
        }
        log.event(
                new LogEvent.SleeperExpected(
                        notice.sleeper().name(),
                        notice.request(),
                        promised(notice),
                        rules.grace()));
        changed.release();
    }

    /// A host is awake.
    ///
    /// @param evidence how that is known
    public synchronized void seen(HostIdentity host, Reason evidence) {
        Watch watch = watches.get(key(host));
        if (watch != null) {
            happened(watch, new Watch.Event.Seen(clock.get(), evidence));
        }
    }

    /// All, those that are back of late included.
    public synchronized List<Watch> watches() {
        return List.copyOf(watches.values());
    }

    private void run() {
        while (!closed) {
            Duration wait = round();
            try {
                if (changed.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// Does what is due.
    ///
    /// @return how long to wait for the next round
    private Duration round() {
        List<Watch> due = new ArrayList<>();
        Duration wait = LONGEST_WAIT;
        Instant now = clock.get();
        synchronized (this) {
            for (Watch watch : List.copyOf(watches.values())) {
                Watch.Step step = take(watch, new Watch.Event.Clock(now));
                if (step.action() instanceof Watch.Action.Wait(Optional<Instant> at)) {
                    Duration left = at.map(next -> Duration.between(now, next)).orElse(wait);
                    wait = left.compareTo(wait) < 0 ? left : wait;
                } else {
                    due.add(step.watch());
                    wait = Duration.ZERO;
                }
                carryOut(step);
            }
            boolean forgotten =
                    watches.values()
                            .removeIf(watch ->
                                    watch instanceof Watch.Back back
                                            && back.at().plus(REMEMBERED).isBefore(now));
            if (!due.isEmpty() || forgotten) {
                write(watches.values());
            }
        }
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private void happened(Watch watch, Watch.Event event) {
        Watch.Step step = take(watch, event);
        write(watches.values());
        carryOut(step);
        changed.release();
    }

    private Watch.Step take(Watch watch, Watch.Event event) {
        Watch.Step step = watch.on(event, rules);
        watches.put(key(watch.notice().sleeper()), step.watch());
        return step;
    }

    private void carryOut(Watch.Step step) {
        SleepNotice notice = step.watch().notice();
        switch (step.action()) {
            case Watch.Action.Wait _ -> {}
            case Watch.Action.Wake(int attempt) ->
                    Thread.ofVirtual()
                            .name("wake " + notice.sleeper().name())
                            .start(() -> wake(notice, attempt));
            case Watch.Action.TellBack(int attempts, Optional<Duration> after, Reason evidence) ->
                    tellBack(notice, attempts, after, evidence);
            case Watch.Action.TellGivenUp(int attempts) ->
                    log.event(
                            new LogEvent.SleeperGivenUp(
                                    notice.sleeper().name(),
                                    notice.request(),
                                    promised(notice),
                                    attempts));
        }
    }

    private static String promised(SleepNotice notice) {
        return notice.promised().map(Instant::toString).orElse("until it is woken");
    }

    private void tellBack(
            SleepNotice notice, int attempts, Optional<Duration> after, Reason evidence) {
        String host = notice.sleeper().name();
        String late = after.map(Duration::toString).orElse("nothing was promised");
        log.event(
                attempts == 0
                        ? new LogEvent.SleeperBack(host, notice.request(), late, attempts, evidence)
                        : new LogEvent.SleeperBackAfterWake(
                                host, notice.request(), late, attempts, evidence));
    }

    private void wake(SleepNotice notice, int attempt) {
        Optional<Reason> answer = way.answers(notice.sleeper());
        if (answer.isPresent()) {
            answeredSince(notice, answer.get());
            return;
        }
        SentPackets packets = way.wake(notice.sleeper());
        String host = notice.sleeper().name();
        String promised = promised(notice);
        int sent = packets.sent().size();
        log.event(
                sent == 0
                        ? new LogEvent.SleeperNotWoken(
                                host, notice.request(), promised, attempt, packets.failed())
                        : new LogEvent.SleeperOverdue(
                                host, notice.request(), promised, attempt, sent, packets.failed()));
    }

    /// The host may have said meanwhile that it sleeps again.
    private synchronized void answeredSince(SleepNotice notice, Reason evidence) {
        Watch watch = watches.get(key(notice.sleeper()));
        if (watch != null && watch.notice().equals(notice)) {
            happened(watch, new Watch.Event.Answered(clock.get(), evidence));
        }
    }

    private void write(Collection<Watch> all) {
        try {
            book.write(all);
        } catch (StateException e) {
            log.event(new LogEvent.SleepersNotWritten(Reasoned.of(e)));
        }
    }

    private static String key(HostIdentity host) {
        return host.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        closed = true;
        changed.release();
        synchronized (this) {
            thread.ifPresent(Thread::interrupt);
        }
    }
}
