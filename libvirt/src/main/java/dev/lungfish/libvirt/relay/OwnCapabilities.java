package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.capabilities.PowerManagementElement;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Replies with libvirtd's capabilities, with our own element for the host's sleep. The same
/// document comes repeatedly, so the last one is cached. Safe for use by several threads.
final class OwnCapabilities {
    private static final XdrCodec<byte[]> AS_IT_IS =
            XdrCodec.of(
                    XdrEncoder::fixedOpaque,
                    decoder -> decoder.fixedOpaque("payload", decoder.remaining()));

    private volatile @Nullable Kept kept;

    /// A changed reply.
    private static final class Kept {
        private final byte[] theirs;
        private final PowerManagement powerManagement;
        private final byte[] ours;

        Kept(byte[] theirs, PowerManagement powerManagement, byte[] ours) {
            this.theirs = theirs;
            this.powerManagement = powerManagement;
            this.ours = ours;
        }

        boolean holdsFor(Frame reply, PowerManagement now) {
            return powerManagement.equals(now) && reply.hasPayload(theirs);
        }
    }

    /// The frame for the client.
    ///
    /// @param reply libvirtd's successful reply
    /// @throws XdrException if it can't be read
    ByteBuffer in(Frame reply, PowerManagement powerManagement) throws XdrException {
        Kept last = kept;
        if (last == null || !last.holdsFor(reply, powerManagement)) {
            last = make(reply, powerManagement);
            kept = last;
        }
        return Frame.encode(reply.header(), AS_IT_IS, last.ours);
    }

    private static Kept make(Frame reply, PowerManagement powerManagement) throws XdrException {
        XdrCodec<String> codec = Remote.GET_CAPABILITIES.result();
        XdrEncoder ours = new XdrEncoder();
        codec.encode(ours, PowerManagementElement.replace(reply.payload(codec), powerManagement));
        return new Kept(reply.payload(AS_IT_IS), powerManagement, ours.toByteArray());
    }
}
