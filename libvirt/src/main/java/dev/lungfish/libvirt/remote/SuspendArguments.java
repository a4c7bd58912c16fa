package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// How a host should sleep, as sent by the client and not validated.
///
/// @param target unsigned: 0 memory, 1 disk, 2 hybrid
/// @param durationSeconds unsigned; at least 60 in libvirt
public record SuspendArguments(int target, long durationSeconds, int flags) {
    public static final int MEMORY = 0;
    public static final int DISK = 1;
    public static final int HYBRID = 2;

    public static final XdrCodec<SuspendArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.int32(value.target);
                        encoder.int64(value.durationSeconds);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new SuspendArguments(
                                    decoder.int32("target"),
                                    decoder.int64("duration"),
                                    decoder.int32("flags")));
}
