package dev.lungfish.daemon.wake;

import dev.lungfish.api.DeviceChange;
import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;

/// How a wake device is to be switched.
///
/// @param device its name, or what people call it
/// @param change a spelling of [DeviceChange]
public record DeviceOrder(String device, String change) {
    static final XdrCodec<DeviceOrder> CODEC =
            XdrCodec.of(
                    (encoder, order) -> {
                        encoder.string("device", order.device, RemoteLimits.STRING);
                        encoder.string("change", order.change, RemoteLimits.STRING);
                    },
                    decoder ->
                            new DeviceOrder(
                                    decoder.string("device", RemoteLimits.STRING),
                                    decoder.string("change", RemoteLimits.STRING)));

    /// An order in words.
    public static DeviceOrder of(String device, DeviceChange change) {
        return new DeviceOrder(device, change.spelling());
    }
}
