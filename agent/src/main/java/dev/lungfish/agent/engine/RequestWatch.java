package dev.lungfish.agent.engine;

import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.journal.JournalContent;
import dev.lungfish.state.journal.JournalReader;
import dev.lungfish.state.journal.SleepTotals;
import dev.lungfish.state.kept.CancelFile;
import dev.lungfish.state.kept.CurrentRequestFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What other processes do with the request that one of them carries out: look at it, follow it,
/// and ask that it be cancelled. Safe for use by several threads.
public final class RequestWatch {
    private static final Duration STEP = Duration.ofMillis(100);

    private final StateDirectory state;
    private final Supplier<Moment> clock;
    private final LiveRequests live;
    private final Remembered<SleepTotals> totals =
            new Remembered<>(JournalReader::totals, SleepTotals.NONE);
    private final Remembered<JournalContent> end =
            new Remembered<>(JournalReader::readEnd, JournalContent.EMPTY);

    private interface Reading<T> {
        T of(StateDirectory state) throws StateException;
    }

    /// What a reading of the journal told; it is read again only where the journal has changed.
    private static final class Remembered<T> {
        private final Reading<T> reading;

        /// Of the journal, from before it was read; empty where it was not.
        private Optional<Object> version = Optional.empty();

        private T content;

        Remembered(Reading<T> reading, T none) {
            this.reading = reading;
            content = none;
        }

        synchronized T of(StateDirectory state) throws StateException {
            Optional<Object> now = Optional.of(JournalReader.version(state));
            if (!now.equals(version)) {
                content = reading.of(state);
                version = now;
            }
            return content;
        }
    }

    /// @param clock the clocks of the host
    public RequestWatch(StateDirectory state, Supplier<Moment> clock) {
        this(state, clock, new LiveRequests());
    }

    /// The same for a process that carries out requests itself.
    ///
    /// @param clock the clocks of the host
    public RequestWatch(StateDirectory state, Supplier<Moment> clock, LiveRequests live) {
        this.live = live;
        this.state = state;
        this.clock = clock;
    }

    /// What the host is doing. Changes nothing.
    ///
    /// @throws StateException where the state directory can't be read
    public HostStatus status() throws StateException {
        Optional<CurrentRequest> mine =
                live.of(state)
                        .map(LiveRequests.Live::current)
                        .filter(known -> known.phase() != Phase.ENDED);
        if (mine.isPresent()) {
            return new HostStatus.Running(mine.get(), left(mine.get()));
        }
        Optional<CurrentRequest> current = CurrentRequestFile.read(state);
        if (current.filter(CurrentRequestFile::runs).isPresent()) {
            return new HostStatus.Running(current.get(), left(current.get()));
        }
        JournalContent content = end.of(state);
        Optional<PastSleep.Requested> open = content.openRequest();
        return open.isPresent()
                ? new HostStatus.Open(open.get())
                : new HostStatus.Idle(
                        content.past().isEmpty()
                                ? Optional.empty()
                                : Optional.of(content.past().getLast()),
                        current.filter(request -> request.outcome().isPresent()));
    }

    /// How all sleeps of the journal went, in numbers.
    ///
    /// @throws StateException where it can't be read
    public SleepTotals totals() throws StateException {
        return totals.of(state);
    }

    /// The last sleeps, oldest first, without reading what lies before them.
    ///
    /// @throws StateException where they can't be read
    public List<PastSleep> newest(int most) throws StateException {
        return JournalReader.newest(state, most);
    }

    /// The last sleeps up to the newest one that began before a time, oldest first.
    ///
    /// @throws StateException where they can't be read
    public List<PastSleep> since(Instant time) throws StateException {
        return JournalReader.since(state, time);
    }

    /// An accepted request of this name.
    ///
    /// @throws StateException where it can't be read
    public Optional<PastSleep.Requested> request(String name) throws StateException {
        return JournalReader.request(state, name);
    }

    /// Whether an earlier run left something open, or a request runs.
    ///
    /// @throws StateException where the journal can't be read
    public boolean isOpen() throws StateException {
        return !end.of(state).open().isEmpty();
    }

    private Optional<Duration> left(CurrentRequest current) {
        return current.countdownEnds()
                .map(end -> end.minus(clock.get().awake()))
                .filter(left -> !left.isNegative());
    }

    /// Looks several times a second.
    ///
    /// @param enough takes what was seen and tells whether to stop
    public void follow(Predicate<HostStatus> enough) throws StateException {
        while (!enough.test(status())) {
            if (Pause.of(STEP, STEP, () -> false)) {
                return;
            }
        }
    }

    /// Asks that the running request be cancelled, and waits for its end.
    ///
    /// @param by who asks, in words
    /// @param patience how long to wait, while the host is awake
    /// @throws StateException where it can't be asked
    public CancelAnswer cancel(String by, Duration patience) throws StateException {
        return cancel(Optional.empty(), by, patience);
    }

    /// Waits until the request of this process has ended and another one can begin.
    private CancelAnswer awaitMine(LiveRequests.Live mine, Duration patience) {
        try {
            return new CancelAnswer.Ended(
                    mine.ended().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return new CancelAnswer.StillRuns(
                    live.of(state).map(LiveRequests.Live::current).orElse(mine.current()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new CancelAnswer.StillRuns(mine.current());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request has no end", e);
        }
    }

    /// Where the disk takes no file, the process that carries the request out is asked by a signal:
    /// it cancels, undoes what was changed, and ends.
    private void ask(CurrentRequest running, String by) throws StateException {
        try {
            CancelFile.ask(state, running.request().id(), by);
        } catch (StateException e) {
            boolean asked =
                    running.process() != ProcessHandle.current().pid()
                            && ProcessHandle.of(running.process())
                                    .map(ProcessHandle::destroy)
                                    .orElse(false);
            if (!asked) {
                throw e;
            }
        }
    }

    /// The same for one request: another one that runs is left alone.
    ///
    /// @param wanted its name; empty for whichever runs
    public CancelAnswer cancel(Optional<String> wanted, String by, Duration patience)
            throws StateException {
        Optional<LiveRequests.Live> mine =
                live.of(state)
                        .filter(known ->
                                wanted.isEmpty()
                                        || known.current().request().id().equals(wanted.get()));
        if (mine.isPresent()) {
            mine.get().cancellation().ask(by);
            return awaitMine(mine.get(), patience);
        }
        Optional<CurrentRequest> running =
                CurrentRequestFile.read(state)
                        .filter(CurrentRequestFile::runs)
                        .filter(current ->
                                wanted.isEmpty() || current.request().id().equals(wanted.get()));
        if (running.isEmpty()) {
            return new CancelAnswer.NothingRuns();
        }
        String id = running.get().request().id();
        ask(running.get(), by);
        Deadline deadline = Deadline.after(patience);
        while (true) {
            Optional<CurrentRequest> seen =
                    CurrentRequestFile.read(state)
                            .filter(current -> current.request().id().equals(id));
            if (seen.isEmpty()) {
                return new CancelAnswer.Gone(running.get());
            }
            if (seen.get().outcome().isPresent()) {
                return new CancelAnswer.Ended(seen.get());
            }
            if (!CurrentRequestFile.runs(seen.get())) {
                return new CancelAnswer.Gone(seen.get());
            }
            if (deadline.passed() || Pause.of(STEP, STEP, () -> false)) {
                return new CancelAnswer.StillRuns(seen.get());
            }
        }
    }
}
