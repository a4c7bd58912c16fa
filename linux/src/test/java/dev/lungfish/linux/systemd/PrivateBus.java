package dev.lungfish.linux.systemd;

import dev.lungfish.linux.dbus.BusAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A message bus of a test's own, with whatever services the test puts on it.
public final class PrivateBus implements AutoCloseable {
    private final Path folder;
    private final BusAddress address;
    private final List<Process> processes = new ArrayList<>();

    private PrivateBus(Path folder) {
        this.folder = folder;
        this.address = BusAddress.ofSocket(folder.resolve("bus"));
    }

    /// Starts it, with nobody on it.
    public static PrivateBus start(Path folder) throws IOException {
        PrivateBus bus = new PrivateBus(folder);
        Files.createDirectories(folder.resolve("services"));
        Path configuration = folder.resolve("bus.conf");
        Files.writeString(
                configuration,
                """
                <busconfig>
                  <type>session</type>
                  <listen>%s</listen>
                  <auth>EXTERNAL</auth>
                  <servicedir>%s</servicedir>
                  <policy context="default">
                    <allow user="*"/>
                    <allow send_destination="*" eavesdrop="true"/>
                    <allow eavesdrop="true"/>
                    <allow own="*"/>
                  </policy>
                </busconfig>
                """
                        .formatted(bus.address.text(), folder.resolve("services")));
        bus.run(
                "dbus-daemon",
                "--nofork",
                "--nopidfile",
                "--print-address",
                "--config-file=" + configuration);
        return bus;
    }

    /// Where it listens.
    public BusAddress address() {
        return address;
    }

    /// Lets the bus start a program when somebody calls logind.
    void makeActivatable(String program) throws IOException {
        Files.writeString(
                folder.resolve("services/org.freedesktop.login1.service"),
                "[D-BUS Service]\nName=org.freedesktop.login1\nExec=" + program + "\n");
    }

    /// Puts a logind on the bus.
    ///
    /// @param behaviours `CanSuspend=yes`, see `mock-logind.py`
    void startLogind(String... behaviours) throws IOException {
        startService(PrivateBus.class, "mock-logind.py", behaviours);
    }

    /// Puts a service on the bus.
    ///
    /// @param of whose resource it is
    /// @param name of its script
    public void startService(Class<?> of, String name, String... arguments) throws IOException {
        Path script = folder.resolve(name);
        try (InputStream in = Objects.requireNonNull(of.getResourceAsStream(name))) {
            Files.write(script, in.readAllBytes());
        }
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/python3", script.toString(), address.text()));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    /// Starts a program of the host's that serves on the bus as if it were the system's.
    public void startProgram(Map<String, String> environment, String... command)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Files.createTempFile(folder, "log", "").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", address.text());
        processes.add(builder.start());
    }

    /// Waits until somebody has a name.
    public void awaitName(String name) throws IOException, InterruptedException {
        for (int i = 0; i < 200; i++) {
            if (hasOwner(name)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IOException("nobody has the name " + name + " on the bus");
    }

    private boolean hasOwner(String name) throws IOException {
        Process asked =
                new ProcessBuilder(
                                "dbus-send",
                                "--bus=" + address.text(),
                                "--print-reply",
                                "--dest=org.freedesktop.DBus",
                                "/",
                                "org.freedesktop.DBus.NameHasOwner",
                                "string:" + name)
                        .redirectErrorStream(true)
                        .start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .contains("boolean true");
    }

    /// Starts a process and waits until it has said one line, by which it is ready.
    private void run(String... command) throws IOException {
        Path log = Files.createTempFile(folder, "log", "");
        Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        processes.add(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        if (out.readLine() == null) {
            throw new IOException(String.join(" ", command) + ": " + Files.readString(log));
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(Process::destroyForcibly);
    }
}
