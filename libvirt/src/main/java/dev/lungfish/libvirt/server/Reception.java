package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.share.Account;
import dev.lungfish.libvirt.share.SharedPool;
import dev.lungfish.libvirt.share.Trust;
import dev.lungfish.libvirt.tls.HandshakeSteps;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// Receives clients: finds out who they are, admits them, or turns them away. Safe for use by
/// several threads.
final class Reception {
    /// The pause if the system has no resources for another connection.
    private static final long ROOM_WAIT_MILLIS = 100;

    /// Clients that are told at the same time why they are turned away; others are cut off.
    private static final int MOST_FAREWELLS = 64;

    private final ServerSettings settings;
    private final Server.Shared shared;
    private final Consumer<ServerConnection> admitted;
    private final ServerConnection.Ending gone;
    private final HandshakeLine handshakes;
    private final Semaphore farewells = new Semaphore(MOST_FAREWELLS);
    private final ConnectionThreads threads;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, PendingConnection> pending = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /// @param admitted serves a client to its end, in the thread that calls it
    /// @param gone is told of the end of each that was admitted
    Reception(
            ServerSettings settings,
            Server.Shared shared,
            Consumer<ServerConnection> admitted,
            ServerConnection.Ending gone) {
        this.settings = settings;
        this.shared = shared;
        this.admitted = admitted;
        this.gone = gone;
        handshakes = new HandshakeLine(settings.limits(), settings.observer());
        threads = shared.threads();
    }

    /// Who arrives by a door.
    private record Arrival(Acceptor door, SocketChannel socket, SocketAddress from, long number) {
        Account account() {
            return ClientAccounts.arriving(door.listener(), from);
        }
    }

    /// Receives clients until the door closes.
    ///
    /// @param endsWithin waits so many milliseconds; true if the server ends meanwhile
    void accept(Acceptor door, LongPredicate endsWithin) {
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
                if (endsWithin.test(ROOM_WAIT_MILLIS)) {
                    return;
                }
            }
        }
    }

    private void receive(Acceptor door, SocketChannel socket) {
        Arrival arrival =
                new Arrival(door, socket, Acceptor.peer(socket), numbers.incrementAndGet());
        if (door.needsHandshake() && !handshakes.arrive(arrival.account())) {
            turnAway(arrival, handshakes.whyTurnedAway(arrival.account()));
            return;
        }
        if (!door.enter()) {
            departed(arrival);
            partWith(
                    arrival,
                    () -> door.admit(socket, HandshakeSteps.AT_ONCE),
                    door.listener().mostConnections() + " clients are here already");
            return;
        }
        threads.serve(
                arrival.account(), "libvirt-connection " + arrival.number(), () -> arrive(arrival));
    }

    private void departed(Arrival arrival) {
        if (arrival.door().needsHandshake()) {
            handshakes.depart(arrival.account());
        }
    }

    /// The life of one connection, in its own thread.
    private void arrive(Arrival arrival) {
        PendingConnection arriving = new PendingConnection(arrival.socket(), settings.limits());
        pending.put(arrival.number(), arriving);
        if (ended) {
            arriving.giveUp();
        }
        Transport transport;
        Identity identity;
        try (HandshakeLine.OfClient steps = handshakes.of(arrival.account(), arriving)) {
            transport = arrival.door().admit(arrival.socket(), steps);
            identity = arrival.door().identify(arrival.socket(), transport, settings.peers());
        } catch (HandshakeLine.TooLateException e) {
            arriving.giveUp();
            settings.observer().turnedAway(arrival.door().listener().name(), FailureWords.of(e));
            arrival.door().leave();
            return;
        } catch (IOException | RuntimeException e) {
            settings.observer()
                    .turnedAway(
                            arrival.door().listener().name(), arriving.whyNot(FailureWords.of(e)));
            arriving.part();
            arrival.door().leave();
            return;
        } finally {
            pending.remove(arrival.number());
            departed(arrival);
        }
        serve(arrival, transport, identity);
    }

    private void serve(Arrival arrival, Transport transport, Identity identity) {
        Acceptor door = arrival.door();
        Account account = ClientAccounts.of(door.listener(), identity, arrival.from());
        if (!door.places().take(account, 1)) {
            door.leave();
            partWith(arrival, () -> transport, whyNot(door.places(), account));
            return;
        }
        Runnable life =
                () ->
                        admitted.accept(
                                new ServerConnection(
                                        arrival.number(),
                                        door.listener(),
                                        transport,
                                        identity,
                                        shared,
                                        shared.of(account),
                                        (left, reason) -> {
                                            door.places().giveBack(account, 1);
                                            door.leave();
                                            gone.ended(left, reason);
                                        }));
        // Others may have all threads that this client could have had before it was known.
        boolean elsewhere =
                Thread.currentThread().isVirtual()
                        && account.trust() == Trust.ROOT
                        && threads.serveByKernel(
                                account, "libvirt-connection " + arrival.number(), life);
        if (!elsewhere) {
            life.run();
        }
    }

    private static String whyNot(SharedPool places, Account account) {
        return places.used(account) >= places.division().each(account.trust())
                ? "%d clients of %s are here already".formatted(places.used(account), account)
                : "%d clients are here already, and the other places are kept for those who may do more"
                        .formatted(places.used());
    }

    private void turnAway(Arrival arrival, String reason) {
        new PendingConnection(arrival.socket(), settings.limits()).giveUp();
        settings.observer().turnedAway(arrival.door().listener().name(), reason);
    }

    /// Turns a client away and tells it why, unless many are told already.
    private void partWith(Arrival arrival, PendingConnection.Way way, String reason) {
        if (!farewells.tryAcquire()) {
            turnAway(arrival, reason);
            return;
        }
        settings.observer().turnedAway(arrival.door().listener().name(), reason);
        PendingConnection leaving = new PendingConnection(arrival.socket(), settings.limits());
        pending.put(arrival.number(), leaving);
        Thread.ofVirtual()
                .name("libvirt-turned-away " + arrival.number())
                .start(() -> {
                    leaving.tellWhy(way, reason, shared.largeFrames().of(arrival.account()));
                    pending.remove(arrival.number());
                    farewells.release();
                });
    }

    HandshakeFigures handshakes() {
        return handshakes.figures();
    }

    /// A tick of the server has passed.
    void tick() {
        pending.values().forEach(PendingConnection::tick);
    }

    /// Gives up who is not admitted yet, and who comes from now on.
    void end() {
        ended = true;
        pending.values().forEach(PendingConnection::giveUp);
    }
}
