package dev.lungfish.agent.engine;

import dev.lungfish.api.Cancellation;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.kept.CancelFile;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Watches for a cancellation of one request: by this process, or by another one through the state
/// directory. Confined to one thread.
final class CancelWatch {
    /// How often the state directory is looked at, at most.
    private static final Duration STEP = Duration.ofMillis(100);

    private final StateDirectory state;
    private final String request;
    private final Cancellation cancellation;
    private final Supplier<Duration> awake;
    private Optional<Duration> lastLook = Optional.empty();

    /// @param awake the clock that stands still in sleep
    CancelWatch(
            StateDirectory state,
            String request,
            Cancellation cancellation,
            Supplier<Duration> awake) {
        this.state = state;
        this.request = request;
        this.cancellation = cancellation;
        this.awake = awake;
    }

    /// Nobody can cancel by a directory that is gone, and no step can be journaled: staying awake
    /// is the safe side.
    private Optional<String> lost() {
        return state.exists()
                ? Optional.empty()
                : Optional.of("the loss of the state directory " + state.path());
    }

    /// Who asked by now.
    Optional<String> by() {
        cancellation.askIfInterrupted();
        if (cancellation.by().isEmpty()) {
            Duration now = awake.get();
            if (lastLook.filter(last -> now.minus(last).compareTo(STEP) < 0).isEmpty()) {
                lastLook = Optional.of(now);
                CancelFile.asked(state, request).or(this::lost).ifPresent(cancellation::ask);
            }
        }
        return cancellation.by();
    }
}
