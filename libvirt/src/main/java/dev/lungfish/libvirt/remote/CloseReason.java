package dev.lungfish.libvirt.remote;

import java.util.Arrays;
import java.util.Optional;

/// Why a server ends a connection, as in its close event.
///
/// **Source:** `virConnectCloseReason` in `include/libvirt/libvirt-common.h`.
public enum CloseReason {
    ERROR(0),
    END_OF_FILE(1),
    KEEPALIVE(2),
    CLIENT(3);

    private final int raw;

    CloseReason(int raw) {
        this.raw = raw;
    }

    /// The number on the wire.
    public int raw() {
        return raw;
    }

    /// The reason with a number; empty for one that libvirt 9.0 does not have.
    public static Optional<CloseReason> of(int raw) {
        return Arrays.stream(values()).filter(reason -> reason.raw == raw).findFirst();
    }
}
