package dev.lungfish.libvirt.rpc;

import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import org.jspecify.annotations.Nullable;

/// An error on the wire. The guest and the network of libvirt's structure are never sent, and
/// skipped on reading.
///
/// @param code see [ErrorCode]; any number of libvirt's
/// @param domain see [ErrorDomain]; any number of libvirt's
/// @param message the full text: clients show it unchanged
/// @param level 0 none, 1 warning, 2 error
/// @param string1 by libvirt's habit the format of the message
/// @param string2 by libvirt's habit the detail in the message
/// @param int1 the operating system's error for [ErrorCode#SYSTEM_ERROR], otherwise -1
///
///   **Source:** `struct virNetMessageError` in `src/rpc/virnetprotocol.x`.
public record RpcError(
        int code,
        int domain,
        @Nullable String message,
        int level,
        @Nullable String string1,
        @Nullable String string2,
        @Nullable String string3,
        int int1,
        int int2) {

    /// The maximum bytes of any string in the protocol.
    public static final Limit STRING = new Limit("bytes of a string", 4_194_304);

    private static final int LEVEL_ERROR = 2;
    private static final int NO_NUMBER = -1;
    private static final int UUID_SIZE = 16;

    public static final XdrCodec<RpcError> CODEC = XdrCodec.of(RpcError::encode, RpcError::decode);

    /// An error with libvirt's text before the detail.
    ///
    /// @param detail the problem, its location, and the remedy
    public static RpcError of(ErrorCode code, ErrorDomain domain, String detail) {
        return new RpcError(
                code.number(),
                domain.number(),
                code.message(detail),
                LEVEL_ERROR,
                code.format(),
                detail,
                null,
                NO_NUMBER,
                NO_NUMBER);
    }

    /// A protocol error.
    public static RpcError rpc(String message) {
        return of(ErrorCode.RPC, ErrorDomain.RPC, message);
    }

    /// The answer to an unknown procedure. Exactly this form makes clients fall back to an older
    /// call, or report that the function is not supported.
    public static RpcError unknownProcedure(int procedure) {
        return rpc("unknown procedure: " + procedure);
    }

    /// The message, or the text that clients show if there is none.
    public String text() {
        return message == null ? "Unknown error" : message;
    }

    private static void encode(XdrEncoder encoder, RpcError error) {
        encoder.int32(error.code);
        encoder.int32(error.domain);
        encoder.optionalString("message", error.message, STRING);
        encoder.int32(error.level);
        encoder.bool(false); // no guest
        encoder.optionalString("str1", error.string1, STRING);
        encoder.optionalString("str2", error.string2, STRING);
        encoder.optionalString("str3", error.string3, STRING);
        encoder.int32(error.int1);
        encoder.int32(error.int2);
        encoder.bool(false); // no network
    }

    private static RpcError decode(XdrDecoder decoder) throws XdrException {
        int code = decoder.int32("code");
        int domain = decoder.int32("domain");
        String message = decoder.optionalString("message", STRING);
        int level = decoder.int32("level");
        if (decoder.bool("dom")) {
            skipNameAndUuid(decoder, "dom");
            decoder.int32("dom id");
        }
        String string1 = decoder.optionalString("str1", STRING);
        String string2 = decoder.optionalString("str2", STRING);
        String string3 = decoder.optionalString("str3", STRING);
        int int1 = decoder.int32("int1");
        int int2 = decoder.int32("int2");
        if (decoder.bool("net")) {
            skipNameAndUuid(decoder, "net");
        }
        return new RpcError(code, domain, message, level, string1, string2, string3, int1, int2);
    }

    private static void skipNameAndUuid(XdrDecoder decoder, String field) throws XdrException {
        decoder.string(field + " name", STRING);
        decoder.fixedOpaque(field + " uuid", UUID_SIZE);
    }
}
