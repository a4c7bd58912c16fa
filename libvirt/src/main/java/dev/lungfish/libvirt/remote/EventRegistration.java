package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import org.jspecify.annotations.Nullable;

/// The registration for one kind of event.
///
/// @param eventId `virDomainEventID`; 0 is the lifecycle
/// @param domain null for all guests
public record EventRegistration(int eventId, @Nullable DomainReference domain) {
    public static final int LIFECYCLE = 0;

    /// The kinds of libvirt 9.0: `VIR_DOMAIN_EVENT_ID_LAST` in `include/libvirt/libvirt-domain.h`.
    public static final int EVENT_IDS = 27;

    public static final XdrCodec<EventRegistration> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.int32(value.eventId);
                        XdrCodec.encodeOptional(encoder, value.domain, DomainReference.CODEC);
                    },
                    decoder ->
                            new EventRegistration(
                                    decoder.int32("eventID"),
                                    XdrCodec.decodeOptional(
                                            decoder, "dom", DomainReference.CODEC)));
}
