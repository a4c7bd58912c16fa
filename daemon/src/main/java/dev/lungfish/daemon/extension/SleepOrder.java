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
public record SleepOrder(
        String target,
        long lengthMillis,
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
    private static final XdrCodec<Long> MILLIS = XdrCodec.int64("delay");

    public static final XdrCodec<SleepOrder> CODEC =
            XdrCodec.of(SleepOrder::encode, SleepOrder::decode);

    public SleepOrder {
        ignoredBlockers = List.copyOf(ignoredBlockers);
    }

    private static void encode(XdrEncoder encoder, SleepOrder order) {
        encoder.string("target", order.target, RemoteLimits.STRING);
        encoder.int64(order.lengthMillis);
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
                decoder.int64("length"),
                XdrCodec.decodeOptional(decoder, "delay", MILLIS),
                decoder.optionalString("guests", RemoteLimits.STRING),
                decoder.optionalString("on_early_wake", RemoteLimits.STRING),
                decoder.array("ignored_blockers", BLOCKERS, BLOCKER),
                decoder.optionalString("executor", RemoteLimits.STRING),
                decoder.bool("dry_run"),
                decoder.bool("proves"));
    }
}
