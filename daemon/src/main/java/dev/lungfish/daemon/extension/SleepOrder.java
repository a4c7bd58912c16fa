package dev.lungfish.daemon.extension;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a host should sleep, as the client says it and nobody has checked it. The words are those of
/// `lungfish suspend`; null leaves the choice to the host's configuration.
///
/// @param target `mem`, `disk`, `hybrid`, `idle`
/// @param lengthMillis null for a sleep without a bound
/// @param wake the ways back that it relies on: `rtc`, `wol`
public record SleepOrder(
        String target,
        @Nullable Long lengthMillis,
        List<String> wake,
        @Nullable Long delayMillis,
        @Nullable String guests,
        @Nullable String onEarlyWake,
        List<String> ignoredBlockers,
        @Nullable String executor,
        boolean dryRun,
        boolean proves) {
    private static final Limit BLOCKERS = new Limit("ignored blockers", 256);
    private static final XdrCodec<String> BLOCKER =
            XdrCodec.string("ignored_blockers item", RemoteLimits.STRING);
    private static final XdrCodec<Long> MILLIS = XdrCodec.int64("milliseconds");
    private static final Limit WAYS = new Limit("ways back", 16);
    private static final XdrCodec<String> WAY = XdrCodec.string("wake item", RemoteLimits.STRING);

    public static final XdrCodec<SleepOrder> CODEC =
            XdrCodec.of(SleepOrder::encode, SleepOrder::decode);

    public SleepOrder {
        wake = List.copyOf(wake);
        ignoredBlockers = List.copyOf(ignoredBlockers);
    }

    private static void encode(XdrEncoder encoder, SleepOrder order) {
        encoder.string("target", order.target, RemoteLimits.STRING);
        XdrCodec.encodeOptional(encoder, order.lengthMillis, MILLIS);
        encoder.array("wake", order.wake, WAYS, WAY);
        XdrCodec.encodeOptional(encoder, order.delayMillis, MILLIS);
        encoder.optionalString("guests", order.guests, RemoteLimits.STRING);
        encoder.optionalString("on_early_wake", order.onEarlyWake, RemoteLimits.STRING);
        encoder.array("ignored_blockers", order.ignoredBlockers, BLOCKERS, BLOCKER);
        encoder.optionalString("executor", order.executor, RemoteLimits.STRING);
        encoder.bool(order.dryRun);
        encoder.bool(order.proves);
    }

    private static SleepOrder decode(XdrDecoder decoder) throws XdrException {
        return new SleepOrder(
                decoder.string("target", RemoteLimits.STRING),
                XdrCodec.decodeOptional(decoder, "length", MILLIS),
                decoder.array("wake", WAYS, WAY),
                XdrCodec.decodeOptional(decoder, "delay", MILLIS),
                decoder.optionalString("guests", RemoteLimits.STRING),
                decoder.optionalString("on_early_wake", RemoteLimits.STRING),
                decoder.array("ignored_blockers", BLOCKERS, BLOCKER),
                decoder.optionalString("executor", RemoteLimits.STRING),
                decoder.bool("dry_run"),
                decoder.bool("proves"));
    }
}
