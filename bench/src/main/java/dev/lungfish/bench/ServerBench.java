package dev.lungfish.bench;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Compares lungfishd with libvirtd, and both with a plain echo, in one run under the same load; or
/// libvirtd alone with libvirtd behind lungfishd's relay. Started by `bench/run`.
public final class ServerBench {
    /// Discarded once for each server: compilation, and its first calls to others.
    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(2);

    /// Discarded in each turn.
    private static final Duration WARM_UP = Duration.ofMillis(200);

    /// Servers are measured in turns, so that other load on the machine affects all alike.
    private static final int TURNS = 8;

    private static final List<Integer> CLIENTS = List.of(1, 8, 64);
    private static final List<Integer> CLIENTS_OF_RELAY = List.of(1, 8);
    private static final int IDLE_CONNECTIONS = 500;
    private static final List<Procedure<NoValue, ?>> CALLS =
            List.of(Remote.NODE_GET_INFO, Remote.GET_HOSTNAME, Remote.GET_CAPABILITIES);

    private final PrintStream out;
    private final Duration length;

    private final List<Integer> clients;

    private ServerBench(PrintStream out, Duration length, List<Integer> clients) {
        this.out = out;
        this.length = length;
        this.clients = clients;
    }

    /// Runs all comparisons.
    ///
    /// @param arguments the `lungfish` command to run, the seconds of each measurement, and `relay`
    ///   to measure the relay
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("lungfish-bench-");
        boolean relay = arguments.length > 2;
        Optional<TlsPorts> tls = relay ? Optional.of(TlsPorts.in(folder)) : Optional.empty();
        try (ServedProcess echo = echo(folder);
                ServedProcess libvirtd = libvirtd(folder, tls);
                ServedProcess lungfishd = lungfishd(folder, arguments[0], tls)) {
            ServerBench bench =
                    new ServerBench(
                            System.out,
                            Duration.ofSeconds(Integer.parseInt(arguments[1])),
                            relay ? CLIENTS_OF_RELAY : CLIENTS);
            if (tls.isPresent()) {
                bench.opens(libvirtd, lungfishd, tls.get());
            }
            bench.standing(List.of(libvirtd, lungfishd));
            bench.calls(List.of(libvirtd, lungfishd), echo);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static ServedProcess echo(Path folder) throws IOException, InterruptedException {
        Path own = Files.createDirectory(folder.resolve("echo"));
        Path socket = own.resolve("socket");
        return ServedProcess.start(
                "plain echo",
                own,
                socket,
                false,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EchoServer.class.getName(),
                        socket.toString()));
    }

    /// Its emulators run as root: if only root may use `/dev/kvm`, libvirtd would otherwise probe
    /// them again for each answer with capabilities, for seconds.
    private static ServedProcess libvirtd(Path folder, Optional<TlsPorts> tls)
            throws IOException, InterruptedException {
        Path own = Files.createDirectory(folder.resolve("libvirtd"));
        Path configuration = own.resolve("libvirtd.conf");
        Files.writeString(
                configuration,
                """
                listen_tcp = 0
                auth_unix_rw = "none"
                auth_unix_ro = "none"
                unix_sock_dir = "%s"
                log_outputs = "3:stderr"
                max_clients = 5000
                """
                                .formatted(own)
                        + tls.map(TlsPorts::ofLibvirtd).orElse("listen_tls = 0\n"));
        Path etc = Files.createDirectory(own.resolve("etc"));
        Files.writeString(etc.resolve("qemu.conf"), "user = 'root'\ngroup = 'root'\n");
        return ServedProcess.start(
                "libvirtd",
                own,
                own.resolve("libvirt-sock"),
                true,
                Stream.of(
                                Stream.of(
                                        "unshare",
                                        "--mount",
                                        "sh",
                                        "-euc",
                                        "mount --bind \"$1\" /etc/libvirt; shift; exec \"$@\"",
                                        "sh",
                                        etc.toString(),
                                        "libvirtd",
                                        "-f",
                                        configuration.toString(),
                                        "-p",
                                        own.resolve("pid").toString()),
                                tls.stream().map(ports -> "--listen"))
                        .flatMap(words -> words)
                        .toList());
    }

    /// The daemon serves a record of this machine, so that it does not test the machine's RTC.
    ///
    /// @param tls where it listens if it relays to that libvirtd
    private static ServedProcess lungfishd(Path folder, String lungfish, Optional<TlsPorts> tls)
            throws IOException, InterruptedException {
        Path own = Files.createDirectory(folder.resolve("lungfishd"));
        Path tree = own.resolve("tree");
        Command.of(lungfish, "record", tree.toString()).run();
        Path hostName = tree.resolve("proc/sys/kernel/hostname");
        Files.createDirectories(hostName.getParent());
        Files.copy(Path.of("/proc/sys/kernel/hostname"), hostName);
        Path configuration = own.resolve("lungfish.toml");
        Files.writeString(
                configuration,
                "daemon.socket_folder = '%s'\ndaemon.libvirt_sockets = false\n".formatted(own)
                        + tls.map(ports ->
                                        "relay.socket_folder = '%s'\n"
                                                        .formatted(folder.resolve("libvirtd"))
                                                + ports.ofLungfishd())
                                .orElse(""));
        return ServedProcess.start(
                tls.isPresent() ? "relayed" : "lungfishd",
                own,
                own.resolve("libvirt-sock"),
                true,
                List.of(
                        lungfish,
                        "daemon",
                        "--root",
                        tree.toString(),
                        "--config",
                        configuration.toString()));
    }

    private void opens(ServedProcess libvirtd, ServedProcess lungfishd, TlsPorts tls)
            throws IOException, InterruptedException {
        TlsContext context = tls.client();
        new RelayedOpens(out)
                .run(
                        new RelayedOpens.Side(
                                OpenLoad.unix(libvirtd.socket()),
                                OpenLoad.unix(lungfishd.socket())),
                        new RelayedOpens.Side(
                                OpenLoad.tls(tls.libvirtd(), context),
                                OpenLoad.tls(tls.lungfishd(), context)));
    }

    private void standing(List<ServedProcess> servers) throws Exception {
        out.printf(
                Locale.ROOT,
                "%-12s %18s %12s %22s%n",
                "",
                "first answer ms",
                "idle KiB",
                "KiB per connection");
        for (ServedProcess server : servers) {
            long idle = server.residentKibibytes();
            List<AutoCloseable> connections =
                    new ArrayList<>(
                            new CallLoad(server.socket(), Remote.GET_LIB_VERSION, server.opens())
                                    .idle(IDLE_CONNECTIONS));
            long busy = server.residentKibibytes();
            for (AutoCloseable connection : connections) {
                connection.close();
            }
            out.printf(
                    Locale.ROOT,
                    "%-12s %18d %12d %22.1f%n",
                    server.name(),
                    server.toFirstAnswer().toMillis(),
                    idle,
                    (double) (busy - idle) / IDLE_CONNECTIONS);
        }
        out.println();
    }

    private void calls(List<ServedProcess> servers, ServedProcess echo) throws Exception {
        out.printf(
                Locale.ROOT,
                "%-26s %8s %-12s %10s %9s %9s %10s %8s%n",
                "",
                "clients",
                "",
                "calls/s",
                "p50 ms",
                "p99 ms",
                "libvirtd",
                "echo");
        for (int count : clients) {
            CallLoad.Result ceiling =
                    new CallLoad(echo.socket(), Remote.GET_LIB_VERSION, false)
                            .run(count, FIRST_WARM_UP, length);
            row("a frame of 28 bytes", count, echo.name(), ceiling, Double.NaN, ceiling);
            for (Procedure<NoValue, ?> call : CALLS) {
                List<CallLoad.Result> results = inTurns(servers, call, count);
                double peer = results.getFirst().callsPerSecond();
                for (int i = 0; i < servers.size(); i++) {
                    row(call.name(), count, servers.get(i).name(), results.get(i), peer, ceiling);
                }
            }
        }
    }

    /// The results of each server.
    private List<CallLoad.Result> inTurns(
            List<ServedProcess> servers, Procedure<NoValue, ?> call, int count)
            throws IOException, InterruptedException {
        List<List<CallLoad.Result>> turns = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            List<CallLoad.Result> turn = new ArrayList<>();
            for (ServedProcess server : servers) {
                turn.add(
                        new CallLoad(server.socket(), call, true)
                                .run(
                                        count,
                                        i == 0 ? FIRST_WARM_UP : WARM_UP,
                                        length.dividedBy(TURNS)));
            }
            turns.add(turn);
        }
        return IntStream.range(0, servers.size())
                .mapToObj(server ->
                        CallLoad.Result.joined(
                                turns.stream().map(turn -> turn.get(server)).toList()))
                .toList();
    }

    private void row(
            String call,
            int clients,
            String server,
            CallLoad.Result result,
            double peer,
            CallLoad.Result ceiling) {
        out.printf(
                Locale.ROOT,
                "%-26s %8d %-12s %10.0f %9s %9s %10s %8s%n",
                call,
                clients,
                server,
                result.callsPerSecond(),
                milliseconds(result.median()),
                milliseconds(result.p99()),
                Double.isNaN(peer) || peer == 0
                        ? ""
                        : String.format(Locale.ROOT, "x %.2f", result.callsPerSecond() / peer),
                String.format(
                        Locale.ROOT, "x %.2f", result.callsPerSecond() / ceiling.callsPerSecond()));
    }

    private static String milliseconds(Optional<Duration> time) {
        return time.map(found -> String.format(Locale.ROOT, "%.3f", found.toNanos() / 1e6))
                .orElse("none");
    }
}
