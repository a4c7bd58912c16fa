package dev.lungfish.api;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.neighbour.HostIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How a host asks to be taken into a fleet.
///
/// @param token that an administrator of the fleet made for it, see [EnrolmentToken]
/// @param host its name and NICs
/// @param machine the machine's own UUID, in the usual form; empty where its firmware names none.
///   **Source:** SMBIOS type 1, as `/sys/class/dmi/id/product_uuid` has it
/// @param publicKey of the host, as PEM (`BEGIN PUBLIC KEY`): ECDSA on P-256; the private key never
///   leaves it
/// @param signature of [#signedBytes] by the private key, in Base64: the caller has it
public record EnrolmentRequest(
        @Bound(bytes = Bounds.PHRASE_BYTES) String token,
        HostIdentity host,
        @Bound(bytes = Bounds.ID_BYTES) Optional<String> machine,
        @Bound(bytes = Bounds.KEY_BYTES) String publicKey,
        @Bound(bytes = Bounds.PHRASE_BYTES) String signature) {

    /// How the signature is made. **Source:** the JDK's standard names of algorithms; its result is
    /// the DER sequence of RFC 3279 section 2.2.3.
    public static final String SIGNATURE_ALGORITHM = "SHA256withECDSA";

    /// The curve of the key. **Source:** SEC 2, as the JDK names it; also known as P-256.
    public static final String CURVE = "secp256r1";

    /// So that a signature for this purpose is none for another.
    private static final String PURPOSE = "lungfish enrolment 1";

    /// What the host signs: three lines in UTF-8, `lungfish enrolment 1`, the token, and the public
    /// key exactly as it is sent. Between them stands a line feed, after the last one nothing.
    ///
    /// @param token as it is sent
    /// @param publicKey as it is sent
    public static byte[] signedBytes(String token, String publicKey) {
        return String.join("\n", PURPOSE, token, publicKey).getBytes(StandardCharsets.UTF_8);
    }
}
