package dev.lungfish.daemon.sleep;

import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.libvirt.relay.RemoteCalls;
import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Guard;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Keeps new work from a host that is about to sleep, and sends its clients home before it does.
///
/// Work passes again as soon as the host is back, while the evidence is still being read and
/// changes are being undone: a client may look at any time, and whoever wants another sleep is told
/// that one is in progress. That the host is back is seen by its clocks too, since whoever carries
/// a sleep out may take seconds to come back from it.
public final class DrainGate implements Guard, SleepObserver {
    /// How long clients have to take what is still to be written to them. The alarm was read back
    /// just before, and is taken for stale after a few seconds.
    private static final Duration GRACE = Duration.ofMillis(500);

    /// No work: what a client needs to leave in order.
    private static final Set<Procedure<?, ?>> ALWAYS =
            Set.of(
                    Remote.CLOSE,
                    Remote.REGISTER_CLOSE_CALLBACK,
                    Remote.UNREGISTER_CLOSE_CALLBACK,
                    Remote.DOMAIN_EVENT_REGISTER,
                    Remote.DOMAIN_EVENT_DEREGISTER);

    /// What the clocks may differ by without a sleep.
    private static final Duration NO_SLEEP = Duration.ofMillis(500);

    /// How long calls that went to libvirtd are waited for. A guest starts in less.
    private static final Duration UNANSWERED = Duration.ofSeconds(10);

    private static final Duration STEP = Duration.ofMillis(20);

    /// Clients of libvirtd whose calls may change something.
    private final Set<Connection> working = ConcurrentHashMap.newKeySet();

    private final Predicate<Connection> stays;
    private final Supplier<Moment> clock;
    private final Duration unanswered;
    private final Log log;
    private volatile Optional<Closed> closed = Optional.empty();
    private volatile Optional<Server> server = Optional.empty();

    /// Why no guest may come, though the host does not sleep yet.
    private volatile Optional<Reason> draining = Optional.empty();

    /// New work is refused.
    ///
    /// @param before the moment before the host was to sleep; empty while it gets ready
    private record Closed(SleepRequest request, Optional<Moment> before) {}

    /// @param stays whose connection is kept through the sleep
    /// @param clock the clocks of the host
    public DrainGate(Predicate<Connection> stays, Supplier<Moment> clock, Log log) {
        this(stays, clock, log, UNANSWERED);
    }

    /// The same with another limit for calls that are not answered.
    DrainGate(Predicate<Connection> stays, Supplier<Moment> clock, Log log, Duration unanswered) {
        this.unanswered = unanswered;
        this.stays = stays;
        this.clock = clock;
        this.log = log;
    }

    /// From now on this server's clients are sent home.
    public void keep(Server kept) {
        server = Optional.of(kept);
    }

    /// From now on no call may bring a guest, or any may again.
    ///
    /// @param why no guest may come; empty to let them
    public void drain(Optional<Reason> why) {
        draining = why;
    }

    @Override
    public void check(Connection connection, Call call) throws RpcException {
        Optional<Reason> drained = draining;
        if (drained.isPresent()
                && call instanceof Call.Relayed(var header)
                && RemoteCalls.bringsGuest(header)) {
            throw new RpcException(
                    ErrorCode.OPERATION_INVALID,
                    ErrorDomain.NONE,
                    "the host is being emptied (%s): start the guest on another host"
                            .formatted(ReasonText.sentence(drained.get())));
        }
        if (isWork(call)) {
            Optional<SleepRequest> request = quiescing();
            if (request.isPresent()) {
                throw goingToSleep(request.get());
            }
            if (call instanceof Call.Relayed) {
                working.removeIf(one -> one.callsInWork() == 0);
                working.add(connection);
                // Closed in between: whoever waits may not have seen this one.
                Optional<SleepRequest> since = quiescing();
                if (since.isPresent()) {
                    throw goingToSleep(since.get());
                }
            }
        }
    }

    /// Near a sleep, clients of libvirtd look and do not act.
    private static boolean isWork(Call call) {
        return switch (call) {
            case Call.Own(var procedure) ->
                    procedure.program().equals(Remote.PROGRAM)
                            && procedure.access() != Access.ANYBODY
                            && procedure.access() != Access.AUTHENTICATED
                            && !ALWAYS.contains(procedure);
            case Call.Relayed(var header) -> !RemoteCalls.looks(header);
        };
    }

    /// The request for which new work is kept away now.
    private Optional<SleepRequest> quiescing() {
        return closed.filter(now -> now.before().filter(this::hasSleptSince).isEmpty())
                .map(Closed::request);
    }

    /// What a client is told whose call would be new work.
    private static RpcException goingToSleep(SleepRequest request) {
        return new RpcException(
                ErrorCode.OPERATION_INVALID,
                ErrorDomain.NONE,
                "the host is going to sleep (%s %s, request %s, by %s): connect again when it is awake"
                        .formatted(
                                request.target().spelling(),
                                request.lengthInWords(),
                                request.id(),
                                request.requester()));
    }

    private boolean hasSleptSince(Moment before) {
        return clock.get().asleepSince(before).compareTo(NO_SLEEP) > 0;
    }

    /// Waits for calls that went to libvirtd before: one of them may start a guest.
    ///
    /// @throws ReasonException where they take too long, so that the sleep is refused
    @Override
    public void quiesced(SleepRequest request) {
        close(request);
        Deadline deadline = Deadline.after(unanswered);
        while (working.stream().anyMatch(DrainGate::isWorking)) {
            if (deadline.passed() || Pause.of(STEP, STEP, () -> false)) {
                throw new ReasonException(
                        new ServiceReason.CallsUnanswered(
                                working.stream().filter(DrainGate::isWorking).count(), unanswered));
            }
        }
        working.clear();
    }

    private static boolean isWorking(Connection connection) {
        return !connection.closed() && connection.callsInWork() > 0;
    }

    private void close(SleepRequest request) {
        closed = Optional.of(new Closed(request, Optional.empty()));
    }

    @Override
    public void resumed(SleepRequest request) {
        closed = Optional.empty();
    }

    @Override
    public void entered(SleepRequest request, Phase phase) {
        switch (phase) {
            case CHECKING, SCHEDULED, UNDOING -> {}
            case QUIESCING, ARMING -> close(request); // once more before each further sleep
            case ASLEEP -> {
                closed = Optional.of(new Closed(request, Optional.of(clock.get())));
                sendHome(request);
            }
            case RESUMED, STAYING, ENDED -> resumed(request);
        }
    }

    private void sendHome(SleepRequest request) {
        int count = sendHome("the host goes to sleep");
        log.event(new LogEvent.ClientsSentHome(request.id(), count));
    }

    /// Ends the connections of all clients but those that stay.
    ///
    /// @param why in words
    /// @return how many clients that were
    public int sendHome(String why) {
        return server.map(kept -> kept.dismiss(stays.negate(), CloseReason.END_OF_FILE, GRACE, why))
                .orElse(0);
    }

    @Override
    public void ended(Finished finished) {
        closed = Optional.empty();
    }
}
