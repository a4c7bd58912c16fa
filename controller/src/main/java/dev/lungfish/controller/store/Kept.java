package dev.lungfish.controller.store;

import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import dev.lungfish.rpc.DerivedCodec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// How whole values stand in a column: as they would travel, in Base64, after a fingerprint of
/// their form. One of another version of the program is not understood.
final class Kept<T> {
    static final Kept<FleetHost> HOST = new Kept<>(FleetHost.class);
    static final Kept<CheckIn> CALL = new Kept<>(CheckIn.class);

    private static final int FINGERPRINT_DIGITS = 16;

    private final DerivedCodec<T> codec;
    private final String prefix;

    private Kept(Class<T> type) {
        codec = DerivedCodec.answer(type);
        prefix = fingerprint(codec.declaration()) + ":";
    }

    String text(T value) {
        XdrEncoder encoder = new XdrEncoder();
        codec.encode(encoder, value);
        return prefix + Base64.getEncoder().encodeToString(encoder.toByteArray());
    }

    /// Empty where another version wrote it.
    Optional<T> value(String text) {
        if (!text.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            byte[] content = Base64.getDecoder().decode(text.substring(prefix.length()));
            return Optional.of(codec.decode(new XdrDecoder(content)));
        } catch (XdrException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String fingerprint(String declaration) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(declaration.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }
}
