package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// A host in a few numbers.
///
/// @param model of the processor; libvirt has room for 31 bytes
/// @param memoryKibibytes unsigned
/// @param cpus active processors
/// @param megahertz 0 if unknown
/// @param nodes NUMA cells
/// @param sockets of a cell
/// @param cores of a socket
/// @param threads of a core
public record NodeInfo(
        String model,
        long memoryKibibytes,
        int cpus,
        int megahertz,
        int nodes,
        int sockets,
        int cores,
        int threads) {

    private static final int MODEL_SIZE = 32;

    public static final XdrCodec<NodeInfo> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.fixedChars(value.model, MODEL_SIZE);
                        encoder.int64(value.memoryKibibytes);
                        encoder.int32(value.cpus);
                        encoder.int32(value.megahertz);
                        encoder.int32(value.nodes);
                        encoder.int32(value.sockets);
                        encoder.int32(value.cores);
                        encoder.int32(value.threads);
                    },
                    decoder ->
                            new NodeInfo(
                                    decoder.fixedChars("model", MODEL_SIZE),
                                    decoder.int64("memory"),
                                    decoder.int32("cpus"),
                                    decoder.int32("mhz"),
                                    decoder.int32("nodes"),
                                    decoder.int32("sockets"),
                                    decoder.int32("cores"),
                                    decoder.int32("threads")));
}
