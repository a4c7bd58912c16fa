package dev.lungfish.rpc;

import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.xdr.Limit;

/// The most of each thing that one message may have.
///
/// @param text for each text
/// @param items for each array
public record Bounds(Limit text, Limit items) {
    /// What clients send: orders are short.
    public static final Bounds ORDER =
            new Bounds(new Limit("bytes of a text", 65_536), new Limit("items", 1_024));

    /// What a daemon answers.
    public static final Bounds ANSWER = new Bounds(RpcError.STRING, new Limit("items", 65_536));
}
