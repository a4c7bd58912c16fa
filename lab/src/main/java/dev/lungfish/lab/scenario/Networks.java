package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.MagicPacket;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.MagicSender;
import dev.lungfish.lab.machine.NetworkSwitch;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Hosts that are woken over the network.
final class Networks {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final MacAddress HOST = new MacAddress("52:54:00:4c:46:11");
    private static final MacAddress SENDER = new MacAddress("52:54:00:4c:46:12");
    private static final MacAddress NOBODY = new MacAddress("52:54:00:4c:46:03");

    private Networks() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "wake-on-lan",
                        "a magic packet wakes the host it is for and no other, and only where the"
                                + " card is armed",
                        Networks::wakeOnLan));
    }

    private static void wakeOnLan(Stage stage) {
        BlockingQueue<MacAddress> heard = new LinkedBlockingQueue<>();
        try (NetworkSwitch network = new NetworkSwitch(heard::add)) {
            Host host =
                    stage.booted(
                            MachinePlan.of("host")
                                    .withWords("lab.modules=e100", "lab.address=10.9.0.1")
                                    .withOptions(network.plug("i82559c", HOST)));
            host.configure();
            Host sender =
                    stage.booted(
                            MachinePlan.of("sender")
                                    .withWords("lab.address=10.9.0.2")
                                    .withOptions(network.plug("virtio-net-pci", SENDER)));
            GuestClass.put(sender, MagicSender.class);
            leftAlone(stage, host, sender, heard);

            String armed = set(host, "g", "enabled");
            stage.expect(armed.equals("Wake-on:g"), "the host's network card is armed", armed);
            stage.expect(
                    enabled(host),
                    "lungfish doctor says that eth0 is allowed to wake the host",
                    "it is not");
            Asked asked = host.ask("mem --for 10min");
            asked.awaitSleep();

            send(stage, sender, NOBODY);
            stage.expect(next(heard).equals(NOBODY), "the packet passed the switch", heard);
            SuspendToRam.rest();
            stage.expect(host.machine().isSuspended(), "the host sleeps on", "it is awake");

            send(stage, sender, HOST);
            stage.expect(next(heard).equals(HOST), "the packet passed the switch", heard);
            playWakeCircuit(stage, host, armed);
            Outcome.WokeEarly early = asked.expect(Outcome.WokeEarly.class, PATIENCE);
            stage.expect(
                    early.off().isNegative(), "the host is back before its alarm", early.off());
            SuspendToRam.expectNoAlarm(stage, host);
        }
    }

    /// A card that is not armed does not wake its host, and nobody may rely on it.
    private static void leftAlone(
            Stage stage, Host host, Host sender, BlockingQueue<MacAddress> heard) {
        String setting = set(host, "d", "disabled");
        stage.expect(setting.equals("Wake-on:d"), "the host's network card is not armed", setting);
        stage.expect(
                !enabled(host),
                "lungfish doctor says that eth0 is not allowed to wake the host",
                "it is");
        Outcome.Refused refused =
                host.ask("mem --for 20s --wake rtc,wol").expect(Outcome.Refused.class, PATIENCE);
        stage.expect(
                ReasonText.sentence(refused.reason()).contains("eth0")
                        && ReasonText.sentence(refused.reason()).contains("does not listen"),
                "a sleep that relies on it is refused: " + ReasonText.sentence(refused.reason()),
                refused);
        Asked asked = host.ask("mem --for 25s");
        asked.awaitSleep();
        send(stage, sender, HOST);
        stage.expect(next(heard).equals(HOST), "the packet passed the switch", heard);
        playWakeCircuit(stage, host, setting);
        stage.expect(host.machine().isSuspended(), "the host sleeps on", "it is awake");
        var _ = stage.expectOnTime(asked.prove(PATIENCE));
    }

    /// Does what the card of a sleeping host does that heard its magic packet, as it was last set.
    private static void playWakeCircuit(Stage stage, Host host, String setting) {
        boolean wakes = setting.equals("Wake-on:g");
        stage.step(
                "the card is set to %s, so its wake circuit, which QEMU's lacks and the lab plays, %s"
                        .formatted(setting, wakes ? "wakes the host" : "does nothing"));
        if (wakes) {
            host.machine().wake();
        }
    }

    /// Sets what the card wakes for, and whether it may.
    ///
    /// @return the card's setting, as it is read back
    private static String set(Host host, String wakeOn, String switched) {
        return host.run(
                "ethtool -s eth0 wol %s; echo %s".formatted(wakeOn, switched)
                        + " >/sys/class/net/eth0/device/power/wakeup;"
                        + " ethtool eth0 | grep -v Supports | grep Wake-on: | tr -d '\\t '");
    }

    private static boolean enabled(Host host) {
        return StatedReasons.mayWake(host.run("lungfish doctor --json"), "eth0");
    }

    static MacAddress next(BlockingQueue<MacAddress> heard) {
        try {
            MacAddress address = heard.poll(30, TimeUnit.SECONDS);
            if (address == null) {
                throw new LabException("no magic packet passed the switch within 30 s");
            }
            return address;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted");
        }
    }

    private static void send(Stage stage, Host sender, MacAddress to) {
        stage.step("sender: broadcasts the magic packet of " + to);
        var _ =
                sender.run(
                        "java -Xint -XX:+UseSerialGC -cp %s %s 10.9.0.255 9 %s"
                                .formatted(
                                        GuestClass.CLASS_PATH,
                                        MagicSender.class.getName(),
                                        HexFormat.of().formatHex(MagicPacket.to(to).bytes())));
    }
}
