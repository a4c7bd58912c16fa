package dev.lungfish.bench.gateway;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The gateway beside a direct connection, haproxy and a proxy of virtual threads, by turns in one
/// run; and what held connections cost.
public final class GatewayBench {
    private static final int TARGET = 17_001;
    private static final int GATEWAY = 17_002;
    private static final int HAPROXY = 17_003;
    private static final int THREADS = 17_004;
    private static final int ASLEEP = 17_005;
    private static final int HELD = 17_006;
    private static final long BYTES = 1L << 30;
    private static final int CALLS = 5_000;

    private final PrintStream out;
    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    private GatewayBench(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /// Measures and prints.
    ///
    /// @param arguments how many connections are held, and how many turns are measured
    public static void main(String... arguments) throws IOException, InterruptedException {
        GatewayBench bench =
                new GatewayBench(System.out, Files.createTempDirectory("lungfish-gateway"));
        try {
            bench.run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        } finally {
            bench.started.forEach(Process::destroy);
        }
    }

    private void run(int held, int turns) throws IOException, InterruptedException {
        Map<String, Integer> ways = new LinkedHashMap<>();
        java(TargetServer.class.getName(), String.valueOf(TARGET));
        java(ThreadProxy.class.getName(), String.valueOf(THREADS), String.valueOf(TARGET));
        Path file = folder.resolve("gateway.toml");
        Files.writeString(file, configuration());
        Process gateway =
                java("dev.lungfish.cli.main.Main", "gateway", "--config", file.toString());
        ways.put("direct", TARGET);
        ways.put("gateway", GATEWAY);
        ways.put("virtual threads", THREADS);
        if (haproxy()) {
            ways.put("haproxy", HAPROXY);
        }
        for (int port : ways.values()) {
            awaitPort(port);
        }
        compare(ways, turns);
        gateway.destroy();
        int _ = gateway.waitFor();
        // A process that has allocated nothing yet shows what is allocated from now on.
        Process fresh = java("dev.lungfish.cli.main.Main", "gateway", "--config", file.toString());
        awaitPort(GATEWAY);
        try (HeldConnections.Sleeper host = HeldConnections.Sleeper.at(ASLEEP)) {
            out.println(new HeldConnections(HELD, fresh).run(held, host));
        }
    }

    private static String configuration() {
        return """
        [limits]
        held = 100000
        held_by_host = 100000
        held_by_source = 100000
        open = 100000
        [hosts.target]
        address = "127.0.0.1"
        cards = ["02:4c:46:00:00:02"]
        broadcast = "127.255.255.255"
        [[listener]]
        name = "pass"
        listen = "127.0.0.1:%d"
        host = "target"
        port = %d
        allow = ["127.0.0.0/8"]
        [[listener]]
        name = "held"
        listen = "127.0.0.1:%d"
        host = "target"
        port = %d
        allow = ["127.0.0.0/8"]
        hold = "10min"
        wakes_per_minute = 100
        """
                .formatted(GATEWAY, TARGET, HELD, ASLEEP);
    }

    private Process java(String... command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.add("-XX:+UseSerialGC");
        all.add("-Xmn8m");
        all.add("-Xmx384m");
        all.add("--enable-native-access=ALL-UNNAMED");
        all.add("-cp");
        all.add(System.getProperty("java.class.path"));
        all.addAll(Arrays.asList(command));
        return start(all);
    }

    private Process start(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log" + started.size()).toFile())
                        .start();
        started.add(process);
        return process;
    }

    private boolean haproxy() throws IOException {
        Path file = folder.resolve("haproxy.cfg");
        Files.writeString(
                file,
                """
                global
                  maxconn 1000
                  nbthread 1
                defaults
                  mode tcp
                  timeout connect 5s
                  timeout client 1h
                  timeout server 1h
                  option splice-auto
                listen pass
                  bind 127.0.0.1:%d
                  server target 127.0.0.1:%d
                """
                        .formatted(HAPROXY, TARGET));
        try {
            Process _ =
                    start(
                            List.of(
                                    System.getProperty("lungfish.haproxy", "haproxy"),
                                    "-f",
                                    file.toString()));
            return true;
        } catch (IOException _) {
            out.println("haproxy is not installed: apt-get install haproxy");
            return false;
        }
    }

    private static void awaitPort(int port) throws IOException, InterruptedException {
        for (int i = 0; ; i++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (ConnectException e) {
                if (i == 200) {
                    throw e;
                }
                Thread.sleep(Duration.ofMillis(50));
            }
        }
    }

    private void compare(Map<String, Integer> ways, int turns) throws IOException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int turn = -1; turn < turns; turn++) {
            for (Map.Entry<String, Integer> way : ways.entrySet()) {
                double rate = rate(way.getValue());
                double time = time(way.getValue());
                if (turn >= 0) { // the first one is for the compilers
                    rates.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(rate);
                    times.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(time);
                }
            }
        }
        double directRate = median(rates.getOrDefault("direct", List.of()));
        double directTime = median(times.getOrDefault("direct", List.of()));
        out.printf("%-16s %12s %8s %12s %10s%n", "", "MiB/s", "ratio", "round trip", "more");
        for (String way : ways.keySet()) {
            double rate = median(rates.getOrDefault(way, List.of()));
            double time = median(times.getOrDefault(way, List.of()));
            out.printf(
                    "%-16s %12.0f %8.2f %9.1f us %7.1f us%n",
                    way, rate, rate / directRate, time, time - directTime);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }

    /// In MiB a second.
    private static double rate(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataOutputStream request = new DataOutputStream(socket.getOutputStream());
            request.write('D');
            request.writeLong(BYTES);
            long began = System.nanoTime();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[256 * 1024];
            long read = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                read += count;
            }
            return read / 1048576.0 / ((System.nanoTime() - began) / 1e9);
        }
    }

    /// The median of the round trips of one byte, in microseconds.
    private static double time(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write('E');
            long[] times = new long[CALLS];
            for (int i = 0; i < CALLS; i++) {
                long began = System.nanoTime();
                socket.getOutputStream().write(1);
                int _ = socket.getInputStream().read();
                times[i] = System.nanoTime() - began;
            }
            Arrays.sort(times);
            return times[CALLS / 2] / 1e3;
        }
    }
}
