package dev.lungfish.rpc;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.Base64;
import java.util.Optional;

/// A reason within libvirt's error: its third string is `lungfish.reason/1 ` and the reason as
/// answers have it, in base64. libvirt's clients show the message alone.
public final class CodedError {
    private static final String START = "lungfish.reason/1 ";

    /// A refusal is short; one that is longer goes in words alone.
    private static final int MOST_BYTES = 256 * 1024;

    private static final DerivedCodec<Reason> CODEC = DerivedCodec.answer(Reason.class);

    private CodedError() {}

    /// An error with a reason.
    ///
    /// @param message what clients show
    public static RpcError of(ErrorCode code, Reason reason, String message) {
        RpcError error = RpcError.of(code, ErrorDomain.NONE, message);
        return new RpcError(
                error.code(),
                error.domain(),
                error.message(),
                error.level(),
                error.string1(),
                error.string2(),
                coded(reason).orElse(null),
                error.int1(),
                error.int2());
    }

    private static Optional<String> coded(Reason reason) {
        if (reason.code().equals(ReceivedReason.UNCODED)) {
            return Optional.empty();
        }
        XdrEncoder encoder = new XdrEncoder();
        CODEC.encode(encoder, reason);
        byte[] bytes = encoder.toByteArray();
        return bytes.length > MOST_BYTES
                ? Optional.empty()
                : Optional.of(START + Base64.getEncoder().encodeToString(bytes));
    }

    /// The reason in an error; empty where it has none, or one that can't be read.
    public static Optional<Reason> reason(RpcError error) {
        String third = error.string3();
        if (third == null || !third.startsWith(START)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(third.substring(START.length()));
            return Optional.of(CODEC.decode(new XdrDecoder(bytes, 0)));
        } catch (XdrException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
