package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.server.Downstream;
import dev.lungfish.libvirt.transport.Descriptors;
import dev.lungfish.libvirt.transport.SocketTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Brings back what libvirtd sends to one client, in a thread of its own: for clients by TLS and
/// TCP, which may make it wait in the middle of a record, and for those that pass file descriptors.
record ReplyThread(RelayedClient client, Downstream downstream, SocketTransport from) {
    void run(FrameReader reader) {
        String why = RelayedClient.ENDED;
        try {
            Optional<Frame> frame = reader.next();
            while (frame.isPresent() && passBack(frame.get())) {
                frame = reader.next();
            }
        } catch (IOException e) {
            why = RelayedClient.broke(e);
        }
        client.wayBackEnded(why);
    }

    /// @return whether more may follow
    private boolean passBack(Frame frame) throws IOException {
        FrameHeader header = frame.header();
        if (header.type() == MessageType.Known.REPLY) {
            downstream.passReply(reply(frame));
            return !client.expected().isLast(header);
        }
        if (header.type() == MessageType.Known.REPLY_WITH_DESCRIPTORS) {
            Optional<Descriptors.Passed> received = client.received(frame, Optional.of(from));
            if (received.isPresent()) {
                downstream.passReply(frame.toBuffer(), received.get());
            } else {
                downstream.passReply(Frame.error(header, RelayedClient.tooManyDescriptors()));
            }
            return true;
        }
        if (header.program() == Keepalive.PROGRAM.number()) {
            if (Keepalive.PING.matches(header)) {
                client.pong(() -> {});
            }
            return true;
        }
        downstream.pass(frame.toBuffer());
        return true;
    }

    private ByteBuffer reply(Frame frame) throws IOException {
        FrameHeader header = frame.header();
        return client.expected().isForCapabilities(header)
                        && header.status() == MessageStatus.Known.OK
                ? client.ownCapabilities().inTurn(frame, downstream)
                : frame.toBuffer();
    }
}
