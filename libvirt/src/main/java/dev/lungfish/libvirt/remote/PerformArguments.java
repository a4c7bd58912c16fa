package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// A migration that the source carries out with the destination itself, peer to peer.
///
/// @param destination the URI by which the source's libvirtd reaches that of the destination
/// @param parameters by libvirt's names: `migrate_uri`, `bandwidth`
/// @param flags what [Flag] has
///
///   **Source:** `remote_domain_migrate_perform3_params_args` in `src/remote/remote_protocol.x`,
///   with no cookie from the caller.
public record PerformArguments(
        DomainReference domain, String destination, List<TypedParameter> parameters, int flags) {
    /// What a migration may be.
    ///
    /// **Source:** `virDomainMigrateFlags` in `include/libvirt/libvirt-domain.h`.
    public enum Flag {
        /// The guest runs on meanwhile.
        LIVE(1),
        /// The two libvirtds speak with each other, and nobody needs to stay connected.
        PEER2PEER(1 << 1),
        /// What it is defined as is kept on the destination.
        PERSIST_DESTINATION(1 << 3),
        /// It is not defined on the source any more.
        UNDEFINE_SOURCE(1 << 4),
        /// Its disks are copied whole.
        COPY_DISKS(1 << 6),
        /// A guest that writes faster than is copied is slowed down.
        AUTO_CONVERGE(1 << 13);

        private final int raw;

        Flag(int raw) {
            this.raw = raw;
        }

        public int raw() {
            return raw;
        }
    }

    /// What the caller would have to pass on.
    static final XdrCodec<byte[]> COOKIE =
            XdrCodec.of(
                    (encoder, value) ->
                            encoder.opaque("cookie", value, RemoteLimits.MIGRATION_COOKIE),
                    decoder -> decoder.opaque("cookie", RemoteLimits.MIGRATION_COOKIE));

    public static final XdrCodec<PerformArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        DomainReference.CODEC.encode(encoder, value.domain);
                        encoder.optionalString("dconnuri", value.destination, RemoteLimits.STRING);
                        encoder.array(
                                "params",
                                value.parameters,
                                RemoteLimits.MIGRATION_PARAMETERS,
                                TypedParameter.CODEC);
                        COOKIE.encode(encoder, new byte[0]);
                        encoder.int32(value.flags);
                    },
                    decoder -> {
                        DomainReference domain = DomainReference.CODEC.decode(decoder);
                        String destination =
                                decoder.optionalString("dconnuri", RemoteLimits.STRING);
                        List<TypedParameter> parameters =
                                decoder.array(
                                        "params",
                                        RemoteLimits.MIGRATION_PARAMETERS,
                                        TypedParameter.CODEC);
                        byte[] _ = COOKIE.decode(decoder);
                        return new PerformArguments(
                                domain,
                                destination == null ? "" : destination,
                                parameters,
                                decoder.int32("flags"));
                    });

    public PerformArguments {
        parameters = List.copyOf(parameters);
    }
}
