package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.ArrayList;
import java.util.List;

/// The job of a guest.
///
/// @param type whether there is one
/// @param timeElapsed milliseconds, unsigned, as is the time that remains
/// @param amounts bytes, unsigned: total, processed and remaining of all data, of memory and of
///   files, nine numbers
public record JobInfo(int type, long timeElapsed, long timeRemaining, List<Long> amounts) {
    private static final int AMOUNTS = 9;

    /// A job with a known duration.
    public static final int BOUNDED = 1;

    /// A job without one.
    public static final int UNBOUNDED = 2;

    public static final XdrCodec<JobInfo> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.int32(value.type);
                        encoder.int64(value.timeElapsed);
                        encoder.int64(value.timeRemaining);
                        value.amounts.forEach(encoder::int64);
                    },
                    decoder ->
                            new JobInfo(
                                    decoder.int32("type"),
                                    decoder.int64("timeElapsed"),
                                    decoder.int64("timeRemaining"),
                                    amounts(decoder)));

    public JobInfo {
        amounts = List.copyOf(amounts);
        if (amounts.size() != AMOUNTS) {
            throw new IllegalArgumentException(amounts.size() + " amounts of a job, not nine");
        }
    }

    /// Whether a type means a running job.
    public static boolean runs(int type) {
        return type == BOUNDED || type == UNBOUNDED;
    }

    private static List<Long> amounts(XdrDecoder decoder) throws XdrException {
        List<Long> amounts = new ArrayList<>();
        for (int i = 0; i < AMOUNTS; i++) {
            amounts.add(decoder.int64("amount " + i));
        }
        return amounts;
    }
}
