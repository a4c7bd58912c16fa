package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.Feature;
import dev.lungfish.libvirt.rpc.FrameHeader;
import java.nio.ByteBuffer;
import java.util.Set;

/// Calls that ask whether a server has a feature.
final class FeatureCalls {
    /// What the server itself promises or does not: keepalive, the event of the end.
    private static final Set<Integer> OWN =
            Set.of(Feature.PROGRAM_KEEPALIVE.raw(), Feature.REMOTE_CLOSE_CALLBACK.raw());

    private FeatureCalls() {}

    /// The number of the feature; 0 for one that can't be read: the server answers that.
    ///
    /// @param call from its length on
    static int feature(ByteBuffer call) {
        return call.remaining() < FrameHeader.SIZE + Integer.BYTES
                ? 0
                : call.getInt(call.position() + FrameHeader.SIZE);
    }

    /// Whether libvirtd answers.
    static boolean isLibvirtds(int feature) {
        return feature != 0 && !OWN.contains(feature);
    }
}
