package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port of a guest that can be reached from this machine, on the loopback interface alone. The
/// card is virtio-net: it answers the first new connection after a wake at once, an e1000 only
/// after three seconds.
///
/// @param outside the port on this machine
/// @param inside the port in the guest
public record ForwardedPort(int outside, int inside) {

    /// Takes a free port.
    public static ForwardedPort to(int inside) {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new ForwardedPort(probe.getLocalPort(), inside);
        } catch (IOException e) {
            throw new LabException("no free port: " + e.getMessage(), e);
        }
    }

    /// The options that give a machine the card.
    public String[] options() {
        return new String[] {
            "-netdev",
            "user,id=net,hostfwd=tcp:127.0.0.1:" + outside + "-10.0.2.15:" + inside,
            "-device",
            "virtio-net-pci,netdev=net"
        };
    }
}
