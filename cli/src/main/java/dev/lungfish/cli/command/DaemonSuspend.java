package dev.lungfish.cli.command;

import dev.lungfish.daemon.client.DaemonClient;
import dev.lungfish.daemon.extension.EndedRequest;
import dev.lungfish.daemon.extension.SleepAnswer;
import dev.lungfish.daemon.extension.SleepOrder;
import dev.lungfish.host.engine.Cancellation;
import dev.lungfish.host.engine.Finished;
import dev.lungfish.host.engine.HostStatus;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.linux.clock.Deadline;
import dev.lungfish.linux.clock.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Has a daemon put its host to sleep, and follows the request to its end, through the end of the
/// connection if need be.
final class DaemonSuspend {
    private static final Duration STEP = Duration.ofMillis(200);

    /// Between two attempts to reach a host that sleeps.
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// How much longer than the sleep itself a host may be away.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final DaemonClient daemon;
    private final Cancellation cancellation;
    private final SuspendListener listener;
    private final Output output;
    private boolean cancelAsked;

    DaemonSuspend(DaemonClient daemon, Cancellation cancellation, Output output) {
        this.daemon = daemon;
        this.cancellation = cancellation;
        this.output = output;
        listener = new SuspendListener(output);
    }

    /// Orders the sleep and waits for its end.
    ///
    /// @throws IOException where the daemon is not reached, or the host does not come back in time
    Finished run(SleepOrder order) throws IOException, RpcException {
        daemon.stay();
        SleepAnswer answer = daemon.suspend(order);
        EndedRequest ended = answer.ended();
        if (ended != null) {
            return ended.finished()
                    .orElseThrow(() -> new IOException("the daemon is newer than this command"));
        }
        listener.accepted(answer.request(), answer.plan());
        return follow(
                answer.request(),
                Deadline.after(Duration.ofMillis(order.lengthMillis()).plus(PATIENCE)));
    }

    private Finished follow(String request, Deadline deadline) throws IOException, RpcException {
        boolean away = false;
        while (true) {
            try {
                if (away) {
                    daemon.reconnect();
                    away = false;
                }
                cancelIfAsked(request);
                HostStatus status = daemon.status();
                show(request, status);
                Optional<Finished> ended = daemon.ended(request, status);
                if (ended.isPresent()) {
                    return ended.get();
                }
            } catch (IOException e) {
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
            boolean _ = Pause.of(away ? RETRY : STEP, STEP, () -> wantsCancel());
        }
    }

    private boolean wantsCancel() {
        return !cancelAsked && cancellation.by().isPresent();
    }

    private void cancelIfAsked(String request) throws IOException, RpcException {
        if (wantsCancel()) {
            cancelAsked = true;
            output.tell("cancelling request " + request);
            daemon.cancel(Optional.of(request));
        }
    }

    private void show(String request, HostStatus status) {
        if (status instanceof HostStatus.Running(var current, Optional<Duration> left)
                && current.request().id().equals(request)) {
            listener.entered(current.phase());
            left.ifPresent(listener::countingDown);
        }
    }
}
