package dev.lungfish.daemon.state;

import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.policy.RepeatingThread;
import dev.lungfish.state.directory.DaemonLock;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import dev.lungfish.state.journal.StateHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks after the state directory of a daemon: takes it, and tells what is wrong with it as soon
/// as that is seen. A daemon whose directory can't be used runs on: it is seen, and answers what it
/// can. Safe for use by several threads.
public final class StateCare implements AutoCloseable {
    /// Between two looks.
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final StateDirectory state;
    private final Log log;
    private Optional<DaemonLock> lock = Optional.empty();
    private List<Reason> problems = List.of();
    private Optional<RepeatingThread> looking = Optional.empty();

    /// Work that needs the directory.
    @FunctionalInterface
    public interface Work {
        void run() throws StateException;
    }

    public StateCare(StateDirectory state, Log log) {
        this.state = state;
        this.log = log;
    }

    /// Takes the directory.
    ///
    /// @throws StateException where another daemon has it
    public synchronized void open() throws StateException {
        try {
            state.create();
            lock = Optional.of(DaemonLock.take(state));
        } catch (StateException e) {
            if (e.reason() instanceof StateReason.StateDirectoryTaken) {
                throw e;
            }
            tell(e.reason());
        }
        attempt(() -> new HostInventory(state).keepUnreadable());
        boolean _ = look();
        looking = Optional.of(RepeatingThread.start("state directory", this::look, EVERY, log));
    }

    /// Does what a start can do without.
    public void attempt(Work work) {
        try {
            work.run();
        } catch (StateException e) {
            tell(e.reason());
        }
    }

    private void tell(Reason problem) {
        log.event(new LogEvent.StateProblemFound(problem));
    }

    /// Tells what is wrong now and was not before, and what is no longer.
    ///
    /// @return false: the next look can wait
    public synchronized boolean look() {
        List<Reason> now = StateHealth.problems(state);
        List<Reason> found = new ArrayList<>(now);
        found.removeIf(problem -> isIn(problems, problem));
        found.forEach(this::tell);
        problems.stream()
                .filter(problem -> !isIn(now, problem))
                .forEach(problem -> log.event(new LogEvent.StateProblemOver(problem)));
        problems = now;
        return false;
    }

    /// A full disk is the same problem though some bytes come and go.
    private static boolean isIn(List<Reason> all, Reason problem) {
        return problem instanceof StateReason.StateDirectoryFull
                ? all.stream().anyMatch(StateReason.StateDirectoryFull.class::isInstance)
                : all.contains(problem);
    }

    @Override
    public void close() {
        looking.ifPresent(RepeatingThread::close);
        release();
    }

    private synchronized void release() {
        lock.ifPresent(DaemonLock::close);
        lock = Optional.empty();
    }
}
