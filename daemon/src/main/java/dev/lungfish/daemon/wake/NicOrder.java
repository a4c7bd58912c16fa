package dev.lungfish.daemon.wake;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;
import org.jspecify.annotations.Nullable;

/// What cards are to wake the host on. The password travels in it, so it is not shown.
///
/// @param name of an interface; null for all that were changed, to restore them
/// @param modes ethtool's letters; null to restore what was there before
/// @param password null for none
public record NicOrder(@Nullable String name, @Nullable String modes, @Nullable String password) {
    static final XdrCodec<NicOrder> CODEC =
            XdrCodec.of(
                    (encoder, order) -> {
                        encoder.optionalString("interface", order.name, RemoteLimits.STRING);
                        encoder.optionalString("modes", order.modes, RemoteLimits.STRING);
                        encoder.optionalString("password", order.password, RemoteLimits.STRING);
                    },
                    decoder ->
                            new NicOrder(
                                    decoder.optionalString("interface", RemoteLimits.STRING),
                                    decoder.optionalString("modes", RemoteLimits.STRING),
                                    decoder.optionalString("password", RemoteLimits.STRING)));

    @Override
    public String toString() {
        return "set " + name + " to " + modes;
    }
}
