package dev.lungfish.daemon.sleep;

import dev.lungfish.core.procedure.Phase;
import dev.lungfish.core.procedure.SleepRequest;
import dev.lungfish.core.wake.SpokenDuration;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.Log.Field;
import dev.lungfish.host.engine.Finished;
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
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Keeps new work from a host that is about to sleep, and sends its clients home before it does.
public final class Doorkeeper implements Guard, SleepObserver {
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

    private final Predicate<Connection> stays;
    private final Log log;
    private volatile Optional<SleepRequest> quiescing = Optional.empty();
    private volatile Optional<Server> server = Optional.empty();

    /// @param stays whose connection is kept through the sleep
    public Doorkeeper(Predicate<Connection> stays, Log log) {
        this.stays = stays;
        this.log = log;
    }

    /// From now on this server's clients are sent home.
    public void keep(Server kept) {
        server = Optional.of(kept);
    }

    @Override
    public void check(Connection connection, Procedure<?, ?> procedure) throws RpcException {
        Optional<SleepRequest> request = quiescing;
        if (request.isEmpty()
                || !procedure.program().equals(Remote.PROGRAM)
                || procedure.access() == Access.ANYBODY
                || procedure.access() == Access.AUTHENTICATED
                || ALWAYS.contains(procedure)) {
            return;
        }
        throw goingToSleep(request.get());
    }

    /// The request for which new work is kept away now.
    public Optional<SleepRequest> quiescing() {
        return quiescing;
    }

    /// What a client is told whose call would be new work.
    public static RpcException goingToSleep(SleepRequest request) {
        return new RpcException(
                ErrorCode.OPERATION_INVALID,
                ErrorDomain.NONE,
                "the host is going to sleep (%s for %s, request %s, by %s): connect again when it is awake"
                        .formatted(
                                request.target().spelling(),
                                SpokenDuration.of(request.length()),
                                request.id(),
                                request.requester()));
    }

    @Override
    public void quiesced(SleepRequest request) {
        quiescing = Optional.of(request);
    }

    @Override
    public void resumed(SleepRequest request) {
        quiescing = Optional.empty();
    }

    @Override
    public void entered(SleepRequest request, Phase phase) {
        if (phase != Phase.ASLEEP) {
            return;
        }
        int count =
                server.map(kept ->
                                kept.dismiss(
                                        stays.negate(),
                                        CloseReason.END_OF_FILE,
                                        GRACE,
                                        "the host goes to sleep"))
                        .orElse(0);
        log.info(
                "clients sent home", Field.of("request", request.id()), Field.of("clients", count));
    }

    @Override
    public void ended(Finished finished) {
        quiescing = Optional.empty();
    }
}
