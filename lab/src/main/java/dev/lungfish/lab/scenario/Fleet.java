package dev.lungfish.lab.scenario;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.ForwardedPort;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.runtime.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A fleet of three hosts and its controller: leases, a demand, an alarm that fails.
final class Fleet {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /// Of which [#alphaIsNeeded] has to be before the alarm.
    private static final Duration AHEAD = Duration.ofSeconds(8);

    private static final String SETTINGS =
            """
            [leases]
            mode = "automatic"
            first = "25s"
            longest = "50s"
            awake_for = "5s"
            awake_at_least = 1
            reserve = 0
            wakers = 1
            idle = "0s"
            [hosts]
            tolerance = "3s"
            grace = "7s"
            settling = "1s"
            """;

    private final Stage stage;
    private final ControllerHere controller;
    private final FleetWatch watch;
    private final WakeCircuits circuits;
    private final Map<FleetMember, Running> hosts;
    private final Map<FleetMember, KernelView> before = new EnumMap<>(FleetMember.class);

    /// A host of the fleet.
    ///
    /// @param port where its daemon is reached
    private record Running(Host host, ForwardedPort port) {}

    private Fleet(
            Stage stage,
            ControllerHere controller,
            FleetWatch watch,
            WakeCircuits circuits,
            Map<FleetMember, Running> hosts) {
        this.stage = stage;
        this.controller = controller;
        this.watch = watch;
        this.circuits = circuits;
        this.hosts = hosts;
    }

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "fleet",
                        "three hosts sleep by lease, neighbours wake who is needed or overdue",
                        Fleet::play));
    }

    private static void play(Stage stage) {
        PreparedFleet prepared = PreparedFleet.of(stage);
        stage.say(
                "Three Linux hosts are emulated on this machine; their controller runs on it.",
                "alpha has nothing to do.",
                "beta has nothing to do, and a clock (RTC) that stands still while it sleeps.",
                "gamma has a guest.",
                "All have joined the controller's fleet by a token, and call it by TLS.",
                "Each may sleep only for a lease; its own alarm wakes it at the end. Watch.");
        Path folder = stage.emptyFolder("controller");
        prepared.copyController(folder);
        ControllerHere.Ports ports =
                new ControllerHere.Ports(
                        ForwardedPort.to(0).outside(), ForwardedPort.to(0).outside());
        try (WakeCircuits circuits = new WakeCircuits(stage)) {
            stage.step("here: # lungfish controller &");
            try (ControllerHere controller = ControllerHere.start(folder, ports, "4s", SETTINGS)) {
                Map<FleetMember, Running> hosts = goOn(stage, prepared, ports.hosts(), circuits);
                try (FleetWatch watch = FleetWatch.begin(controller, stage)) {
                    new Fleet(stage, controller, watch, circuits, hosts).story();
                }
            }
        }
    }

    /// Lets the hosts go on from where they were saved, their daemons not yet.
    private static Map<FleetMember, Running> goOn(
            Stage stage, PreparedFleet prepared, int controller, WakeCircuits circuits) {
        Map<String, Integer> old = prepared.ports();
        Map<FleetMember, Running> hosts = new EnumMap<>(FleetMember.class);
        for (FleetMember member : FleetMember.values()) {
            ForwardedPort port = ForwardedPort.to(FleetMember.PORT);
            Host host = stage.goOn(member.plan(circuits.network(), port), prepared.state(member));
            var _ =
                    host.run(
                            """
                            date -u -s @%d >/dev/null && busybox hwclock -u -w
                            dmesg -c >/dev/null
                            sed -i 's/:%d\\b/:%d/; s/:%d\\b/:%d/' /var/lib/lungfish/fleet.json
                            """
                                    .formatted(
                                            SuspendToRam.now().getEpochSecond(),
                                            old.getOrDefault("controller", 0),
                                            controller,
                                            old.getOrDefault(member.spelling(), 0),
                                            port.outside()));
            hosts.put(member, new Running(host, port));
        }
        return hosts;
    }

    private void story() {
        Map<MacAddress, Host> cards = new HashMap<>();
        hosts.forEach((member, running) -> {
            Host host = running.host();
            String armed =
                    host.run("ethtool eth1 | grep -v Supports | grep Wake-on: | tr -d '\\t '");
            stage.expect(
                    armed.equals("Wake-on:g"),
                    "the card of %s is armed".formatted(member.spelling()),
                    armed);
            cards.put(member.card(), host);
            before.put(member, host.kernel());
        });
        circuits.begin(cards);
        hosts.values()
                .forEach(running -> {
                    var _ = running.host().run(PreparedFleet.GO_ON);
                });
        theyCall();
        idleHostsSleep();
        alphaSleepsOn();
        betaIsOverdue();
        alphaIsNeeded();
        gammaSleepsAtLast();
        prove();
    }

    private void theyCall() {
        stage.step("alpha, beta, gamma: the daemons go on, and call the controller");
        for (FleetMember member : FleetMember.values()) {
            FleetEvent _ =
                    watch.await(
                            member.spelling(),
                            0,
                            "is awake",
                            event -> event.state().filter("awake"::equals).isPresent());
        }
        explainGamma();
    }

    /// When nothing else keeps it awake any more.
    private void explainGamma() {
        String gamma = FleetMember.GAMMA.spelling();
        boolean _ =
                Pause.of(
                        PATIENCE,
                        Duration.ofMillis(500),
                        () -> controller.why(gamma).filter("host-has-guests"::equals).isPresent());
        stage.step("here: # lungfish fleet explain " + gamma);
        show(controller.run("fleet", "explain", gamma));
    }

    private void show(String output) {
        output.strip().lines().forEach(line -> stage.step("here:   " + line));
    }

    private void idleHostsSleep() {
        stage.say("Nobody needs alpha and beta: the controller gives each a lease.");
        host(FleetMember.ALPHA).machine().awaitEvent(QmpEvent.SUSPEND, 0, PATIENCE);
        host(FleetMember.BETA).machine().awaitEvent(QmpEvent.SUSPEND, 0, PATIENCE);
    }

    private void alphaSleepsOn() {
        Host alpha = host(FleetMember.ALPHA);
        alpha.machine().awaitEvent(QmpEvent.WAKEUP, 1, PATIENCE);
        stage.say(
                "alpha's own alarm has woken it. It asks the controller, and may sleep on:",
                "twice as long, as nobody needed it.");
        alpha.machine().awaitEvent(QmpEvent.SUSPEND, 2, PATIENCE);
    }

    private void betaIsOverdue() {
        FleetEvent _ =
                watch.await(
                        FleetMember.BETA.spelling(),
                        0,
                        "is overdue",
                        event -> event.is(FleetEvent.ALARM_MISSED));
        stage.say(
                "beta's alarm did not wake it. The controller misses it, and asks a host that",
                "is awake and shares a network with it to send magic packets.");
        Host beta = host(FleetMember.BETA);
        beta.awaitWake(1, PATIENCE);
        FleetEvent _ =
                watch.await(
                        FleetMember.BETA.spelling(),
                        0,
                        "is back",
                        event -> event.is(FleetEvent.BACK_AGAIN));
        stage.step("here: # lungfish --connect %s history".formatted(uri(FleetMember.BETA)));
        if (CommandHere.start("--connect", uri(FleetMember.BETA), "history")
                        .end(Deadline.after(PATIENCE))
                instanceof Program.Ending.Exited(_, String output)) {
            show(output);
        }
    }

    private void alphaIsNeeded() {
        Host alpha = host(FleetMember.ALPHA);
        awaitLongSleep(alpha);
        int told = watch.count(FleetMember.ALPHA.spelling());
        int events = alpha.machine().events().size();
        stage.say("Somebody needs alpha, ahead of its time.");
        stage.step("here: # lungfish fleet demand alpha --for 10min --id batch");
        String _ = controller.run("fleet", "demand", "alpha", "--for", "10min", "--id", "batch");
        alpha.awaitWake(events, PATIENCE);
        awaitCall(FleetMember.ALPHA, told);
    }

    /// Waits until it sleeps and some time of its lease is left.
    private void awaitLongSleep(Host alpha) {
        Instant end = SuspendToRam.now().plus(PATIENCE);
        while (SuspendToRam.now().isBefore(end)) {
            List<FleetProof.Leased> leases =
                    FleetProof.leases(watch.of(FleetMember.ALPHA.spelling()));
            FleetProof.Leased last = leases.getLast();
            Instant alarm = last.granted().plus(last.length());
            if (last.back().isEmpty()
                    && alpha.machine().isSuspended()
                    && SuspendToRam.now().plus(AHEAD).isBefore(alarm)) {
                return;
            }
            SuspendToRam.shortRest();
        }
        throw new LabException("alpha does not sleep for long enough to be woken");
    }

    private void gammaSleepsAtLast() {
        Host gamma = host(FleetMember.GAMMA);
        stage.say(
                "gamma's guest ends. alpha is needed and awake, so gamma may sleep:",
                "somebody is left to wake it.");
        int told = watch.count(FleetMember.GAMMA.spelling());
        var _ = gamma.run("rm " + FleetMember.GUEST);
        gamma.machine().awaitEvent(QmpEvent.SUSPEND, 0, PATIENCE);
        stage.step("here: # lungfish fleet hold gamma");
        String _ = controller.run("fleet", "hold", "gamma");
        gamma.awaitWake(1, PATIENCE);
        awaitCall(FleetMember.GAMMA, told);
    }

    /// Waits until a host has called from a sleep.
    private void awaitCall(FleetMember member, int told) {
        FleetEvent _ =
                watch.await(
                        member.spelling(),
                        told,
                        "is awake",
                        event -> event.state().filter(FleetProof.BACK::contains).isPresent());
    }

    private Host host(FleetMember member) {
        return running(member).host();
    }

    private String uri(FleetMember member) {
        return CommandHere.uri(running(member).port());
    }

    private Running running(FleetMember member) {
        Running running = hosts.get(member);
        if (running == null) {
            throw new LabException("no host " + member);
        }
        return running;
    }

    private void prove() {
        List<FleetProof> proofs = new ArrayList<>();
        hosts.forEach((member, running) -> proofs.add(proof(member, running.host())));
        List<String> lines = new ArrayList<>(List.of(FleetProof.heading()));
        proofs.forEach(proof -> lines.addAll(proof.lines()));
        stage.say(lines.toArray(String[]::new));
        List<String> contradictions =
                proofs.stream().flatMap(proof -> proof.contradictions().stream()).toList();
        if (!contradictions.isEmpty()) {
            throw new LabException(
                    "the witnesses disagree: %s".formatted(String.join("; ", contradictions)));
        }
        stage.step("QEMU, the kernels and the controller agree; no kernel has booted again");
    }

    private FleetProof proof(FleetMember member, Host host) {
        KernelView was = before.get(member);
        if (was == null) {
            throw new LabException("nothing is known of the kernel of " + member);
        }
        String log = host.run("dmesg | grep 'Timekeeping suspended' || true");
        return FleetProof.of(
                member.spelling(),
                host.machine().events(),
                circuits.wakes().stream()
                        .filter(wake -> wake.host().equals(member.spelling()))
                        .map(WakeCircuits.Wake::at)
                        .toList(),
                log,
                was,
                host.kernel(),
                watch.of(member.spelling()));
    }
}
