package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.AuthenticationType;
import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.EventRegistration;
import dev.lungfish.libvirt.remote.LifecycleEvent;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Event;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// A running server. Safe to use from any thread.
public final class Server implements AutoCloseable {
    /// How long [#close()] waits for the last replies.
    private static final Duration GRACE = Duration.ofSeconds(2);

    /// The pause if the system has no resources for another connection.
    private static final long ROOM_WAIT_MILLIS = 100;

    /// Clients that are told at the same time why they are turned away; others are cut off.
    private static final int MOST_FAREWELLS = 64;

    private final ServerSettings settings;
    private final Dispatcher dispatcher;
    private final Shared shared;
    private final List<Acceptor> doors;
    private final List<Thread> acceptors = new CopyOnWriteArrayList<>();
    private final HandshakeLine handshakes;
    private final Semaphore farewells = new Semaphore(MOST_FAREWELLS);
    private final ConnectionThreads threads;
    private final AtomicLong numbers = new AtomicLong();
    private final PartedConnections parted = new PartedConnections();
    private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<Long, PendingConnection> pending = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition gone = lock.newCondition();

    private Server(ServerSettings settings, List<Acceptor> doors) {
        this.settings = settings;
        this.doors = doors;
        ServerLimits limits = settings.limits();
        dispatcher = new Dispatcher(settings.programs(), settings.guard(), settings.observer());
        shared =
                new Shared(
                        limits,
                        settings.authentication(),
                        new MemoryAllowance(limits.largeFrameBytes()),
                        new MemoryAllowance(limits.allQueuesBytes()),
                        parted);
        handshakes = new HandshakeLine(limits);
        threads = new ConnectionThreads(limits.systemThreads());
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
        Thread.ofVirtual().name("libvirt-tick").start(server::tick);
        return server;
    }

    private void accepting(Acceptor door) {
        acceptors.add(
                Thread.ofVirtual()
                        .name("libvirt-accept " + door.listener().name())
                        .start(() -> accept(door)));
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
        pending.values().forEach(PendingConnection::giveUp);
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

    private void accept(Acceptor door) {
        while (true) {
            try {
                receive(door, door.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                settings.observer()
                        .turnedAway(
                                door.listener().name(),
                                "it could not be accepted: %s".formatted(FailureWords.of(e)));
                if (endsWithin(ROOM_WAIT_MILLIS)) {
                    return;
                }
            }
        }
    }

    private void receive(Acceptor door, SocketChannel socket) {
        if (!door.enter()) {
            partWith(door, socket, door.listener().mostConnections() + " clients are here already");
            return;
        }
        long number = numbers.incrementAndGet();
        threads.serve("libvirt-connection " + number, () -> arrive(door, socket, number));
    }

    private void arrive(Acceptor door, SocketChannel socket, long number) {
        if (door.needsHandshake() && !handshakes.enter()) {
            door.leave();
            turnAway(door, socket, handshakes.whyNot());
            return;
        }
        serve(door, socket, number);
    }

    private void turnAway(Acceptor door, SocketChannel socket, String reason) {
        new PendingConnection(socket, settings.limits()).giveUp();
        settings.observer().turnedAway(door.listener().name(), reason);
    }

    /// Turns a client away and tells it why, unless many are told already.
    private void partWith(Acceptor door, SocketChannel socket, String reason) {
        if (!farewells.tryAcquire()) {
            turnAway(door, socket, reason);
            return;
        }
        settings.observer().turnedAway(door.listener().name(), reason);
        long number = numbers.incrementAndGet();
        PendingConnection leaving = new PendingConnection(socket, settings.limits());
        pending.put(number, leaving);
        Thread.ofVirtual()
                .name("libvirt-turned-away " + number)
                .start(() -> {
                    leaving.tellWhy(door, reason, shared.largeFrames());
                    pending.remove(number);
                    farewells.release();
                });
    }

    /// The life of one connection, in its own thread.
    private void serve(Acceptor door, SocketChannel socket, long number) {
        ServerConnection connection;
        PendingConnection arriving = new PendingConnection(socket, settings.limits());
        pending.put(number, arriving);
        if (ended.getCount() == 0) {
            arriving.giveUp();
        }
        try {
            Transport transport = door.admit(socket);
            Identity identity = door.identify(socket, transport, settings.peers());
            connection =
                    new ServerConnection(
                            number,
                            door.listener(),
                            transport,
                            identity,
                            shared,
                            (gone, reason) -> leave(door, gone, reason));
        } catch (IOException | RuntimeException e) {
            settings.observer()
                    .turnedAway(door.listener().name(), arriving.whyNot(FailureWords.of(e)));
            arriving.part();
            door.leave();
            return;
        } finally {
            pending.remove(number);
            if (door.needsHandshake()) {
                handshakes.leave();
            }
        }
        serve(connection);
    }

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
        connection.serve(dispatcher);
    }

    private void leave(Acceptor door, ServerConnection connection, String reason) {
        door.leave();
        connections.remove(connection);
        settings.observer().disconnected(connection, reason);
        lock.lock();
        try {
            gone.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        long tickMillis = Math.max(1, settings.limits().tick().toMillis());
        while (!endsWithin(tickMillis)) {
            pending.values().forEach(PendingConnection::tick);
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
            MemoryAllowance largeFrames,
            MemoryAllowance allQueues,
            PartedConnections parted) {}
}
