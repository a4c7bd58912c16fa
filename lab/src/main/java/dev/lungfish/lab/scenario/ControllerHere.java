package dev.lungfish.lab.scenario;

import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.GuardedProcess;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.runtime.process.Program;
import dev.lungfish.state.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `lungfish controller` on this machine, as an administrator runs it, and its commands and API.
/// Safe for use by several threads.
final class ControllerHere implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration COMMAND = Duration.ofMinutes(1);

    /// How hosts on QEMU's user-mode network reach this machine.
    static final String NAME = "10.0.2.2";

    private final Path folder;
    private final Ports ports;
    private final GuardedProcess process;
    private final HttpClient http = HttpClient.newHttpClient();

    private ControllerHere(Path folder, Ports ports, GuardedProcess process) {
        this.folder = folder;
        this.ports = ports;
        this.process = process;
    }

    /// Where it listens, on the loopback interface.
    ///
    /// @param hosts where hosts call
    /// @param programs where its API is
    record Ports(int hosts, int programs) {}

    /// Starts it and waits until it answers.
    ///
    /// @param folder of its authority and database; its configuration and its log are put there
    /// @param settings tables of its configuration, besides that of the controller itself
    static ControllerHere start(Path folder, Ports ports, String checkIn, String settings) {
        String configuration =
                """
                [controller]
                listen = "127.0.0.1:%d"
                admin = "127.0.0.1:%d"
                names = ["%s"]
                folder = "%s"
                settle = "15s"
                check_in = "%s"
                %s\
                """
                        .formatted(
                                ports.hosts(), ports.programs(), NAME, folder, checkIn, settings);
        try {
            Files.writeString(folder.resolve("controller.toml"), configuration);
        } catch (IOException e) {
            throw new LabException("no configuration of the controller: " + e, e);
        }
        GuardedProcess process =
                GuardedProcess.start(
                        command(folder, "controller"), folder.resolve("controller.log"));
        ControllerHere controller = new ControllerHere(folder, ports, process);
        boolean up =
                Pause.of(
                        START,
                        Duration.ofMillis(200),
                        () -> !process.isAlive() || controller.answers());
        if (!up || !process.isAlive()) {
            controller.close();
            throw new LabException(
                    "the controller does not start; its log: " + folder.resolve("controller.log"));
        }
        return controller;
    }

    private static List<String> command(Path folder, String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath(),
                                "dev.lungfish.cli.main.Main"));
        command.addAll(List.of(words));
        command.addAll(List.of("--config", folder.resolve("controller.toml").toString()));
        return command;
    }

    /// That of the lab, and the controller's own libraries, which no other command needs.
    private static String classPath() {
        Path target =
                Path.of(System.getProperty("lungfish.checkout", ""), "controller", "target")
                        .toAbsolutePath();
        String own = System.getProperty("java.class.path");
        try (Stream<Path> made = Files.list(target);
                Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            return Stream.concat(
                            Stream.of(own),
                            Stream.concat(made, libraries)
                                    .map(Path::toString)
                                    .filter(name -> name.endsWith(".jar")))
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new LabException("the controller is not built in " + target + ": " + e, e);
        }
    }

    private boolean answers() {
        try {
            return Files.exists(folder.resolve("admin.token")) && get("status").has("hosts");
        } catch (LabException _) {
            return false;
        }
    }

    /// A token for a host.
    String token(String host) {
        return run("controller", "token", "--for", host).strip();
    }

    /// Runs a command of an administrator.
    ///
    /// @return its output
    String run(String... words) {
        String shown = String.join(" ", words);
        try {
            Program.Ending ending =
                    Program.start(command(folder, words)).end(Deadline.after(COMMAND));
            if (ending instanceof Program.Ending.Exited(int code, String output) && code == 0) {
                return output;
            }
            throw new LabException("lungfish %s: %s".formatted(shown, ending));
        } catch (IOException e) {
            throw new LabException("lungfish %s can't be started: %s".formatted(shown, e), e);
        }
    }

    /// What the API answers.
    ///
    /// @param path below `/v1/`
    JsonObject get(String path) {
        URI uri = URI.create("http://127.0.0.1:%d/v1/%s".formatted(ports.programs(), path));
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri)
                            .timeout(COMMAND)
                            .header(
                                    "Authorization",
                                    "Bearer "
                                            .concat(
                                                    Files.readString(folder.resolve("admin.token"))
                                                            .strip()))
                            .build();
            HttpResponse<byte[]> response =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new LabException(
                        "the controller answers %s to %s: %s"
                                .formatted(
                                        response.statusCode(),
                                        path,
                                        new String(response.body(), StandardCharsets.UTF_8)));
            }
            return JsonObject.parse(response.body());
        } catch (IOException e) {
            throw new LabException("the controller does not answer at %s: %s".formatted(uri, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the controller was asked", e);
        }
    }

    /// The events after one.
    List<FleetEvent> eventsAfter(long sequence) {
        return get("events?limit=500&after=" + sequence).objects("events").stream()
                .map(FleetEvent::read)
                .toList();
    }

    /// The code of why the plan wants of a host what it wants; empty where it wants nothing.
    Optional<String> why(String host) {
        JsonObject known = get("hosts/" + host);
        return known.maybe("plan", known::object).map(plan -> plan.object("why").text("code"));
    }

    /// Ends it as a user does, so that its database is whole.
    @Override
    public void close() {
        process.ask();
        boolean _ = process.awaitExit(Deadline.after(Duration.ofSeconds(20)));
        process.close();
        http.close();
    }
}
