package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// How guests are isolated.
///
/// @param model `none`, `selinux`, ...
/// @param doi its domain of interpretation
public record NodeSecurityModel(String model, String doi) {
    public static final XdrCodec<NodeSecurityModel> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.chars("model", value.model, RemoteLimits.SECURITY_MODEL);
                        encoder.chars("doi", value.doi, RemoteLimits.SECURITY_DOI);
                    },
                    decoder ->
                            new NodeSecurityModel(
                                    decoder.chars("model", RemoteLimits.SECURITY_MODEL),
                                    decoder.chars("doi", RemoteLimits.SECURITY_DOI)));
}
