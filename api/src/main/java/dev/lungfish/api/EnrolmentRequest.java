package dev.lungfish.api;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.neighbour.HostIdentity;
import java.util.Optional;

/// How a host asks to be taken into a fleet.
///
/// @param token that an administrator of the fleet made for it
/// @param host its name and NICs
/// @param machine the machine's own UUID, in the usual form; empty where its firmware names none.
///   **Source:** SMBIOS type 1, as `/sys/class/dmi/id/product_uuid` has it
/// @param publicKey of the host, as PEM (`BEGIN PUBLIC KEY`); the private key never leaves it
/// @param signature over the token and the public key by the private key, in Base64: the caller has
///   it
public record EnrolmentRequest(
        @Bound(bytes = Bounds.PHRASE_BYTES) String token,
        HostIdentity host,
        @Bound(bytes = Bounds.ID_BYTES) Optional<String> machine,
        @Bound(bytes = Bounds.KEY_BYTES) String publicKey,
        @Bound(bytes = Bounds.PHRASE_BYTES) String signature) {}
