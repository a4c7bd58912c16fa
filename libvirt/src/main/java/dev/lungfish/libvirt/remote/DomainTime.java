package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.time.Instant;

/// The time of a clock.
///
/// @param seconds since 1970, in UTC
/// @param nanoseconds of the second
public record DomainTime(long seconds, int nanoseconds) {
    public static final XdrCodec<DomainTime> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.int64(value.seconds);
                        encoder.int32(value.nanoseconds);
                    },
                    decoder -> new DomainTime(decoder.int64("seconds"), decoder.int32("nseconds")));

    public static DomainTime of(Instant instant) {
        return new DomainTime(instant.getEpochSecond(), instant.getNano());
    }

    public Instant instant() {
        return Instant.ofEpochSecond(seconds, Integer.toUnsignedLong(nanoseconds));
    }
}
