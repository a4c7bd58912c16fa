package dev.lungfish.linux.tree;

import dev.lungfish.core.reason.Reason;
import java.util.Optional;

/// Why a file of the host could not be written.
public sealed interface HostFileReason extends Reason {

    /// The kernel refused or failed.
    ///
    /// @param error the kernel's name of the error; empty where it has none
    record HostFileFailed(String attempt, String found, Optional<String> error)
            implements HostFileReason {}
}
