package dev.lungfish.linux.network;

import dev.lungfish.core.neighbour.WakeRoute;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.neighbour.WakeRoute.WakeSending;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.MagicPacket;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Optional;

/// Sends by all interfaces that it finds; started where nothing else is plugged in.
final class SendingProgram {
    private SendingProgram() {}

    /// Tells what was found and sent.
    ///
    /// @param arguments whom to wake, the address that it is known to have, and the password or
    ///   nothing
    public static void main(String[] arguments) {
        MagicPacket packet =
                new MagicPacket(
                        MacAddress.parse(arguments[0]),
                        arguments.length > 2
                                ? Optional.of(WakePassword.parse(arguments[2]))
                                : Optional.empty());
        List<NetworkPort> ports = new LanPorts(HostTree.live()).read();
        ports.forEach(port -> System.out.println("port " + port));
        for (WakeSending sending : WakeRoute.everywhere(List.of(arguments[1])).through(ports)) {
            System.out.println(
                    MagicSender.send(packet, sending).map(ReasonText::sentence).orElse("sent")
                            + " "
                            + ReasonText.sentence(sending));
        }
    }
}
