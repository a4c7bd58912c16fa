package dev.lungfish.daemon.client;

import dev.lungfish.api.Cancellation;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HostStatus;
import dev.lungfish.daemon.extension.EndedRequest;
import dev.lungfish.daemon.extension.SleepAnswer;
import dev.lungfish.daemon.extension.SleepOrder;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Has a daemon put its host to sleep, and follows the request to its end, through the end of the
/// connection if need be. For one request.
public final class SleepFollower {
    private static final Duration STEP = Duration.ofMillis(200);

    /// Between two attempts to reach a host that sleeps.
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// How much longer than the countdown and the sleep a host may be away.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /// Longer than anybody waits.
    private static final Duration FOREVER = Duration.ofDays(3660);

    private final DaemonClient daemon;
    private final Cancellation cancellation;
    private final FollowerListener listener;
    private boolean cancelAsked;

    /// @param cancellation by whoever runs this
    public SleepFollower(
            DaemonClient daemon, Cancellation cancellation, FollowerListener listener) {
        this.daemon = daemon;
        this.cancellation = cancellation;
        this.listener = listener;
    }

    /// Orders the sleep and waits for its end.
    ///
    /// @throws IOException where the daemon is not reached, or the host does not come back in time
    /// @throws RefusedException where the daemon does not take the order
    public Finished run(SleepOrder order) throws IOException, RefusedException {
        daemon.stay();
        SleepAnswer answer = daemon.suspend(order);
        EndedRequest ended = answer.ended();
        if (ended != null) {
            return ended.finished().orElseThrow(DaemonClient::newer);
        }
        listener.accepted(answer.request(), answer.plan());
        return follow(
                answer.request(),
                Optional.ofNullable(order.lengthMillis())
                        .map(millis -> Duration.ofMillis(millis).plus(PATIENCE)));
    }

    /// @param bound how long it may be away; empty until somebody wakes it, or nobody waits any
    ///   more
    private Finished follow(String request, Optional<Duration> bound)
            throws IOException, RefusedException {
        Duration patience = bound.orElse(FOREVER);
        Deadline deadline = Deadline.after(patience);
        boolean away = false;
        while (true) {
            try {
                if (away) {
                    daemon.reconnect();
                    away = false;
                }
                cancelIfAsked(request);
                HostStatus status = daemon.status();
                if (counts(request, status)) {
                    deadline = Deadline.after(patience);
                }
                Optional<Finished> ended = daemon.ended(request, status);
                if (ended.isPresent()) {
                    return ended.get();
                }
            } catch (IOException e) {
                if (bound.isEmpty() && cancellation.by().isPresent()) {
                    throw new IOException(
                            "the host sleeps until somebody wakes it ('lungfish wake'), and request"
                                    + " "
                                    + request
                                    + " can't be cancelled before: "
                                    + e.getMessage(),
                            e);
                }
                if (deadline.passed()) {
                    throw new IOException(
                            "the host did not come back in time, and what became of request "
                                    + request
                                    + " is not known: "
                                    + e.getMessage(),
                            e);
                }
                away = true;
            }
            boolean _ = Pause.of(away ? RETRY : STEP, STEP, this::wantsCancel);
        }
    }

    private boolean wantsCancel() {
        return !cancelAsked && cancellation.by().isPresent();
    }

    private void cancelIfAsked(String request) throws IOException, RefusedException {
        if (wantsCancel()) {
            cancelAsked = true;
            listener.cancelling(request);
            daemon.cancel(Optional.of(request));
        }
    }

    /// Tells where the request is, and whether it counts down.
    private boolean counts(String request, HostStatus status) {
        if (status instanceof HostStatus.Running(var current, Optional<Duration> left)
                && current.request().id().equals(request)) {
            listener.entered(current.phase());
            left.ifPresent(listener::countingDown);
            return left.isPresent();
        }
        return false;
    }
}
