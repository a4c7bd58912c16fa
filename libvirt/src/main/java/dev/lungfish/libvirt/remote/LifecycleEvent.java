package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// A guest was started, stopped, ...
///
/// @param callbackId of the registration that it answers
/// @param event 0 defined, 1 undefined, 2 started, 3 suspended, 4 resumed, 5 stopped, 6 shut down,
///   7 suspended by itself, 8 crashed
/// @param detail depends on the event
public record LifecycleEvent(int callbackId, DomainReference domain, int event, int detail) {
    public static final XdrCodec<LifecycleEvent> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.int32(value.callbackId);
                        DomainReference.CODEC.encode(encoder, value.domain);
                        encoder.int32(value.event);
                        encoder.int32(value.detail);
                    },
                    decoder ->
                            new LifecycleEvent(
                                    decoder.int32("callbackID"),
                                    DomainReference.CODEC.decode(decoder),
                                    decoder.int32("event"),
                                    decoder.int32("detail")));
}
