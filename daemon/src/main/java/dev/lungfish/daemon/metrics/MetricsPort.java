package dev.lungfish.daemon.metrics;

import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.daemon.log.LineLimit;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.metrics.MetricsEndpoint.Protection;
import dev.lungfish.libvirt.share.Source;
import dev.lungfish.libvirt.tls.TlsStreams;
import dev.lungfish.runtime.clock.Pause;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A port where Prometheus reads the metrics. Each connection has so long for its handshake, its
/// request and its answer together, and there are so many of them at most: who comes beyond takes
/// the place of the slowest.
///
/// The server of the JDK (`com.sun.net.httpserver`) is not used: it asks a resolver for the name of
/// each client of TLS, and sets no bound to the time of a handshake.
final class MetricsPort implements AutoCloseable {
    /// A few of Prometheus, and people who look; each costs little.
    static final int MOST_AT_ONCE = 64;

    private static final int MOST_OF_SOURCE = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(200);

    private final MetricsEndpoint door;
    private final MetricsAnswers answers;
    private final Duration patience;
    private final Log log;
    private final LineLimit limit;
    private final ServerSocket server;
    private final Thread thread;
    private final ScheduledExecutorService deadlines;
    private final ReaderPlaces<Socket> places = new ReaderPlaces<>(MOST_AT_ONCE, MOST_OF_SOURCE);
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private MetricsPort(
            MetricsEndpoint door,
            MetricsAnswers answers,
            Duration patience,
            Log log,
            ServerSocket server) {
        this.door = door;
        this.answers = answers;
        this.patience = patience;
        this.log = log;
        limit = new LineLimit(log);
        this.server = server;
        thread = Thread.ofPlatform().name("metrics").daemon().unstarted(this::accept);
        deadlines =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("metrics-deadlines").daemon().factory());
    }

    /// Opens the port.
    ///
    /// @throws IOException where it can't be opened
    static MetricsPort open(MetricsEndpoint door, MetricsAnswers answers, Log log)
            throws IOException {
        return open(door, answers, PATIENCE, log);
    }

    /// @param patience from the connection to the end of the answer
    static MetricsPort open(
            MetricsEndpoint door, MetricsAnswers answers, Duration patience, Log log)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.bind(door.address(), MOST_AT_ONCE);
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "the metrics can't be offered at %s: %s; 'metrics' in the configuration says where"
                            .formatted(door.address(), e.getMessage()),
                    e);
        }
        MetricsPort port = new MetricsPort(door, answers, patience, log, server);
        port.thread.start();
        return port;
    }

    /// Where it listens.
    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                welcome(server.accept());
            } catch (IOException e) {
                if (!server.isClosed()) {
                    log.event(new LogEvent.MetricsPortFailed(Reasoned.of(e)));
                    boolean _ = Pause.of(AFTER_A_FAILURE, AFTER_A_FAILURE, server::isClosed);
                }
            }
        }
    }

    private void welcome(Socket client) {
        Optional<String> source =
                client.getInetAddress().isLoopbackAddress()
                        ? Optional.empty()
                        : Optional.of(Source.of(client.getRemoteSocketAddress()));
        places.enter(client, source)
                .ifPresent(slow -> {
                    tell(slow, "it was slower than all others when one more came");
                    end(slow);
                });
        connections.add(client);
        Thread.ofVirtual().name("metrics-client").start(() -> serve(client));
    }

    private void tell(Socket client, String why) {
        if (limit.mayTell()) {
            log.event(
                    new LogEvent.MetricsNotRead(
                            String.valueOf(client.getRemoteSocketAddress()), why));
        }
    }

    private void serve(Socket client) {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> deadline =
                deadlines.schedule(
                        () -> {
                            late.set(true); // before the reader can see that it is closed
                            end(client);
                        },
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            if (door.protection().isPresent()) {
                answerByTls(client, door.protection().get());
            } else {
                answers.answer(client.getInputStream(), client.getOutputStream(), true);
            }
        } catch (IOException e) {
            if (places.holds(client)) { // of who had to go it is told already
                tell(
                        client,
                        late.get()
                                ? "it took longer than " + patience
                                : String.valueOf(e.getMessage()));
            }
        } finally {
            deadline.cancel(false);
            end(client);
            connections.remove(client);
            places.leave(client);
        }
    }

    private void answerByTls(Socket client, Protection protection) throws IOException {
        try (TlsStreams secured =
                TlsStreams.accept(client, protection.tls(), protection.certificateNeeded())) {
            boolean admitted =
                    !protection.certificateNeeded()
                            || secured.peer().filter(protection.admits()).isPresent();
            answers.answer(secured.in(), secured.out(), admitted);
        }
    }

    /// Never waits: what is sealed lies above it.
    private static void end(Closeable client) {
        try {
            client.close();
        } catch (IOException _) {
            return; // It has ended already.
        }
    }

    @Override
    public void close() {
        end(server);
        deadlines.shutdownNow();
        connections.forEach(MetricsPort::end);
    }
}
