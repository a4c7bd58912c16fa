package dev.lungfish.bench.fleet;

import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long a controller takes from its process's start until it serves hosts, with hosts in its
/// database that were awake when the one before was killed. Each start finds the same database.
public final class StartBench {
    private StartBench() {}

    /// Measures and prints; the controller tells its phases itself.
    ///
    /// @param arguments how many hosts, and how many starts
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("lungfish-start");
        int hosts = Integer.parseInt(arguments[0]);
        Path kept = folder.resolve("kept.db");
        fill(kept, hosts);
        Path configuration =
                Files.writeString(
                        folder.resolve("controller.toml"),
                        """
                        [controller]
                        listen = "127.0.0.1:%d"
                        names = ["127.0.0.1"]
                        folder = "%s"
                        database = "jdbc:sqlite:%s"
                        """
                                .formatted(freePort(), folder, folder.resolve("fleet.db")));
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            for (String beside : List.of("", "-wal", "-shm")) {
                boolean _ = Files.deleteIfExists(folder.resolve("fleet.db" + beside));
            }
            Path _ = Files.copy(kept, folder.resolve("fleet.db"));
            long began = System.nanoTime();
            try (Served controller =
                    Served.start(ServedFleet.class, "-Xmx1200m", configuration.toString())) {
                System.out.println(
                        "%,d hosts: serves %d ms after the start of its process, %d ms of processor time, load average %s"
                                .formatted(
                                        hosts,
                                        Duration.ofNanos(System.nanoTime() - began).toMillis(),
                                        controller.processor().toMillis(),
                                        Files.readString(Path.of("/proc/loadavg"))
                                                .split(" ", 2)[0]));
                Process killed = controller.process().destroyForcibly();
                int _ = killed.waitFor();
            }
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void fill(Path database, int hosts) throws Exception {
        List<HostTable.Row> rows = LoopBench.rows(hosts);
        try (Store store = Store.open("jdbc:sqlite:" + database);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            FleetLoop loop = LoopBench.enrolled(store, rows);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < hosts; i++) {
                int number = i;
                calls.add(
                        threads.submit(
                                () -> loop.checkIn(rows.get(number), LoadHost.words(number))));
            }
            for (Future<?> call : calls) {
                Object _ = call.get();
            }
            loop.save();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
