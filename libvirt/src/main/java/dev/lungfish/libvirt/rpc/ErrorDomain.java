package dev.lungfish.libvirt.rpc;

import java.util.Arrays;
import java.util.Optional;

/// The part of libvirt in which an error occurred.
///
/// **Source:** `enum virErrorDomain` in `include/libvirt/virterror.h`.
public enum ErrorDomain {
    /// Also all errors of the host's sleep.
    NONE(0),
    RPC(7),
    QEMU(10),
    REMOTE(13),
    /// The public functions, with [ErrorCode#NO_SUPPORT] and [ErrorCode#OPERATION_DENIED].
    API(20),
    SYSINFO(37),
    CAPABILITIES(44),
    ACCESS(55),
    SYSTEMD(56),
    POLKIT(60);

    private final int number;

    ErrorDomain(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// The domain with a number; empty for one of the many that are not here.
    public static Optional<ErrorDomain> of(int number) {
        return Arrays.stream(values()).filter(domain -> domain.number == number).findFirst();
    }
}
