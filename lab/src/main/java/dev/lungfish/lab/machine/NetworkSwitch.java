package dev.lungfish.lab.machine;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.MagicPacket;
import dev.lungfish.lab.LabException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A switch between machines of the lab, which detects magic packets: QEMU's NICs do not work while
/// their machine sleeps, so the wake circuit is emulated here. One datagram on the loopback
/// interface is one frame. Safe for use by several threads.
///
/// **Source:** QEMU `qapi/net.json`, `NetdevDgramOptions`, since 7.2.
public final class NetworkSwitch implements AutoCloseable {
    private static final int LARGEST_FRAME = 65536;

    private final BiConsumer<MacAddress, MacAddress> magic;
    private final List<Port> ports = new CopyOnWriteArrayList<>();

    /// @param socket the switch's end
    /// @param machine the address of QEMU
    private record Port(DatagramSocket socket, InetSocketAddress machine) {}

    /// @param magic receives the target of each magic packet, on a thread of its own
    public NetworkSwitch(Consumer<MacAddress> magic) {
        this((_, target) -> magic.accept(target));
    }

    /// @param magic receives the sender and the target of each magic packet, on a thread of its own
    public NetworkSwitch(BiConsumer<MacAddress, MacAddress> magic) {
        this.magic = magic;
    }

    /// Plugs a machine in before it is started.
    ///
    /// @param card QEMU's name of the NIC
    /// @return the options that give it the NIC
    public String[] plug(String card, MacAddress address) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            int free;
            try (DatagramSocket probe = new DatagramSocket(0, loopback)) {
                free = probe.getLocalPort();
            }
            Port port =
                    new Port(
                            new DatagramSocket(0, loopback), new InetSocketAddress(loopback, free));
            ports.add(port);
            Thread.ofPlatform().name("switch").daemon().start(() -> forward(port));
            String host = loopback.getHostAddress();
            return new String[] {
                "-netdev",
                "dgram,id=lan,local.type=inet,local.host=%s,local.port=%s,remote.type=inet,remote.host=%s,remote.port=%s"
                        .formatted(host, free, host, port.socket().getLocalPort()),
                "-device",
                card + ",netdev=lan,mac=" + address
            };
        } catch (IOException e) {
            throw new LabException("no port for the switch: " + e.getMessage(), e);
        }
    }

    private void forward(Port from) {
        DatagramPacket frame = new DatagramPacket(new byte[LARGEST_FRAME], LARGEST_FRAME);
        try {
            while (!from.socket().isClosed()) {
                frame.setLength(LARGEST_FRAME);
                from.socket().receive(frame);
                int length = frame.getLength();
                for (Port port : ports) {
                    if (!port.equals(from)) {
                        port.socket()
                                .send(new DatagramPacket(frame.getData(), length, port.machine()));
                    }
                }
                Optional<MacAddress> target = MagicPacket.target(frame.getData(), length);
                target.ifPresent(to -> magic.accept(sender(frame.getData()), to));
            }
        } catch (IOException _) {
            // The switch is closed.
        }
    }

    /// A frame begins with the target's address, then comes the sender's.
    private static MacAddress sender(byte[] frame) {
        return new MacAddress(HexFormat.ofDelimiter(":").formatHex(frame, 6, 12));
    }

    @Override
    public void close() {
        ports.forEach(port -> port.socket().close());
    }
}
