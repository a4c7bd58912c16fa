package dev.lungfish.daemon.wake;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// Magic packets that are to be sent later, again and again: a host asks for them before it sleeps,
/// as it can't send them to itself. Both clocks need not agree, so all times count from now.
///
/// @param afterMillis until the first ones
/// @param everyMillis between two sendings
/// @param untilMillis after which none are sent
public record ScheduledWake(WakeOrder order, long afterMillis, long everyMillis, long untilMillis) {
    static final XdrCodec<ScheduledWake> CODEC =
            XdrCodec.of(
                    (encoder, later) -> {
                        WakeOrder.CODEC.encode(encoder, later.order);
                        encoder.int64(later.afterMillis);
                        encoder.int64(later.everyMillis);
                        encoder.int64(later.untilMillis);
                    },
                    decoder ->
                            new ScheduledWake(
                                    WakeOrder.CODEC.decode(decoder),
                                    decoder.int64("after"),
                                    decoder.int64("every"),
                                    decoder.int64("until")));
}
