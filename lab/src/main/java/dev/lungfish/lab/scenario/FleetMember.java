package dev.lungfish.lab.scenario;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.lab.machine.ForwardedPort;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.NetworkSwitch;
import java.util.stream.Stream;

/// One of the hosts of the lab's fleet. Each has two cards: `eth0`, by which it calls its
/// controller through a network of QEMU's, and `eth1` in the network that all share, by which
/// others wake it.
enum FleetMember {
    /// Ordinary.
    ALPHA("alpha", 1),

    /// Its RTC passes every test, and stands still while the machine sleeps: no alarm wakes it.
    BETA("beta", 2),

    /// It has a guest as long as [#GUEST] is there.
    GAMMA("gamma", 3);

    /// Where its daemon listens.
    static final int PORT = 16509;

    /// Stands for the guest of [#GAMMA].
    static final String GUEST = "/run/guest";

    /// Where [#GAMMA]'s libvirtd listens.
    static final String LIBVIRTD = "/run/guests-sock";

    private final String spelling;
    private final int number;

    FleetMember(String spelling, int number) {
        this.spelling = spelling;
        this.number = number;
    }

    /// As it is called.
    String spelling() {
        return spelling;
    }

    /// The address of the card that wakes it.
    MacAddress card() {
        return new MacAddress("52:54:00:4c:46:2" + number);
    }

    /// Its address in the network that all share.
    String address() {
        return "10.9.0." + number;
    }

    MachinePlan plan(NetworkSwitch network, ForwardedPort port) {
        MachinePlan plan =
                MachinePlan.of(spelling())
                        .withWords("lab.modules=e100")
                        .withOptions("-uuid", "5f1ee700-0000-4000-8000-00000000000" + number)
                        .withOptions(port.options())
                        .withOptions(network.plug("i82559c", card()));
        return this == BETA ? plan.withOptions("-rtc", "clock=vm") : plan;
    }

    /// A script that makes its address, its configuration and, on [#GAMMA], its libvirtd.
    String setup() {
        String[] lines = {
            "[daemon]",
            "tcp = \"*:%d\"".formatted(PORT),
            "[wake_on_lan]",
            "eth1 = \"g\"",
            "[relay]",
            "enabled = false"
        };
        String[] guests = {"[guests]", "socket = \"%s\"".formatted(LIBVIRTD)};
        String configuration =
                Host.configuration(
                        "1s",
                        this == GAMMA
                                ? Stream.of(lines, guests)
                                        .flatMap(Stream::of)
                                        .toArray(String[]::new)
                                : lines);
        return """
        hostname %s
        ifconfig eth1 %s netmask 255.255.255.0 up
        echo 1 >/sys/power/pm_debug_messages
        %s\
        """
                .formatted(spelling(), address(), configuration);
    }
}
