package dev.lungfish.daemon.wake;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;
import org.jspecify.annotations.Nullable;

/// Whom to wake, and how. The password travels in it, so it is not shown.
///
/// @param target a MAC address, or a name or an address that the daemon's inventory knows
/// @param broadcast the only address to broadcast to; null for all
/// @param port the only interface to send by; null for all
/// @param password as `lungfish wake` takes it; null for none
public record WakeOrder(
        String target,
        @Nullable String broadcast,
        @Nullable String port,
        @Nullable String password) {
    static final XdrCodec<WakeOrder> CODEC =
            XdrCodec.of(
                    (encoder, order) -> {
                        encoder.string("target", order.target, RemoteLimits.STRING);
                        encoder.optionalString("broadcast", order.broadcast, RemoteLimits.STRING);
                        encoder.optionalString("interface", order.port, RemoteLimits.STRING);
                        encoder.optionalString("password", order.password, RemoteLimits.STRING);
                    },
                    decoder ->
                            new WakeOrder(
                                    decoder.string("target", RemoteLimits.STRING),
                                    decoder.optionalString("broadcast", RemoteLimits.STRING),
                                    decoder.optionalString("interface", RemoteLimits.STRING),
                                    decoder.optionalString("password", RemoteLimits.STRING)));

    @Override
    public String toString() {
        return "wake " + target;
    }
}
