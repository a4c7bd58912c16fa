package dev.lungfish.bench.fuzz;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import dev.lungfish.rpc.Calls;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An XDR value of libvirt's calls or of ours. The first byte chooses the codec.
public final class ValuesTarget {
    private static final List<XdrCodec<?>> CODECS = codecs();

    private ValuesTarget() {}

    private static List<XdrCodec<?>> codecs() {
        List<Procedure<?, ?>> procedures = new ArrayList<>(Remote.PROCEDURES);
        for (Field field : Calls.class.getFields()) {
            try {
                if (field.get(null) instanceof Procedure<?, ?> ours) {
                    procedures.add(ours);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        List<XdrCodec<?>> codecs = new ArrayList<>(List.of(RpcError.CODEC));
        for (Procedure<?, ?> procedure : procedures) {
            codecs.add(procedure.arguments());
            codecs.add(procedure.result());
        }
        return codecs;
    }

    /// Takes one value.
    public static void fuzzerTestOneInput(byte[] bytes) throws XdrException {
        if (bytes.length > 0) {
            readBack(CODECS.get((bytes[0] & 0xff) % CODECS.size()), bytes);
        }
    }

    private static <T> void readBack(XdrCodec<T> codec, byte[] bytes) throws XdrException {
        T value;
        try {
            value = codec.decode(new XdrDecoder(bytes, 1));
        } catch (XdrException _) {
            return;
        }
        byte[] written = encode(codec, value);
        byte[] again = encode(codec, codec.decode(new XdrDecoder(written, 0)));
        if (!Arrays.equals(written, again)) {
            throw new IllegalStateException("another value is read back: " + value);
        }
    }

    private static <T> byte[] encode(XdrCodec<T> codec, T value) {
        XdrEncoder encoder = new XdrEncoder();
        codec.encode(encoder, value);
        return encoder.toByteArray();
    }
}
