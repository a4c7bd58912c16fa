package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// The statistics of one guest.
///
/// **Source:** `struct remote_domain_stats_record` in `src/remote/remote_protocol.x`.
public record DomainStatistics(DomainReference domain, List<TypedParameter> values) {
    public static final XdrCodec<DomainStatistics> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        DomainReference.CODEC.encode(encoder, value.domain);
                        encoder.array(
                                "params",
                                value.values,
                                RemoteLimits.DOMAIN_STATISTICS,
                                TypedParameter.CODEC);
                    },
                    decoder ->
                            new DomainStatistics(
                                    DomainReference.CODEC.decode(decoder),
                                    decoder.array(
                                            "params",
                                            RemoteLimits.DOMAIN_STATISTICS,
                                            TypedParameter.CODEC)));

    public DomainStatistics {
        values = List.copyOf(values);
    }

    /// What a client asks for.
    ///
    /// @param domains of which statistics are requested; empty for all
    /// @param groups of statistics, as bits
    public record Arguments(List<DomainReference> domains, int groups, int flags) {
        public static final XdrCodec<Arguments> CODEC =
                XdrCodec.of(
                        (encoder, value) -> {
                            encoder.array(
                                    "doms",
                                    value.domains,
                                    RemoteLimits.DOMAINS,
                                    DomainReference.CODEC);
                            encoder.int32(value.groups);
                            encoder.int32(value.flags);
                        },
                        decoder ->
                                new Arguments(
                                        decoder.array(
                                                "doms",
                                                RemoteLimits.DOMAINS,
                                                DomainReference.CODEC),
                                        decoder.int32("stats"),
                                        decoder.int32("flags")));

        public Arguments {
            domains = List.copyOf(domains);
        }
    }
}
