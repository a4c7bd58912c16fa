package dev.lungfish.gateway.standin;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.linux.syscall.PacketSocket;
import dev.lungfish.linux.syscall.PacketSocket.Instruction;
import dev.lungfish.linux.syscall.SocketRefusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// A segment behind an interface of this host. The kernel lets through what [#filter] names, so
/// that all else costs this process nothing.
public final class LiveSegment implements Segment {
    private static final Duration WAIT = Duration.ofMillis(50);
    private static final int WHOLE = 2048;

    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_BYTE = 0x30;
    private static final int JUMP_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    private static final int ETHER_TYPE_AT = 12;
    private static final int IPV4_PROTOCOL_AT = 23;
    private static final int IPV6_NEXT_AT = 20;
    private static final int ICMPV6_TYPE_AT = 54;

    private final PacketSocket socket;

    private LiveSegment(PacketSocket socket) {
        this.socket = socket;
    }

    /// Opens it, for the thread that calls.
    ///
    /// @param index of the interface
    /// @param virtual the card that answers for sleepers
    /// @throws IOException says what the kernel refused
    public static LiveSegment open(int index, MacAddress virtual) throws IOException {
        try {
            return new LiveSegment(
                    PacketSocket.open(index, filter(virtual), virtual.bytes(), WAIT));
        } catch (SocketRefusal e) {
            throw new IOException(e.inWords(), e);
        }
    }

    /// What the kernel lets through: all that was sent to the virtual card or to everybody, ARP,
    /// neighbour discovery, the groups that an IPv6 host joins (behind a hop-by-hop header), and
    /// VRRP over IPv4. All else that a sleeper's card sends is for others, and a switch does not
    /// show it here: that a host is back is seen by what it asks, joins and announces.
    static Instruction[] filter(MacAddress virtual) {
        byte[] card = virtual.bytes();
        int high = ByteBuffer.wrap(card).getInt();
        int low = Short.toUnsignedInt(ByteBuffer.wrap(card).getShort(Integer.BYTES));
        return new Instruction[] {
            new Instruction(LOAD_WORD, 0, 0, 0),
            new Instruction(JUMP_EQUAL, 0, 2, high),
            new Instruction(LOAD_HALF, 0, 0, Integer.BYTES),
            new Instruction(JUMP_EQUAL, 15, 3, low),
            new Instruction(JUMP_EQUAL, 0, 2, 0xffffffff),
            new Instruction(LOAD_HALF, 0, 0, Integer.BYTES),
            new Instruction(JUMP_EQUAL, 12, 0, 0xffff),
            new Instruction(LOAD_HALF, 0, 0, ETHER_TYPE_AT),
            new Instruction(JUMP_EQUAL, 10, 0, 0x0806),
            new Instruction(JUMP_EQUAL, 0, 2, 0x0800),
            new Instruction(LOAD_BYTE, 0, 0, IPV4_PROTOCOL_AT),
            new Instruction(JUMP_EQUAL, 7, 8, 112),
            new Instruction(JUMP_EQUAL, 0, 7, 0x86dd),
            new Instruction(LOAD_BYTE, 0, 0, IPV6_NEXT_AT),
            new Instruction(JUMP_EQUAL, 4, 0, 0),
            new Instruction(JUMP_EQUAL, 0, 4, 58),
            new Instruction(LOAD_BYTE, 0, 0, ICMPV6_TYPE_AT),
            new Instruction(JUMP_EQUAL, 1, 0, 135),
            new Instruction(JUMP_EQUAL, 0, 1, 136),
            new Instruction(RETURN, 0, 0, WHOLE),
            new Instruction(RETURN, 0, 0, 0),
        };
    }

    @Override
    public boolean receive(ByteBuffer into) throws IOException {
        return told(() -> socket.receive(into));
    }

    @Override
    public boolean receiveNow(ByteBuffer into) throws IOException {
        return told(() -> socket.receiveNow(into));
    }

    @Override
    public void send(byte[] frame) throws IOException {
        boolean _ =
                told(() -> {
                    socket.send(frame);
                    return true;
                });
    }

    private interface Call {
        boolean make() throws SocketRefusal;
    }

    private static boolean told(Call call) throws IOException {
        try {
            return call.make();
        } catch (SocketRefusal e) {
            throw new IOException(e.inWords(), e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
