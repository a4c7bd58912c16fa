package dev.lungfish.lab.scenario;

import dev.lungfish.lab.LabException;
import dev.lungfish.lab.guest.PatientCommand;
import dev.lungfish.lab.guest.PlayedLibvirtd;
import dev.lungfish.lab.machine.Disks;
import dev.lungfish.lab.machine.ForwardedPort;
import dev.lungfish.lab.machine.NetworkSwitch;
import dev.lungfish.lab.machine.SavedState;
import dev.lungfish.lab.machine.Script;
import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A fleet that was brought together once: its hosts have booted, joined by a token and called
/// their controller often enough that their daemons are compiled, as emulated processors take ten
/// seconds for what is not. Their saved states and the controller's folder belong together.
///
/// @param folder with all of it
record PreparedFleet(Path folder) {
    /// A certificate is renewed after two months; a fleet is not older than this.
    private static final Duration GOOD = Duration.ofDays(30);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// After so many calls a daemon has compiled what a call takes.
    private static final int CALLS = 6;

    /// Raised whenever hosts are prepared in another way.
    private static final String PREPARED = "fleet 2";

    private static final String PORTS = "ports";

    /// The daemon's process, beside which others of Java may run.
    private static final String DAEMON =
            """
            daemon() {
                for process in $(pidof java); do
                    tr '\\0' ' ' </proc/"$process"/cmdline | grep -q 'Main daemon' && echo "$process"
                done
            }
            """;

    /// Stops the daemon where it has no connection to the controller, which would be lost.
    private static final String STOP =
            DAEMON.concat(
                    """
                    process=$(daemon)
                    for i in $(seq 300); do
                        kill -STOP "$process"
                        netstat -tn | grep ':%d ' | grep -q ESTABLISHED || exit 0
                        kill -CONT "$process"
                        usleep 200000
                    done
                    exit 1
                    """);

    /// Lets it go on.
    static final String GO_ON = DAEMON.concat("kill -CONT \"$(daemon)\"");

    /// The one that there is, or a new one.
    static PreparedFleet of(Stage stage) {
        StringBuilder what = new StringBuilder(PREPARED);
        try (NetworkSwitch nowhere = new NetworkSwitch(_ -> {})) {
            for (FleetMember member : FleetMember.values()) {
                ForwardedPort any = new ForwardedPort(1, FleetMember.PORT);
                what.append('\n')
                        .append(stage.shape(member.plan(nowhere, any)))
                        .append(member.setup());
            }
        }
        return new PreparedFleet(
                stage.prepared(what.toString(), PreparedFleet::isGood, made -> make(stage, made)));
    }

    private static boolean isGood(Path made) {
        try {
            Path ports = made.resolve(PORTS);
            return Files.exists(ports)
                    && Files.getLastModifiedTime(ports)
                            .toInstant()
                            .isAfter(SuspendToRam.now().minus(GOOD));
        } catch (IOException e) {
            throw new LabException("the prepared fleet %s can't be read: %s".formatted(made, e), e);
        }
    }

    SavedState state(FleetMember member) {
        return new SavedState(folder.resolve(member.spelling()));
    }

    /// A copy of the controller's folder, for a controller that goes on from it.
    void copyController(Path to) {
        Disks.carryOut("cp", "-a", folder.resolve("controller") + "/.", to.toString());
    }

    /// Where the controller listened for hosts, and where each host's daemon was reached.
    Map<String, Integer> ports() {
        try {
            Map<String, Integer> ports = new HashMap<>();
            for (String line : Files.readAllLines(folder.resolve(PORTS))) {
                String[] words = line.split(" ", 2);
                ports.put(words[0], Integer.parseInt(words[1]));
            }
            return ports;
        } catch (IOException e) {
            throw new LabException("the prepared fleet can't be read: " + e, e);
        }
    }

    /// A host that is being prepared.
    private record Joining(FleetMember member, ForwardedPort port, Host host, SavedState into) {}

    private static void make(Stage stage, Path made) {
        stage.step("the fleet is brought together; once, and it takes some minutes");
        Path folder = made.resolve("controller");
        try (NetworkSwitch network = new NetworkSwitch(_ -> {})) {
            Files.createDirectories(folder);
            ControllerHere.Ports ports =
                    new ControllerHere.Ports(
                            ForwardedPort.to(0).outside(), ForwardedPort.to(0).outside());
            Map<FleetMember, Joining> all = new EnumMap<>(FleetMember.class);
            for (FleetMember member : FleetMember.values()) {
                ForwardedPort port = ForwardedPort.to(FleetMember.PORT);
                SavedState into =
                        new SavedState(Files.createDirectories(made.resolve(member.spelling())));
                Host host = stage.startToSave(member.plan(network, port), into);
                all.put(member, new Joining(member, port, host, into));
            }
            List<Joining> hosts = List.copyOf(all.values());
            try (ControllerHere controller =
                    ControllerHere.start(folder, ports, "5s", "[leases]\nmode = \"off\"\n")) {
                serve(stage, hosts);
                for (Joining joining : hosts) {
                    join(stage, controller, ports.hosts(), joining);
                    // Who has joined leaves the processors to the next one.
                    var _ = joining.host().run(STOP.formatted(ports.hosts()));
                }
                stage.step("the hosts call, so that their daemons are compiled");
                hosts.forEach(joining -> {
                    var _ = joining.host().run(GO_ON);
                });
                awaitCalls(controller, hosts.size());
                hosts.forEach(joining -> {
                    var _ = joining.host().run(STOP.formatted(ports.hosts()));
                });
            }
            for (Joining joining : hosts) {
                joining.host().machine().save(joining.into());
                joining.host().machine().close();
            }
            write(made, ports.hosts(), hosts);
        } catch (IOException e) {
            throw new LabException("the fleet can't be prepared in %s: %s".formatted(made, e), e);
        }
        stage.step("the fleet is saved");
    }

    /// Starts all daemons at once.
    private static void serve(Stage stage, List<Joining> hosts) {
        for (Joining joining : hosts) {
            joining.host().machine().awaitBoots(1, PATIENCE);
            var _ = joining.host().run(joining.member().setup());
            GuestClass.put(joining.host(), PatientCommand.class);
            if (joining.member() == FleetMember.GAMMA) {
                playGuests(joining.host());
            }
        }
        stage.step("alpha, beta, gamma: # lungfish daemon &");
        List<Script> starting =
                hosts.stream()
                        .map(joining ->
                                joining.host().start("export LAB_COMPILED=yes\n" + Served.DAEMON))
                        .toList();
        starting.forEach(script -> {
            Script.Result result = script.await(PATIENCE);
            if (result.exitCode() != 0) {
                throw new LabException("a daemon does not start:\n" + result.output());
            }
        });
    }

    private static void playGuests(Host host) {
        GuestClass.put(host, PlayedLibvirtd.class);
        var _ =
                host.run(
                        """
                        : >%1$s
                        java -Xint -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
                            -cp "%2$s:$(cat /opt/lungfish/class-path)" %3$s %4$s %1$s \
                            >/var/log/played.log 2>&1 &
                        for i in $(seq 600); do
                            [ -S %4$s ] && exit 0
                            usleep 200000
                        done
                        cat /var/log/played.log
                        exit 1
                        """
                                .formatted(
                                        FleetMember.GUEST,
                                        GuestClass.CLASS_PATH,
                                        PlayedLibvirtd.class.getName(),
                                        FleetMember.LIBVIRTD));
    }

    private static void join(Stage stage, ControllerHere controller, int port, Joining joining) {
        String name = joining.member().spelling();
        stage.step("here: # lungfish controller token --for " + name);
        String token = controller.token(name);
        stage.step("%s: # lungfish enrol %s TOKEN".formatted(name, ControllerHere.NAME));
        String enrol =
                """
                exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:AOTCache=/opt/lungfish/all.aot \\
                    --enable-native-access=ALL-UNNAMED -cp "$(cat /opt/lungfish/class-path):%s" %s \\
                    8 enrol %s:%d %s --uri lungfish+tcp://127.0.0.1:%d/system
                """
                        .formatted(
                                GuestClass.CLASS_PATH,
                                PatientCommand.class.getName(),
                                ControllerHere.NAME,
                                port,
                                token,
                                joining.port().outside());
        Script.Result result = joining.host().start(enrol).await(PATIENCE);
        if (result.exitCode() != 0) {
            throw new LabException("%s did not join: %s".formatted(name, result.output()));
        }
        stage.step("%s: %s".formatted(name, result.output()));
    }

    /// Waits until each host has called often.
    private static void awaitCalls(ControllerHere controller, int hosts) {
        Set<String> calls = new HashSet<>();
        Map<String, Integer> counts = new HashMap<>();
        boolean enough =
                Pause.of(
                        PATIENCE,
                        Duration.ofMillis(300),
                        () -> {
                            controller.get("hosts").objects("hosts").stream()
                                    .filter(host -> host.has("called"))
                                    .filter(host ->
                                            calls.add(host.text("name") + host.text("called")))
                                    .forEach(host ->
                                            counts.merge(host.text("name"), 1, Integer::sum));
                            return counts.size() == hosts
                                    && counts.values().stream().allMatch(count -> count >= CALLS);
                        });
        if (!enough) {
            throw new LabException("the hosts do not call often enough: " + counts);
        }
    }

    private static void write(Path made, int controller, List<Joining> hosts) throws IOException {
        List<String> lines = new ArrayList<>(List.of("controller " + controller));
        hosts.forEach(joining ->
                lines.add(
                        "%s %d".formatted(joining.member().spelling(), joining.port().outside())));
        Files.write(made.resolve(PORTS), lines);
    }
}
