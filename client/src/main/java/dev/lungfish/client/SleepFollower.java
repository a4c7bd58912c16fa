package dev.lungfish.client;

import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.SleepAnswer;
import dev.lungfish.api.SleepListener;
import dev.lungfish.api.SleepOrder;
import java.time.Duration;
import java.util.Optional;

/// Has a daemon put its host to sleep, and follows the request to its end, through the end of the
/// connection if need be. For one request.
final class SleepFollower {
    static final Duration STEP = Duration.ofMillis(200);

    /// Between two attempts to reach a host that sleeps.
    static final Duration RETRY = Duration.ofSeconds(1);

    /// How much longer than the countdown and the sleep a host may be away.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /// Longer than anybody waits.
    private static final Duration FOREVER = Duration.ofDays(3660);

    private final DaemonClient daemon;
    private final Cancellation cancellation;
    private final SleepListener listener;
    private boolean cancelAsked;

    /// @param cancellation by whoever runs this
    SleepFollower(DaemonClient daemon, Cancellation cancellation, SleepListener listener) {
        this.daemon = daemon;
        this.cancellation = cancellation;
        this.listener = listener;
    }

    /// Orders the sleep and waits for its end.
    Finished run(SleepOrder order) throws ServiceException {
        daemon.stay();
        SleepAnswer answer = daemon.order(order);
        if (answer.ended().isPresent()) {
            return answer.ended().get();
        }
        listener.accepted(answer.request(), answer.plan());
        return follow(answer.request(), order.length().map(length -> length.plus(PATIENCE)));
    }

    /// @param bound how long it may be away; empty until somebody wakes it, or nobody waits any
    ///   more
    private Finished follow(String request, Optional<Duration> bound) throws ServiceException {
        Duration patience = bound.orElse(FOREVER);
        Duration deadline = daemon.now().plus(patience);
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
                    deadline = daemon.now().plus(patience);
                }
                if (!isRunning(request, status)) {
                    Optional<Finished> ended = daemon.ended(request);
                    if (ended.isPresent()) {
                        return ended.get();
                    }
                }
            } catch (ServiceException e) {
                giveUpWhereItIsTime(e, request, bound.isEmpty(), deadline);
                away = true;
            }
            pause(away ? RETRY : STEP);
        }
    }

    private void giveUpWhereItIsTime(
            ServiceException e, String request, boolean unbounded, Duration deadline)
            throws ServiceException {
        if (e.kind() != ServiceException.Kind.UNREACHABLE) {
            throw e;
        }
        if (unbounded && cancellation.by().isPresent()) {
            throw new ServiceException(
                    ServiceException.Kind.UNREACHABLE,
                    "the host sleeps until somebody wakes it ('lungfish wake'), and request %s can't be cancelled before: %s"
                            .formatted(request, e.why()));
        }
        if (daemon.now().compareTo(deadline) > 0) {
            throw new ServiceException(
                    ServiceException.Kind.UNREACHABLE,
                    "the host did not come back in time, and what became of request %s is not known: %s"
                            .formatted(request, e.why()));
        }
    }

    private void pause(Duration length) {
        Duration end = daemon.now().plus(length);
        while (!wantsCancel() && daemon.now().compareTo(end) < 0) {
            Duration left = end.minus(daemon.now());
            if (!daemon.await(left.compareTo(STEP) < 0 ? left : STEP)) {
                return;
            }
        }
    }

    private boolean wantsCancel() {
        return !cancelAsked && cancellation.by().isPresent();
    }

    private void cancelIfAsked(String request) throws ServiceException {
        if (wantsCancel()) {
            cancelAsked = true;
            listener.cancelling(request);
            CancelAnswer _ = daemon.cancel(Optional.of(request));
        }
    }

    private static boolean isRunning(String request, HostStatus status) {
        return status instanceof HostStatus.Running(var current, _)
                && current.request().id().equals(request);
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
