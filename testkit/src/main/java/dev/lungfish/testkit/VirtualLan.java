package dev.lungfish.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Two hosts in a private network: two network namespaces of this kernel, joined by a virtual
/// cable. Needs `ip` and root. Ends with [#close].
public final class VirtualLan implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final String prefix;
    private final List<Process> started = new ArrayList<>();

    /// One of the two.
    ///
    /// @param card its interface
    /// @param mac of the NIC
    /// @param address in `10.77.0.0/24`
    public record Side(String namespace, String card, String mac, String address) {}

    private VirtualLan(String prefix) {
        this.prefix = prefix;
    }

    /// Creates both and connects them.
    public static VirtualLan open() throws IOException, InterruptedException {
        VirtualLan lan = new VirtualLan("lf" + ProcessHandle.current().pid());
        boolean made = false;
        try {
            Side left = lan.left();
            Side right = lan.right();
            ip("netns", "add", left.namespace());
            ip("netns", "add", right.namespace());
            ip(
                    "link",
                    "add",
                    left.card(),
                    "netns",
                    left.namespace(),
                    "address",
                    left.mac(),
                    "type",
                    "veth",
                    "peer",
                    "name",
                    right.card(),
                    "netns",
                    right.namespace(),
                    "address",
                    right.mac());
            for (Side side : List.of(left, right)) {
                String there = side.namespace();
                ip("-n", there, "link", "set", "lo", "up");
                ip(
                        "-n",
                        there,
                        "addr",
                        "add",
                        side.address() + "/24",
                        "brd",
                        "+",
                        "dev",
                        side.card());
                ip("-n", there, "link", "set", side.card(), "up");
            }
            made = true;
            return lan;
        } finally {
            if (!made) {
                lan.close();
            }
        }
    }

    public Side left() {
        return new Side(prefix + "l", "left0", "02:4c:46:00:00:01", "10.77.0.1");
    }

    public Side right() {
        return new Side(prefix + "r", "right0", "02:4c:46:00:00:02", "10.77.0.2");
    }

    /// Runs a program at one side, which must succeed.
    ///
    /// @return its output on both streams
    public String run(Side side, List<String> command) throws IOException, InterruptedException {
        return finish(start(side, command), command);
    }

    /// Starts a program at one side; ends with the network at the latest.
    public Process start(Side side, List<String> command) throws IOException {
        List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", side.namespace()));
        there.addAll(command);
        Process process = new ProcessBuilder(there).redirectErrorStream(true).start();
        process.getOutputStream().close();
        started.add(process);
        return process;
    }

    /// Captures a number of packets at one side into a file of the `pcap` format.
    ///
    /// @param filter as in `pcap-filter(7)`
    public Capture capture(Side side, String filter, int packets, Path file) throws IOException {
        List<String> command =
                List.of(
                        "tcpdump",
                        "-i",
                        side.card(),
                        "-U",
                        "-Z",
                        "root",
                        "-w",
                        file.toString(),
                        "-c",
                        String.valueOf(packets),
                        filter);
        Process tcpdump = start(side, command);
        BufferedReader says =
                new BufferedReader(
                        new InputStreamReader(tcpdump.getInputStream(), StandardCharsets.UTF_8));
        String line = says.readLine();
        while (line != null && !line.contains("listening on")) {
            line = says.readLine();
        }
        if (line == null) {
            throw new IOException("tcpdump ended before it listened");
        }
        return new Capture(tcpdump, file);
    }

    /// A running capture.
    public record Capture(Process tcpdump, Path file) {
        /// Waits until all packets have passed.
        public Path await() throws IOException, InterruptedException {
            if (!tcpdump.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                tcpdump.destroyForcibly();
                throw new IOException("fewer packets passed than were expected; see " + file);
            }
            return file;
        }
    }

    private static String finish(Process process, List<String> command)
            throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        String _ = finish(new ProcessBuilder(command).redirectErrorStream(true).start(), command);
    }

    @Override
    public void close() throws IOException {
        started.forEach(Process::destroyForcibly);
        for (Side side : List.of(left(), right())) {
            new ProcessBuilder("ip", "netns", "delete", side.namespace())
                    .redirectErrorStream(true)
                    .start()
                    .onExit()
                    .join();
        }
    }
}
