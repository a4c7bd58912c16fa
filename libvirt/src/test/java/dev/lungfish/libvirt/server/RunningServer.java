package dev.lungfish.libvirt.server;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/// A server on sockets in a folder, which remembers what it was told.
final class RunningServer implements AutoCloseable {
    /// Times in which a test does not grow old.
    static final ServerLimits IMPATIENT =
            ServerLimits.DEFAULT.withTimes(
                    Duration.ofMillis(50),
                    Duration.ofMillis(100),
                    Duration.ofMillis(500),
                    Duration.ofMillis(500),
                    Duration.ofMillis(500));

    private static final int MOST_CONNECTIONS = 20_000;

    final BlockingQueue<Connection> connected = new LinkedBlockingQueue<>();
    final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
    final BlockingQueue<String> turnedAway = new LinkedBlockingQueue<>();
    final Path readWrite;
    final Path readOnly;
    final Server server;

    private RunningServer(Path folder, Program program, UnaryOperator<ServerSettings> settings)
            throws IOException {
        readWrite = folder.resolve("rw");
        readOnly = folder.resolve("ro");
        ServerSettings usual =
                ServerSettings.of(
                                List.of(listener(readWrite, false), listener(readOnly, true)),
                                List.of(program))
                        .with(IMPATIENT)
                        .with(new Remembering());
        server = Server.start(settings.apply(usual));
    }

    static RunningServer in(Path folder) throws IOException {
        return in(folder, UnaryOperator.identity());
    }

    static RunningServer in(Path folder, UnaryOperator<ServerSettings> settings)
            throws IOException {
        return new RunningServer(folder, new LittleHost().program(), settings);
    }

    static RunningServer in(Path folder, Program program, UnaryOperator<ServerSettings> settings)
            throws IOException {
        return new RunningServer(folder, program, settings);
    }

    Wire connect() throws IOException {
        return Wire.connect(readWrite);
    }

    static Listener.Unix listener(Path path, boolean readOnly) {
        return new Listener.Unix(
                path,
                PosixFilePermissions.fromString("rw-rw-rw-"),
                null,
                readOnly,
                MOST_CONNECTIONS);
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Remembering implements Observer {
        @Override
        public void connected(Connection connection) {
            connected.add(connection);
        }

        @Override
        public void disconnected(Connection connection, String reason) {
            gone.add(reason);
        }

        @Override
        public void turnedAway(String listener, String reason) {
            turnedAway.add(reason);
        }
    }
}
