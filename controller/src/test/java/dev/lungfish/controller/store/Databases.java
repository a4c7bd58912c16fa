package dev.lungfish.controller.store;

import dev.lungfish.testkit.PrivatePostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// New databases of each kind. One PostgreSQL serves all tests of a JVM.
public final class Databases {
    private static final Path FOLDER = folder();

    private Databases() {}

    /// A kind of database.
    public enum Kind {
        SQLITE,
        POSTGRESQL
    }

    /// The URL of a new one.
    public static String newOf(Kind kind) throws IOException, InterruptedException {
        return switch (kind) {
            case SQLITE ->
                    "jdbc:sqlite:" + Files.createTempDirectory(FOLDER, "sqlite").resolve("f.db");
            case POSTGRESQL -> Cluster.RUNNING.newDatabase();
        };
    }

    private static final class Cluster {
        static final PrivatePostgres RUNNING = start();

        private static PrivatePostgres start() {
            try {
                Path folder = Files.createTempDirectory("lungfish-postgres");
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                PrivatePostgres postgres = PrivatePostgres.start(folder, freePort());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, folder)));
                return postgres;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static void end(PrivatePostgres postgres, Path folder) {
            try (postgres) {
                // Its folder goes after it.
            } catch (IOException _) {
                return;
            }
            remove(folder);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("lungfish-databases");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // What another user's process still has open stays.
        }
    }
}
