package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A machine whose kernel is played, with a daemon, and clients of it. For one thread.
final class ServedMachine implements AutoCloseable {
    static final String CONFIGURATION = "/etc/lungfish/lungfish.toml";
    private static final String LAPTOP = "laptop-with-everything-fine";
    private static String kept = "";

    private final Path folder;
    private final PlayedMachine played;
    private Optional<Process> daemon = Optional.empty();
    private String told = "";

    private ServedMachine(Path folder, PlayedMachine played) {
        this.folder = folder;
        this.played = played;
    }

    /// A machine whose RTC has passed its test, without its daemon yet.
    static ServedMachine of(Path folder) throws IOException {
        return of(folder, "promised");
    }

    /// The same with a kernel that does something else.
    ///
    /// @param scenario with its arguments
    static synchronized ServedMachine of(Path folder, String... scenario) throws IOException {
        if (kept.isEmpty()) {
            Path first = Files.createDirectory(folder.resolve("first"));
            try (PlayedMachine tested = PlayedMachine.untested(LAPTOP, first).play("promised")) {
                assertThat(tested.run("suspend", "mem", "--for", "60s").code()).isZero();
                kept = tested.read("/var/lib/lungfish/rtc-tests.json");
            }
        }
        return new ServedMachine(folder, PlayedMachine.tested(LAPTOP, folder, kept).play(scenario));
    }

    /// A machine with its daemon, which relays to the libvirtd that has its sockets in a folder.
    ///
    /// @param more lines of the configuration, the first ones of the table `relay`; any may follow
    static ServedMachine relaying(Path folder, Path sockets, String... more) throws IOException {
        ServedMachine machine = of(folder);
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "[relay]",
                                "socket_folder = '" + sockets + "'",
                                "names = ['qemu:///system', 'test:///default']"));
        lines.addAll(List.of(more));
        if (!lines.contains("[daemon]")) {
            lines.add("[daemon]");
        }
        lines.add("group = 'nogroup'");
        Process _ = machine.serve(lines.toArray(String[]::new));
        return machine;
    }

    PlayedMachine played() {
        return played;
    }

    @Override
    public void close() {
        played.close();
    }

    Process serve(String... lines) throws IOException {
        return serve(Map.of(), lines);
    }

    /// Starts the daemon, and waits until it is ready.
    ///
    /// @param environment what it has more than this process
    /// @param lines of the configuration, after those of `[sleep]`
    Process serve(Map<String, String> environment, String... lines) throws IOException {
        String sleep = lines.length > 0 && lines[0].startsWith("delay") ? "" : "delay = '0s'\n";
        played.write(CONFIGURATION, "[sleep]\n" + sleep + String.join("\n", lines) + "\n");
        return serveAgain(environment);
    }

    /// Starts the daemon with the configuration that is there.
    Process serveAgain() throws IOException {
        return serveAgain(Map.of());
    }

    /// The same with more in its environment.
    Process serveAgain(Map<String, String> environment) throws IOException {
        Process started = played.start(environment, "daemon");
        daemon = Optional.of(started);
        told = played.awaitLine(started, "ready listeners");
        return started;
    }

    /// What the daemon's log says from now on, up to a word.
    String awaitLog(String word) throws IOException {
        return played.awaitLine(daemon.orElseThrow(), word);
    }

    /// How many files the daemon has open.
    long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc/%d/fd".formatted(daemon.orElseThrow().pid())))) {
            return files.count();
        }
    }

    /// What it told until it was ready.
    String told() {
        return told;
    }

    /// Kills the daemon, which has no time for anything.
    void kill() throws InterruptedException {
        Process killed = daemon.orElseThrow().destroyForcibly();
        int _ = killed.waitFor();
    }

    /// The port where the daemon listens, though any was asked for.
    String port() {
        return port("");
    }

    /// The port where it listens in one of several ways.
    ///
    /// @param way as in `tls`
    String port(String way) {
        List<String> ports = new ArrayList<>();
        for (String line : told.lines().toList()) {
            if (line.contains(" port=") && line.contains(way)) {
                ports.add(line.replaceAll(".* port=([0-9]+).*", "$1"));
            }
        }
        assertThat(ports).as(told).hasSize(1);
        return ports.getFirst();
    }

    void awaitIdle() throws InterruptedException {
        for (int tries = 0; tries < 200; tries++) {
            if (played.run("status").out().startsWith("no request runs")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("the request does not end: " + played.run("status").out());
    }

    Path file(String name) {
        return folder.resolve("tree/run/lungfish").resolve(name);
    }

    String socket(String name) {
        return "qemu+unix:///system?socket=" + file(name);
    }

    String ourUri(String name) {
        return "lungfish+unix:///system?socket=" + file(name);
    }

    Told virsh(String uri, String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("virsh", "-c", uri));
        words.addAll(List.of(command.split(" ")));
        return run(words);
    }

    Told python(String uri, String readOnly, String call) throws Exception {
        return python(uri, readOnly, call, "");
    }

    /// The same with definitions that the call rests on.
    Told python(String uri, String readOnly, String call, String definitions) throws Exception {
        Path script =
                Files.writeString(
                        folder.resolve("ask.py"),
                        """
                        import libvirt, sys
                        uri = sys.argv[1]
                        %s
                        c = libvirt.openReadOnly(uri) if %s else libvirt.open(uri)
                        try:
                            print(%s)
                        except libvirt.libvirtError as e:
                            print(e.get_error_code(), e.get_error_domain(), e)
                        """
                                .formatted(definitions, readOnly, call));
        return run(List.of("/usr/bin/python3", script.toString(), uri));
    }

    static Told run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Told(process.exitValue(), said, "");
    }
}
