package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// Guests.
///
/// @param domains empty if only the number was requested
/// @param count their number
public record DomainList(List<DomainReference> domains, int count) {
    public static final XdrCodec<DomainList> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.array(
                                "domains",
                                value.domains,
                                RemoteLimits.DOMAINS,
                                DomainReference.CODEC);
                        encoder.int32(value.count);
                    },
                    decoder ->
                            new DomainList(
                                    decoder.array(
                                            "domains", RemoteLimits.DOMAINS, DomainReference.CODEC),
                                    decoder.int32("ret")));

    public DomainList {
        domains = List.copyOf(domains);
    }
}
