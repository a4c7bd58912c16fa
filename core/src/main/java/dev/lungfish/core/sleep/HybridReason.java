package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.reason.Reason;

/// Why the kernel can or can't write an image and suspend to RAM after it.
public sealed interface HybridReason extends Reason {
    /// The reason `disk-half-missing`.
    ///
    /// @param support for suspend-to-disk: unsupported or unknown
    /// @param cause why
    record DiskHalfMissing(Support support, Reason cause) implements HybridReason {}

    record MemHalfMissing() implements HybridReason {}

    record DiskNeverSuspends() implements HybridReason {}

    record DiskCanSuspend(boolean onlyToIdle) implements HybridReason {}
}
