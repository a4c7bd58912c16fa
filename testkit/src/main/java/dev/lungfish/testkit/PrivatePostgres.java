package dev.lungfish.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A private PostgreSQL on the loopback, with Debian's programs: its data and its log are in one
/// folder, and it ends when it is closed. It does not wait for the disk. Safe for use by several
/// threads.
public final class PrivatePostgres implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
    private static final int LIMIT_SECONDS = 60;

    private final Path folder;
    private final Path programs;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private PrivatePostgres(Path folder, Path programs, int port) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
    }

    /// Makes a cluster, starts it, and waits until it answers.
    ///
    /// @param folder an empty one; as root, it becomes the user postgres's
    /// @throws IOException if it does not start in time, with what it said
    /// @param port of the loopback interface that nobody listens at
    public static PrivatePostgres start(Path folder, int port)
            throws IOException, InterruptedException {
        Path programs;
        try (Stream<Path> versions = Files.list(PROGRAMS)) {
            programs =
                    versions.map(version -> version.resolve("bin"))
                            .filter(bin -> Files.exists(bin.resolve("initdb")))
                            .max(Comparator.naturalOrder())
                            .orElseThrow(() -> new IOException("no initdb in " + PROGRAMS));
        }
        PrivatePostgres postgres = new PrivatePostgres(folder, programs, port);
        if (isRoot()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        postgres.asPostgres("initdb", "--no-sync", "--auth=trust", "-D", postgres.data());
        postgres.asPostgres(
                "pg_ctl",
                "-w",
                "-D",
                postgres.data(),
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
                        .formatted(postgres.port),
                "start");
        return postgres;
    }

    /// The URL of JDBC for a new, empty database.
    public String newDatabase() throws IOException, InterruptedException {
        String name = "test" + databases.incrementAndGet();
        asPostgres("createdb", "-h", "127.0.0.1", "-p", String.valueOf(port), name);
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, name);
    }

    @Override
    public void close() throws IOException {
        try {
            asPostgres("pg_ctl", "-D", data(), "-m", "immediate", "stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("its end was interrupted", e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void asPostgres(String program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres"));
            command.add("--clear-groups");
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("postgres", ".log");
        try {
            // Not by a pipe: the server would keep it open.
            Process process =
                    new ProcessBuilder(command)
                            .directory(Path.of("/").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("%s takes too long".formatted(command));
            }
            if (process.exitValue() != 0) {
                throw new IOException("%s: %s".formatted(command, Files.readString(output)));
            }
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
