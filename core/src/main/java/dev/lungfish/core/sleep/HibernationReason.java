package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// Why the kernel can or can't write an image of memory and find it again.
public sealed interface HibernationReason extends Reason {
    record KernelLockedDown(Optional<String> mode) implements HibernationReason {}

    /// The reason `hibernation-switched-off`.
    ///
    /// @param option of the kernel's command line
    record HibernationSwitchedOff(String option) implements HibernationReason {}

    record HibernationDisabled() implements HibernationReason {}

    record DiskNotOffered() implements HibernationReason {}

    record NoSwap() implements HibernationReason {}

    record SwapKeyNotKept() implements HibernationReason {}

    record SwapInMemory() implements HibernationReason {}

    record SwapInRamDisk(String swap) implements HibernationReason {}

    record SwapOnNetwork(String swap) implements HibernationReason {}

    record SwapOnZfsVolume(String swap) implements HibernationReason {}

    record SwapNotRecognised(String swap) implements HibernationReason {}

    /// The reason `resume-switched-off`.
    ///
    /// @param option of the kernel's command line
    record ResumeSwitchedOff(String option) implements HibernationReason {}

    /// The reason `resume-device-not-set`.
    ///
    /// @param taken the swap that the kernel would take by itself: the first that was switched on
    record ResumeDeviceNotSet(String taken) implements HibernationReason {}

    /// The reason `resume-named-not-set`: this boot did not do what its command line asks for.
    ///
    /// @param option of the kernel's command line
    /// @param taken the swap that the kernel would take by itself: the first that was switched on
    record ResumeNamedNotSet(String option, String taken) implements HibernationReason {}

    record ResumeDeviceUnknown(SourceReason cause) implements HibernationReason {}

    /// An EFI variable may name the place of the image, if systemd is new enough.
    record ResumeByEfiUncertain() implements HibernationReason {}

    record ResumeDeviceIsNoSwap(String device, List<String> swaps) implements HibernationReason {}

    record ResumeOffsetNotSet(String swap) implements HibernationReason {}

    /// The reason `resume-place-is-no-swap`.
    ///
    /// @param named the place at which a boot would look
    /// @param place where the swap is
    record ResumePlaceIsNoSwap(String named, String swap, String place)
            implements HibernationReason {}

    /// The reason `swap-place-unknown`.
    ///
    /// @param named the place at which a boot would look
    record SwapPlaceUnknown(String named, String swap) implements HibernationReason {}

    /// The reason `zfs-in-use`: a warning.
    ///
    /// @param kernel what the kernel can do
    record ZfsInUse(Reason kernel) implements HibernationReason {}

    record ImageFits(ByteCount image, ByteCount free, String swap) implements HibernationReason {}

    record ImageFitsCompressed(ByteCount image, ByteCount free, String swap)
            implements HibernationReason {}

    record SwapTooSmall(ByteCount image, ByteCount free, String swap, ByteCount needed)
            implements HibernationReason {}

    /// The kernel is asked to keep more than it must.
    record SwapTooSmallAsSet(ByteCount image, ByteCount free, String swap)
            implements HibernationReason {}

    /// Why the kernel can or can't write an image and suspend to RAM after it.
    sealed interface HybridReason extends Reason {
        /// The reason `disk-half-missing`.
        ///
        /// @param support for suspend-to-disk: unsupported or unknown
        /// @param cause why
        record DiskHalfMissing(Support support, Reason cause) implements HybridReason {}

        record MemHalfMissing() implements HybridReason {}

        record DiskNeverSuspends() implements HybridReason {}

        record DiskCanSuspend(boolean onlyToIdle) implements HybridReason {}
    }
}
