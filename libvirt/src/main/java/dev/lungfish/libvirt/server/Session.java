package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.EventRegistration;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The access state of a client, and its registrations. Changed by the connection's own thread,
/// read by any.
final class Session {
    private final int mostRegistrations;
    private volatile boolean authenticated;
    private volatile boolean readOnly;
    private volatile @Nullable String opened;
    private volatile boolean wantsCloseEvent;
    private volatile boolean keepalive;
    private boolean reachesUpstream;

    /// By the number of the callback. Most clients have none: then there is no map.
    private volatile Map<Integer, EventRegistration> registrations = Map.of();

    Session(boolean readOnly, int mostRegistrations) {
        this.readOnly = readOnly;
        this.mostRegistrations = mostRegistrations;
    }

    boolean authenticated() {
        return authenticated;
    }

    void authenticate() {
        authenticated = true;
    }

    boolean readOnly() {
        return readOnly;
    }

    Optional<String> opened() {
        return Optional.ofNullable(opened);
    }

    void open(String name, boolean asReadOnly) {
        readOnly |= asReadOnly;
        opened = name;
    }

    /// Whether its upstream was reached once. For the connection's own thread.
    boolean reachesUpstream() {
        return reachesUpstream;
    }

    void reachUpstream() {
        reachesUpstream = true;
    }

    boolean wantsCloseEvent() {
        return wantsCloseEvent;
    }

    void wantCloseEvent(boolean wanted) {
        wantsCloseEvent = wanted;
    }

    /// Whether the client asked for keepalive, so that the server pings.
    boolean keepalive() {
        return keepalive;
    }

    void startKeepalive() {
        keepalive = true;
    }

    Map<Integer, EventRegistration> registrations() {
        return registrations;
    }

    /// Stores a registration for events.
    ///
    /// @param numbers the source of callback numbers
    /// @return the number of the callback
    int register(EventRegistration request, AtomicInteger numbers) throws RpcException {
        if (request.eventId() < 0 || request.eventId() >= EventRegistration.EVENT_IDS) {
            throw new RpcException(
                    ErrorCode.INTERNAL_ERROR,
                    ErrorDomain.RPC,
                    "unsupported event ID " + request.eventId());
        }
        if (registrations.values().stream().anyMatch(known -> sameScope(known, request))) {
            throw new RpcException(
                    ErrorCode.INVALID_ARGUMENT, ErrorDomain.NONE, "event callback already tracked");
        }
        if (registrations.size() >= mostRegistrations) {
            throw new RpcException(
                    ErrorCode.INTERNAL_ERROR,
                    ErrorDomain.RPC,
                    "a connection may register %d event callbacks at most"
                            .formatted(mostRegistrations));
        }
        int number = numbers.getAndIncrement();
        Map<Integer, EventRegistration> changed = new HashMap<>(registrations);
        changed.put(number, request);
        registrations = Map.copyOf(changed);
        return number;
    }

    void deregister(int number) throws RpcException {
        if (!registrations.containsKey(number)) {
            throw new RpcException(
                    ErrorCode.INTERNAL_ERROR,
                    ErrorDomain.RPC,
                    "domain event callback %d not registered".formatted(number));
        }
        Map<Integer, EventRegistration> changed = new HashMap<>(registrations);
        changed.remove(number);
        registrations = Map.copyOf(changed);
    }

    private static boolean sameScope(EventRegistration one, EventRegistration other) {
        return one.eventId() == other.eventId()
                && Objects.equals(
                        one.domain() == null ? null : one.domain().uuid(),
                        other.domain() == null ? null : other.domain().uuid());
    }
}
