package dev.lungfish.linux.network;

import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.neighbour.WakeRoute.WakeSending;
import dev.lungfish.core.wake.MagicPacket;
import dev.lungfish.linux.syscall.ErrorName;
import dev.lungfish.linux.syscall.KernelSocket;
import dev.lungfish.linux.syscall.SocketRefusal;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/// Sends magic packets.
///
/// **Source:** packet(7) and Linux `include/uapi/linux/if_packet.h` (`struct sockaddr_ll`: family
/// and protocol of 16 bits, the latter in network order, the index of the interface of 32, then the
/// type of the hardware, of the packet and the length of an address, and that address of eight
/// bytes). A frame needs `CAP_NET_RAW`.
public final class MagicSender {
    private static final int ADDRESS_BYTES = 20;
    private static final int PROTOCOL_AT = 2;
    private static final int INDEX_AT = 4;
    private static final int LENGTH_AT = 11;
    private static final int TARGET_AT = 12;
    private static final int CARD_BYTES = 6;
    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

    private MagicSender() {}

    /// Sends a packet in one way.
    ///
    /// @return why it was not sent; empty where it was
    public static Optional<NeighbourReason> send(MagicPacket packet, WakeSending sending) {
        return switch (sending) {
            case WakeSending.Datagram datagram -> send(packet, datagram);
            case WakeSending.Frame frame -> send(packet, frame);
        };
    }

    private static Optional<NeighbourReason> send(
            MagicPacket packet, WakeSending.Datagram datagram) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            if (datagram.from().isPresent()) {
                channel.bind(
                        new InetSocketAddress(InetAddress.ofLiteral(datagram.from().get()), 0));
            }
            int sent =
                    channel.send(
                            ByteBuffer.wrap(packet.bytes()),
                            new InetSocketAddress(
                                    InetAddress.ofLiteral(datagram.to()), datagram.port()));
            return sent == packet.bytes().length
                    ? Optional.empty()
                    : Optional.of(new NeighbourReason.PacketTruncated(sent));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(
                    String.valueOf(e.getMessage()).equals(ErrorName.EPERM.text())
                            ? new NeighbourReason.DatagramNotPermitted()
                            : new NeighbourReason.SendingFailed(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<NeighbourReason> send(MagicPacket packet, WakeSending.Frame frame) {
        try {
            NetworkInterface by = NetworkInterface.getByName(frame.by());
            if (by == null) {
                return Optional.of(new NeighbourReason.InterfaceGone(frame.by()));
            }
            byte[] bytes = packet.frame(frame.from());
            try (KernelSocket socket =
                    KernelSocket.open(KernelSocket.Family.PACKET, KernelSocket.Kind.RAW)) {
                socket.send(bytes, arena -> address(arena, by.getIndex(), bytes));
                return Optional.empty();
            }
        } catch (SocketRefusal e) {
            return Optional.of(
                    e.error() == ErrorName.EPERM.number()
                            ? new NeighbourReason.FrameNotPermitted()
                            : new NeighbourReason.SendingFailed(e.inWords()));
        } catch (IOException e) {
            return Optional.of(new NeighbourReason.SendingFailed(String.valueOf(e.getMessage())));
        } catch (LinkageError | IllegalCallerException e) {
            return Optional.of(
                    new NeighbourReason.KernelCallsForbidden(String.valueOf(e.getMessage())));
        }
    }

    private static MemorySegment address(Arena arena, int index, byte[] frame) {
        MemorySegment address = arena.allocate(ADDRESS_BYTES, Integer.BYTES);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) KernelSocket.Family.PACKET.number());
        address.set(NETWORK_SHORT, PROTOCOL_AT, (short) MagicPacket.ETHER_TYPE);
        address.set(ValueLayout.JAVA_INT, INDEX_AT, index);
        address.set(ValueLayout.JAVA_BYTE, LENGTH_AT, (byte) CARD_BYTES);
        MemorySegment.copy(frame, 0, address, ValueLayout.JAVA_BYTE, TARGET_AT, CARD_BYTES);
        return address;
    }
}
