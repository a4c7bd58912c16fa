package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.capabilities.PowerManagementElement;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Downstream;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Replies with libvirtd's capabilities, with our own element for the host's sleep. The same
/// document comes repeatedly, so the last one is cached. Safe for use by several threads.
final class OwnCapabilities {
    private static final XdrCodec<byte[]> AS_IT_IS =
            XdrCodec.of(
                    XdrEncoder::fixedOpaque,
                    decoder -> decoder.fixedOpaque("payload", decoder.remaining()));

    private final RelayRules rules;
    private volatile @Nullable Kept kept;

    OwnCapabilities(RelayRules rules) {
        this.rules = rules;
    }

    /// A changed reply.
    private static final class Kept {
        private final byte[] theirs;
        private final ByteBuffer theirsInBuffer;
        private final PowerManagement powerManagement;
        private final byte[] ours;

        Kept(byte[] theirs, PowerManagement powerManagement, byte[] ours) {
            this.theirs = theirs;
            theirsInBuffer = ByteBuffer.wrap(theirs);
            this.powerManagement = powerManagement;
            this.ours = ours;
        }

        boolean holdsFor(Frame reply, PowerManagement now) {
            return powerManagement.equals(now) && reply.hasPayload(theirs);
        }
    }

    /// The frame for the client. May read how the host sleeps.
    ///
    /// @param reply libvirtd's successful reply
    /// @throws XdrException if it can't be read
    ByteBuffer in(Frame reply) throws XdrException {
        PowerManagement now = rules.powerManagement();
        Kept last = kept;
        if (last == null || !last.holdsFor(reply, now)) {
            last = make(reply, now);
            kept = last;
        }
        return Frame.encode(reply.header(), AS_IT_IS, last.ours);
    }

    /// The same when it is the turn of a client's account. Waits.
    ///
    /// @throws IOException if the reply can't be read, or if there is no thread for it
    ByteBuffer inTurn(Frame reply, Downstream client) throws IOException {
        try {
            return client.compute(() -> readable(reply));
        } catch (RpcException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ByteBuffer readable(Frame reply) throws RpcException {
        try {
            return in(reply);
        } catch (XdrException e) {
            throw new RpcException(RpcError.rpc(String.valueOf(e.getMessage())));
        }
    }

    /// The same without waiting or reading, if the document came before, and the host's sleep
    /// states are known.
    ///
    /// @param reply a whole frame
    /// @param ours gets the frame for the client, ready to be read
    /// @return false if that is not known, or does not fit
    boolean known(ByteBuffer reply, ByteBuffer ours) {
        Kept last = kept;
        if (last == null
                || ours.capacity() < FrameHeader.SIZE + last.ours.length
                || !reply.slice(FrameHeader.SIZE, reply.limit() - FrameHeader.SIZE)
                        .equals(last.theirsInBuffer)
                || rules.knownPowerManagement()
                        .filter(now -> last.powerManagement.equals(now))
                        .isEmpty()) {
            return false;
        }
        ours.putInt(FrameHeader.SIZE + last.ours.length)
                .put(reply.slice(Integer.BYTES, FrameHeader.SIZE - Integer.BYTES))
                .put(last.ours)
                .flip();
        return true;
    }

    private static Kept make(Frame reply, PowerManagement powerManagement) throws XdrException {
        XdrCodec<String> codec = Remote.GET_CAPABILITIES.result();
        XdrEncoder ours = new XdrEncoder();
        codec.encode(ours, PowerManagementElement.replace(reply.payload(codec), powerManagement));
        return new Kept(reply.payload(AS_IT_IS), powerManagement, ours.toByteArray());
    }
}
