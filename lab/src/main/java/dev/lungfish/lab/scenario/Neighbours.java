package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.lab.machine.ForwardedPort;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.NetworkSwitch;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.process.Program;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Hosts that a neighbour of theirs wakes. The switch plays the wake circuit of the sleeper's card,
/// which QEMU's lacks: the machine is woken when a magic packet for it has passed the switch.
final class Neighbours {
    private static final int LIBVIRT_PORT = 16509;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final MacAddress SLEEPER = MacAddress.parse("52:54:00:4c:46:11");
    private static final MacAddress NEIGHBOUR = MacAddress.parse("52:54:00:4c:46:12");
    private static final String SLEEPERS_ADDRESS = "10.9.0.1";
    private static final String NEIGHBOURS_ADDRESS = "10.9.0.2";

    private Neighbours() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "wake-via",
                        "'lungfish wake NAME' from another network has a neighbour of the host wake"
                                + " it",
                        Neighbours::wakeVia),
                new Scenario(
                        "proof-by-card",
                        "a neighbour wakes the host for a proof; what no card is named for proves"
                                + " nothing",
                        Neighbours::proofByCard),
                new Scenario(
                        "dead-man",
                        "a neighbour wakes a host whose RTC passes its test and never fires asleep",
                        Neighbours::deadMan));
    }

    private static void wakeVia(Stage stage) {
        BlockingQueue<MacAddress> heard = new LinkedBlockingQueue<>();
        try (NetworkSwitch network = new NetworkSwitch(heard::add)) {
            ForwardedPort port = ForwardedPort.to(LIBVIRT_PORT);
            Host neighbour =
                    stage.boot(
                            MachinePlan.of("neighbour")
                                    .withOptions(port.options())
                                    .withOptions(network.plug("virtio-net-pci", NEIGHBOUR)));
            var _ = neighbour.run("ifconfig eth1 " + NEIGHBOURS_ADDRESS + " netmask 255.255.255.0");
            serve(stage, neighbour, "[daemon]", "tcp = \"*:" + LIBVIRT_PORT + "\"");
            Host sleeper = sleeper(stage, network);
            stage.step("the neighbour knows the sleeper, which introduced itself");
            var _ =
                    neighbour.run(
                            "for i in $(seq 600); do grep -qs '\"sleeper\".*%s".formatted(SLEEPER)
                                    + "' /var/lib/lungfish/hosts.json && exit 0; usleep 100000;"
                                    + " done; exit 1");
            Asked asked = sleeper.ask("mem --for 10min");
            asked.awaitSleep();

            Program wake = wake(stage, port);
            stage.expect(
                    Networks.next(heard).equals(SLEEPER),
                    "a magic packet for the sleeper passed the switch",
                    heard);
            sleeper.machine().wake();
            Program.Ending ending = wake.end(Deadline.after(PATIENCE));
            stage.expect(
                    ending instanceof Program.Ending.Exited(int code, String output)
                            && code == 0
                            && output.contains(
                                    "sleeper is awake: it answers at " + SLEEPERS_ADDRESS),
                    "the command saw it wake",
                    ending);
            stage.step("here:   " + lastLine(ending));
            Outcome.WokeEarly _ = asked.expect(Outcome.WokeEarly.class, PATIENCE);
            SuspendToRam.expectNoAlarm(stage, sleeper);
        }
    }

    private static void deadMan(Stage stage) {
        BlockingQueue<MacAddress> heard = new LinkedBlockingQueue<>();
        try (NetworkSwitch network = new NetworkSwitch(heard::add)) {
            Host neighbour =
                    stage.booted(
                            MachinePlan.of("neighbour")
                                    .withWords("lab.address=" + NEIGHBOURS_ADDRESS)
                                    .withOptions(network.plug("virtio-net-pci", NEIGHBOUR)));
            serve(
                    stage,
                    neighbour,
                    "[daemon]",
                    "tcp = \"*:" + LIBVIRT_PORT + "\"",
                    "[neighbour]",
                    "grace = \"5s\"",
                    "first_pause = \"5s\"");
            Host sleeper = sleeper(stage, network, "-rtc", "clock=vm");
            Asked asked = sleeper.ask("mem --for 20s");
            asked.awaitSleep();
            String told = neighbour.run("lungfish status --all");
            stage.expect(
                    told.contains("sleeper is asleep until ")
                            || told.contains("sleeper was to be back at "),
                    "the neighbour tells that the host sleeps and until when",
                    told);
            stage.expect(
                    Networks.next(heard).equals(SLEEPER),
                    "the neighbour sent a magic packet, as the host is overdue",
                    heard);
            sleeper.machine().wake();
            Outcome outcome = asked.end(PATIENCE).told().ended();
            stage.expect(
                    !(outcome instanceof Outcome.Slept),
                    "the host does not call it a sleep as promised",
                    outcome);
            var _ =
                    neighbour.run(
                            "for i in $(seq 600); do grep -qs 'back that had to be woken"
                                    + " host=sleeper' /var/log/lungfishd.log && exit 0; usleep"
                                    + " 100000; done; cat /var/log/lungfishd.log; exit 1");
            stage.step("the neighbour tells that the host is back and had to be woken");
        }
    }

    /// The neighbour sends packets while the host sleeps. What wakes it then shows in this kernel
    /// as the power button, so that it must not be taken for the card.
    private static void proofByCard(Stage stage) {
        BlockingQueue<MacAddress> heard = new LinkedBlockingQueue<>();
        try (NetworkSwitch network = new NetworkSwitch(heard::add)) {
            Host neighbour =
                    stage.booted(
                            MachinePlan.of("neighbour")
                                    .withWords("lab.address=" + NEIGHBOURS_ADDRESS)
                                    .withOptions(network.plug("virtio-net-pci", NEIGHBOUR)));
            serve(stage, neighbour, "[daemon]", "tcp = \"*:" + LIBVIRT_PORT + "\"");
            Host sleeper = sleeper(stage, network);
            Asked proving =
                    sleeper.askToProve(
                            "mem --wake wol --via lungfish+tcp://%s/system"
                                    .formatted(NEIGHBOURS_ADDRESS));
            proving.awaitSleep();
            stage.expect(
                    Networks.next(heard).equals(SLEEPER),
                    "the neighbour sent a magic packet to the sleeper",
                    heard);
            sleeper.machine().wake();
            Outcome.WokeEarly early = proving.expect(Outcome.WokeEarly.class, PATIENCE);
            SuspendToRam.expectCause(stage, early.cause(), WakeCause.Kind.DEVICE);
            stage.expect(
                    !sleeper.run("cat /var/lib/lungfish/proofs.json 2>/dev/null || true")
                            .contains("\"eth0"),
                    "the power button's wake is no proof of eth0",
                    "a proof");
            stage.step("alone, the card is not relied on: it is not proved");
            Outcome.Refused refused =
                    sleeper.ask("mem --wake wol --unbounded")
                            .expect(Outcome.Refused.class, PATIENCE);
            stage.expect(
                    ReasonText.sentence(refused.reason())
                            .contains("lungfish prove mem --wake wol --via"),
                    "the reason says what to do: " + ReasonText.sentence(refused.reason()),
                    refused);
            SuspendToRam.expectNoAlarm(stage, sleeper);
        }
    }

    /// A host with a card that wakes it, and a neighbour.
    private static Host sleeper(Stage stage, NetworkSwitch network, String... options) {
        MachinePlan plan =
                MachinePlan.of("sleeper")
                        .withWords("lab.modules=e100", "lab.address=" + SLEEPERS_ADDRESS)
                        .withOptions(options)
                        .withOptions(network.plug("i82559c", SLEEPER));
        Host sleeper = options.length == 0 ? stage.booted(plan) : stage.boot(plan);
        serve(
                stage,
                sleeper,
                "[wake]",
                "memory_late_tolerance = \"3s\"",
                "[wake_on_lan]",
                "eth0 = \"g\"",
                "[neighbour]",
                "hosts = [\"lungfish+tcp://" + NEIGHBOURS_ADDRESS + "/system\"]");
        String armed =
                sleeper.run("ethtool eth0 | grep -v Supports | grep Wake-on: | tr -d '\\t '");
        stage.expect(
                armed.equals("Wake-on:g"), "the daemon has armed the host's network card", armed);
        return sleeper;
    }

    private static void serve(Stage stage, Host host, String... lines) {
        var _ = host.run("hostname " + host.name());
        host.configure(lines);
        Served.startDaemon(stage, host);
    }

    /// Runs the command on this machine, which is in another network than the sleeper.
    private static Program wake(Stage stage, ForwardedPort port) {
        String uri = CommandHere.uri(port);
        stage.step("here: # lungfish wake sleeper --via " + uri + " --wait 90s");
        return CommandHere.start("wake", "sleeper", "--via", uri, "--wait", "90s");
    }

    private static String lastLine(Program.Ending ending) {
        return ending instanceof Program.Ending.Exited(_, String output)
                ? output.strip().lines().reduce("", (_, line) -> line)
                : String.valueOf(ending);
    }
}
