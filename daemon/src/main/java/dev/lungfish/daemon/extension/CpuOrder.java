package dev.lungfish.daemon.extension;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An order for the processors.
///
/// @param action `set`, `profile` or `restore`
/// @param settings with `set`: `governor=performance` and its like
/// @param processors with `set`: for which, `0-3,8`; null for all
/// @param profile with `profile`: its name
/// @param json whether the answer is wanted as JSON
public record CpuOrder(
        String action,
        List<String> settings,
        @Nullable String processors,
        @Nullable String profile,
        boolean json) {
    private static final Limit SETTINGS = new Limit("settings", 64);
    private static final XdrCodec<String> TEXT =
            XdrCodec.string("settings item", RemoteLimits.STRING);

    public static final XdrCodec<CpuOrder> CODEC =
            XdrCodec.of(
                    (encoder, order) -> {
                        encoder.string("action", order.action, RemoteLimits.STRING);
                        encoder.array("settings", order.settings, SETTINGS, TEXT);
                        XdrCodec.encodeOptional(encoder, order.processors, TEXT);
                        XdrCodec.encodeOptional(encoder, order.profile, TEXT);
                        XdrCodec.bool("json").encode(encoder, order.json);
                    },
                    decoder ->
                            new CpuOrder(
                                    decoder.string("action", RemoteLimits.STRING),
                                    decoder.array("settings", SETTINGS, TEXT),
                                    XdrCodec.decodeOptional(decoder, "processors", TEXT),
                                    XdrCodec.decodeOptional(decoder, "profile", TEXT),
                                    XdrCodec.bool("json").decode(decoder)));

    public CpuOrder {
        settings = List.copyOf(settings);
    }
}
