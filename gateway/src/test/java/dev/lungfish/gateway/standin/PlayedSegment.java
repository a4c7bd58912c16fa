package dev.lungfish.gateway.standin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Hosts on one switch: network namespaces of this kernel, joined by a bridge in one of their own.
/// Needs `ip` and root. Ends with [#close].
final class PlayedSegment implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final String prefix;
    private final List<Process> started = new ArrayList<>();

    /// One of the hosts; its interface is `eth0`, with the same last number in each address.
    enum Host {
        CLIENT(1),
        SLEEPER(2),
        FIRST(3),
        SECOND(4);

        private final int number;

        Host(int number) {
            this.number = number;
        }

        String mac() {
            return "02:4c:46:00:01:0" + number;
        }

        String address() {
            return "10.77.1." + number;
        }

        String address6() {
            return "fd00:77::" + number;
        }
    }

    private PlayedSegment(String prefix) {
        this.prefix = prefix;
    }

    static PlayedSegment open() throws IOException, InterruptedException {
        PlayedSegment segment = new PlayedSegment("ls" + ProcessHandle.current().pid());
        boolean made = false;
        try {
            segment.make();
            made = true;
            return segment;
        } finally {
            if (!made) {
                segment.close();
            }
        }
    }

    private void make() throws IOException, InterruptedException {
        run("ip", "netns", "add", lan());
        run("ip", "-n", lan(), "link", "add", "br0", "type", "bridge", "mcast_snooping", "0");
        run("ip", "-n", lan(), "link", "set", "br0", "up");
        for (Host host : Host.values()) {
            String there = namespace(host);
            String port = "p" + host.number;
            run("ip", "netns", "add", there);
            run(
                    "ip link add eth0 netns %s address %s type veth peer name %s netns %s"
                            .formatted(there, host.mac(), port, lan())
                            .split(" "));
            run("ip", "-n", lan(), "link", "set", port, "master", "br0", "up");
            run("ip", "-n", there, "link", "set", "lo", "up");
            run("ip", "-n", there, "addr", "add", host.address() + "/24", "dev", "eth0");
            // As after a resume: the host tells that it is back, and asks whether its address is
            // free.
            on(
                    host,
                    "sysctl",
                    "-q",
                    "net.ipv4.conf.eth0.arp_notify=1",
                    "net.ipv6.conf.eth0.ndisc_notify=1",
                    "net.ipv6.conf.eth0.keep_addr_on_down=1");
            run("ip", "-n", there, "-6", "addr", "add", host.address6() + "/64", "dev", "eth0");
            run("ip", "-n", there, "link", "set", "eth0", "up");
        }
    }

    String namespace(Host host) {
        return prefix + "n" + host.number;
    }

    private String lan() {
        return prefix + "lan";
    }

    void sleeps(Host host) throws IOException, InterruptedException {
        run("ip", "-n", namespace(host), "link", "set", "eth0", "down");
    }

    void wakes(Host host) throws IOException, InterruptedException {
        run("ip", "-n", namespace(host), "link", "set", "eth0", "up");
    }

    /// Runs a program on a host, which must succeed.
    String on(Host host, String... command) throws IOException, InterruptedException {
        List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", namespace(host)));
        there.addAll(List.of(command));
        return run(there.toArray(String[]::new));
    }

    /// Starts a program on a host; it ends with the segment at the latest.
    Process start(Host host, String... command) throws IOException {
        return start(namespace(host), List.of(command));
    }

    /// Captures all that passes the switch. Returns once it captures.
    Process capture(Path file) throws IOException {
        Process tcpdump =
                start(
                        lan(),
                        List.of(
                                "tcpdump",
                                "-i",
                                "br0",
                                "--immediate-mode",
                                "-U",
                                "-Z",
                                "root",
                                "-w",
                                file.toString()));
        var says = tcpdump.inputReader(StandardCharsets.UTF_8);
        String line = says.readLine();
        while (line != null && !line.contains("listening on")) {
            line = says.readLine();
        }
        if (line == null) {
            throw new IOException("tcpdump ended before it listened");
        }
        return tcpdump;
    }

    private Process start(String namespace, List<String> command) throws IOException {
        List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        there.addAll(command);
        Process process = new ProcessBuilder(there).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> process.onExit().join());
        List<String> namespaces = new ArrayList<>(List.of(lan()));
        for (Host host : Host.values()) {
            namespaces.add(namespace(host));
        }
        for (String namespace : namespaces) {
            new ProcessBuilder("ip", "netns", "delete", namespace)
                    .redirectErrorStream(true)
                    .start()
                    .onExit()
                    .join();
        }
    }
}
