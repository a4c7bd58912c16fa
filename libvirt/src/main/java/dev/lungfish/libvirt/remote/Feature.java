package dev.lungfish.libvirt.remote;

import java.util.Arrays;
import java.util.Optional;

/// A feature that a client asks for before it uses it.
///
/// **Source:** `virDrvFeature` in `src/libvirt_internal.h`.
public enum Feature {
    MIGRATION_V1(1),
    REMOTE(2),
    MIGRATION_V2(3),
    MIGRATION_P2P(4),
    MIGRATION_DIRECT(5),
    MIGRATION_V3(6),
    MIGRATE_CHANGE_PROTECTION(7),
    FD_PASSING(8),
    TYPED_PARAM_STRING(9),
    /// Requested before the connection is opened; from then on the server pings.
    PROGRAM_KEEPALIVE(10),
    XML_MIGRATABLE(11),
    MIGRATION_OFFLINE(12),
    MIGRATION_PARAMS(13),
    REMOTE_EVENT_CALLBACK(14),
    REMOTE_CLOSE_CALLBACK(15),
    NETWORK_UPDATE_HAS_CORRECT_ORDER(16);

    private final int raw;

    Feature(int raw) {
        this.raw = raw;
    }

    /// The number on the wire.
    public int raw() {
        return raw;
    }

    /// The feature with a number; empty for one that libvirt 9.0 does not have.
    public static Optional<Feature> of(int raw) {
        return Arrays.stream(values()).filter(feature -> feature.raw == raw).findFirst();
    }
}
