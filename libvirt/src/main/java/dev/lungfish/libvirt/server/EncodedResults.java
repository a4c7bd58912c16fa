package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Results of calls that compute, as bytes. A handler may give the same result to several clients,
/// which is then encoded once: to encode a long one costs as much as many short calls. Results
/// don't change. Safe for use by several threads.
final class EncodedResults {
    private static final XdrCodec<byte[]> AS_IT_IS =
            XdrCodec.of(
                    XdrEncoder::fixedOpaque,
                    decoder -> decoder.fixedOpaque("payload", decoder.remaining()));

    private final Map<Procedure<?, ?>, Last> last = new ConcurrentHashMap<>();

    /// @param payload empty until the same result was given twice
    private record Last(WeakReference<Object> result, Optional<ByteBuffer> payload) {}

    /// The frame with a result.
    <R> ByteBuffer frame(FrameHeader reply, Procedure<?, R> procedure, R result) {
        Last known = last.get(procedure);
        if (known == null || !known.result.refersTo(result)) {
            last.put(procedure, new Last(new WeakReference<>(result), Optional.empty()));
            return Frame.encode(reply, procedure.result(), result);
        }
        if (known.payload.isPresent()) {
            return Frame.encode(reply, AS_IT_IS, known.payload.get().array());
        }
        XdrEncoder encoder = new XdrEncoder();
        procedure.result().encode(encoder, result);
        byte[] payload = encoder.toByteArray();
        last.put(procedure, new Last(known.result, Optional.of(ByteBuffer.wrap(payload))));
        return Frame.encode(reply, AS_IT_IS, payload);
    }
}
