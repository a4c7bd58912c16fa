package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.AuthenticationType;
import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.EventRegistration;
import dev.lungfish.libvirt.remote.LifecycleEvent;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Event;
import dev.lungfish.libvirt.share.Account;
import dev.lungfish.libvirt.share.ClientShares;
import dev.lungfish.libvirt.share.Division;
import dev.lungfish.libvirt.share.SharedPool;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// A running server. Safe to use from any thread.
public final class Server implements AutoCloseable {
    /// How long [#close()] waits for the last replies.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ServerSettings settings;
    private final Shared shared;
    private final List<Acceptor> doors;
    private final List<Thread> acceptors = new CopyOnWriteArrayList<>();
    private final Reception reception;
    private final PartedConnections parted = new PartedConnections();
    private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition gone = lock.newCondition();

    private Server(ServerSettings settings, List<Acceptor> doors) {
        this.settings = settings;
        this.doors = doors;
        ServerLimits limits = settings.limits();
        Dispatcher dispatcher =
                new Dispatcher(
                        settings.programs(),
                        settings.guard(),
                        settings.observer(),
                        new CallPlaces(Division.of(limits.computing())),
                        new CallPlaces(Division.of(limits.connecting())));
        shared =
                new Shared(
                        limits,
                        settings.authentication(),
                        dispatcher,
                        new SharedPool(Division.of(limits.largeFrameBytes())),
                        new SharedPool(Division.of(limits.allQueuesBytes())),
                        new ConnectionThreads(limits.systemThreads()),
                        parted);
        reception = new Reception(settings, shared, this::serve, this::leave);
    }

    /// Opens all listeners and serves clients.
    ///
    /// @throws IOException if one of them cannot be opened; then none is
    public static Server start(ServerSettings settings) throws IOException {
        List<Acceptor> doors = new ArrayList<>();
        try {
            for (Listener listener : settings.listeners()) {
                doors.add(Acceptor.open(listener));
            }
        } catch (IOException e) {
            for (Acceptor door : doors) {
                try {
                    door.close();
                } catch (IOException second) {
                    e.addSuppressed(second);
                }
            }
            throw e;
        }
        Server server = new Server(settings, new CopyOnWriteArrayList<>(doors));
        doors.forEach(server::accepting);
        Thread.ofPlatform().daemon().name("libvirt-tick").start(server::tick);
        return server;
    }

    private void accepting(Acceptor door) {
        // By the kernel: virtual threads wait for a processor while others use theirs.
        acceptors.add(
                Thread.ofPlatform()
                        .daemon()
                        .name("libvirt-accept " + door.listener().name())
                        .start(() -> reception.accept(door, this::endsWithin)));
    }

    /// What handshakes of TLS do now.
    public HandshakeFigures handshakes() {
        return reception.handshakes();
    }

    /// Opens one more listener.
    ///
    /// @return its address, with the chosen port if any was allowed
    /// @throws IOException if it can't be opened, or if the server has ended
    public SocketAddress open(Listener listener) throws IOException {
        Acceptor door = Acceptor.open(listener);
        doors.add(door);
        SocketAddress address = door.address();
        if (ended.getCount() == 0) {
            shut(listener);
            throw new IOException("the server has ended");
        }
        accepting(door);
        return address;
    }

    /// Closes one listener; the clients that came by it stay.
    public void shut(Listener listener) {
        List<Acceptor> shut =
                doors.stream().filter(door -> door.listener().equals(listener)).toList();
        doors.removeAll(shut);
        for (Acceptor door : shut) {
            try {
                door.close();
            } catch (IOException e) {
                settings.observer().turnedAway(listener.name(), FailureWords.of(e));
            }
        }
    }

    /// The addresses of the listeners, in the order of the settings, with the chosen port if any
    /// was allowed.
    ///
    /// @throws IOException if the server has ended
    public List<SocketAddress> addresses() throws IOException {
        List<SocketAddress> addresses = new ArrayList<>();
        for (Acceptor door : doors) {
            addresses.add(door.address());
        }
        return addresses;
    }

    /// The present connections.
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    /// The bytes of long replies that clients have not read.
    SharedPool unreadReplies() {
        return shared.replies();
    }

    /// Sends a guest's event to all registered clients.
    public void publishLifecycle(DomainReference domain, int event, int detail) {
        publish(
                Remote.LIFECYCLE_EVENT,
                EventRegistration.LIFECYCLE,
                domain,
                callback -> new LifecycleEvent(callback, domain, event, detail));
    }

    /// Sends an event once for each matching registration.
    ///
    /// @param eventId of the registrations
    /// @param content the event for the number of a callback
    public <T> void publish(
            Event<T> event, int eventId, DomainReference domain, IntFunction<T> content) {
        for (ServerConnection connection : connections) {
            connection
                    .session()
                    .registrations()
                    .forEach((callback, request) -> {
                        if (request.eventId() == eventId
                                && (request.domain() == null
                                        || request.domain().uuid().equals(domain.uuid()))) {
                            connection.send(event, content.apply(callback));
                        }
                    });
        }
    }

    /// Ends with a short grace and without a particular reason.
    @Override
    public void close() {
        close(CloseReason.END_OF_FILE, GRACE);
    }

    /// Ends: accepts no new clients, notifies registered ones, writes replies to running calls,
    /// refuses new calls, and ends connections. Returns when that is done, at the latest at the end
    /// of the grace.
    public void close(CloseReason reason, Duration grace) {
        ended.countDown();
        for (Acceptor door : doors) {
            try {
                door.close();
            } catch (IOException e) {
                settings.observer().turnedAway(door.listener().name(), FailureWords.of(e));
            }
        }
        awaitAcceptors(grace);
        reception.end();
        connections.forEach(connection -> connection.drain(reason));
        awaitGone(connections, grace);
        connections.forEach(connection -> connection.close("the server has ended"));
        parted.end();
    }

    /// A socket in accept is really closed only when the accepting thread has noticed it.
    private void awaitAcceptors(Duration grace) {
        try {
            for (Thread acceptor : acceptors) {
                acceptor.join(grace);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the grace is over
        }
    }

    /// Ends some connections and continues to serve others: notifies registered clients, writes
    /// replies to running calls, refuses their new calls. Unix sockets stay half-open until their
    /// clients leave. Returns when they are closed, at the latest at the end of the grace.
    ///
    /// @param why for the observer, as text
    /// @return their number
    public int dismiss(Predicate<Connection> whom, CloseReason reason, Duration grace, String why) {
        List<ServerConnection> dismissed = connections.stream().filter(whom).toList();
        dismissed.forEach(connection -> connection.drain(reason));
        awaitGone(dismissed, grace);
        dismissed.forEach(connection -> connection.part(why));
        return dismissed.size();
    }

    private void awaitGone(Collection<ServerConnection> going, Duration grace) {
        lock.lock();
        try {
            long left = grace.toNanos();
            while (left > 0 && going.stream().anyMatch(connections::contains)) {
                left = gone.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the grace is over
        } finally {
            lock.unlock();
        }
    }

    private void leave(ServerConnection connection, String reason) {
        connections.remove(connection);
        settings.observer().disconnected(connection, reason);
        lock.lock();
        try {
            gone.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A client is here: the rest of its life, in its own thread.
    private void serve(ServerConnection connection) {
        boolean begun = false;
        try {
            connections.add(connection);
            if (settings.authentication().type(connection) == AuthenticationType.NONE) {
                connection.session().authenticate();
            }
            settings.observer().connected(connection);
            if (ended.getCount() == 0) {
                connection.drain(CloseReason.END_OF_FILE);
            }
            begun = true;
        } finally {
            if (!begun) {
                connection.close("its thread broke");
            }
        }
        connection.serve();
    }

    private void tick() {
        while (!endsWithin(Math.max(1, settings.limits().tick().toMillis()))) {
            reception.tick();
            connections.forEach(connection -> connection.tick());
            parted.tick();
        }
    }

    private boolean endsWithin(long millis) {
        try {
            return ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /// Shared by all connections.
    record Shared(
            ServerLimits limits,
            Authentication authentication,
            Dispatcher dispatcher,
            SharedPool largeFrames,
            SharedPool replies,
            ConnectionThreads threads,
            PartedConnections parted) {
        /// What one client may use of it.
        ClientShares of(Account account) {
            return new ClientShares(account, largeFrames.of(account), replies.of(account));
        }
    }
}
