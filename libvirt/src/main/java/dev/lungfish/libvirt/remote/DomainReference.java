package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.UUID;

/// A guest, by name, UUID and number.
///
/// @param id -1 where it is not running
///
///   **Source:** `struct remote_nonnull_domain` in `src/remote/remote_protocol.x`.
public record DomainReference(String name, UUID uuid, int id) {
    public static final XdrCodec<DomainReference> CODEC =
            XdrCodec.of(DomainReference::encode, DomainReference::decode);

    /// Sixteen bytes without a length.
    static final XdrCodec<UUID> UUID_CODEC =
            XdrCodec.of(
                    (encoder, uuid) -> {
                        encoder.int64(uuid.getMostSignificantBits());
                        encoder.int64(uuid.getLeastSignificantBits());
                    },
                    decoder -> new UUID(decoder.int64("uuid"), decoder.int64("uuid")));

    private static void encode(XdrEncoder encoder, DomainReference value) {
        encoder.string("name", value.name, RemoteLimits.STRING);
        UUID_CODEC.encode(encoder, value.uuid);
        encoder.int32(value.id);
    }

    private static DomainReference decode(XdrDecoder decoder) throws XdrException {
        return new DomainReference(
                decoder.string("name", RemoteLimits.STRING),
                UUID_CODEC.decode(decoder),
                decoder.int32("id"));
    }
}
