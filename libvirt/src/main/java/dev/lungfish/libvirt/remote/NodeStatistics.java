package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// Statistics of processors or of memory.
///
/// Clients call twice: with no room, to which the answer is [#count()] alone, and with room for
/// that many, to which the answer is the statistics and a count of 0.
///
/// @param statistics times in nanoseconds, memory in kibibytes
public record NodeStatistics(List<Statistic> statistics, int count) {
    public static final XdrCodec<NodeStatistics> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.array(
                                "params",
                                value.statistics,
                                RemoteLimits.STATISTICS,
                                Statistic.CODEC);
                        encoder.int32(value.count);
                    },
                    decoder ->
                            new NodeStatistics(
                                    decoder.array(
                                            "params", RemoteLimits.STATISTICS, Statistic.CODEC),
                                    decoder.int32("nparams")));

    public NodeStatistics {
        statistics = List.copyOf(statistics);
    }

    /// The answer to a call without room.
    public static NodeStatistics count(int count) {
        return new NodeStatistics(List.of(), count);
    }

    /// The answer to a call with room.
    public static NodeStatistics of(List<Statistic> statistics) {
        return new NodeStatistics(statistics, 0);
    }

    /// One of them.
    ///
    /// @param field `kernel`, `user`, `idle`, `iowait`; `total`, `free`, `buffers`, `cached`
    /// @param value unsigned
    public record Statistic(String field, long value) {
        static final XdrCodec<Statistic> CODEC =
                XdrCodec.of(
                        (encoder, statistic) -> {
                            encoder.string("field", statistic.field, RemoteLimits.STRING);
                            encoder.int64(statistic.value);
                        },
                        decoder ->
                                new Statistic(
                                        decoder.string("field", RemoteLimits.STRING),
                                        decoder.int64("value")));
    }
}
