package dev.lungfish.agent.neighbour;

import dev.lungfish.api.SentPackets;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.runtime.clock.Stopwatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Wakes a host and waits until it answers. Packets get lost, and a host that is just going to
/// sleep hears none, so they are sent again, with pauses that grow. For one thread.
///
/// @param waker sends and looks
/// @param firstPause between the first packets and the second; doubled each time
/// @param step between two looks
/// @param enough whether nobody waits any more
public record WakeAttempt(Waker waker, Duration firstPause, Duration step, BooleanSupplier enough) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

    /// What came of it.
    public sealed interface Result {
        /// It answered before anything was sent.
        record AwakeAlready(Reason evidence) implements Result {}

        /// It answers now.
        ///
        /// @param after the first packet
        record Woken(Reason evidence, Duration after, int sendings) implements Result {}

        /// It did not answer in time.
        record Silent(Duration waited, int sendings) implements Result {}

        /// Nothing could be sent.
        record NotSent(SentPackets packets) implements Result {}

        /// It was sent, and nobody wanted to wait.
        record Sent(SentPackets packets) implements Result {}
    }

    /// Sends, and waits.
    ///
    /// @param patience zero to send only
    /// @param told of what is sent for the first time
    /// @throws IOException where whoever sends is not reached
    public Result run(Duration patience, Consumer<SentPackets> told) throws IOException {
        Optional<Reason> before = patience.isZero() ? Optional.empty() : waker.answers();
        SentPackets first = waker.send();
        told.accept(first);
        if (before.isPresent()) {
            return new Result.AwakeAlready(before.get());
        }
        if (first.sent().isEmpty()) {
            return new Result.NotSent(first);
        }
        if (patience.isZero()) {
            return new Result.Sent(first);
        }
        return await(patience);
    }

    private Result await(Duration patience) throws IOException {
        Stopwatch sinceFirst = Stopwatch.start();
        Deadline end = Deadline.after(patience);
        Duration pause = firstPause;
        Deadline again = Deadline.after(pause);
        int sendings = 1;
        while (true) {
            Optional<Reason> answer = waker.answers();
            if (answer.isPresent()) {
                return new Result.Woken(answer.get(), sinceFirst.elapsed(), sendings);
            }
            if (end.passed() || enough.getAsBoolean()) {
                return new Result.Silent(sinceFirst.elapsed(), sendings);
            }
            if (again.passed()) {
                SentPackets _ = waker.send();
                sendings++;
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
                again = Deadline.after(pause);
            }
            boolean _ = Pause.of(step, Pause.STEP, enough);
        }
    }
}
