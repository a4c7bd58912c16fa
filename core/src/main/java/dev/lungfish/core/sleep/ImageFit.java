package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.sleep.SleepReadings.MemoryUse;
import java.util.Optional;

/// Whether the image of a host's memory fits into the free part of its swap.
///
/// The kernel reclaims memory until what is left is no larger than `image_size`, or nothing more
/// can be reclaimed, and writes that, compressed. So the image is what is used, at most
/// `image_size`, at least what can't be reclaimed. Its compression halves usual memory; less is not
/// promised by anybody. systemd-logind looks at `Active(anon)` alone and wants it to be at most 98
/// % of the free swap; we never say yes where it says no for that.
///
/// **Source:** kernel `kernel/power/snapshot.c` (`hibernate_preallocate_memory`), systemd
/// `src/shared/hibernate-util.c` (`HIBERNATION_SWAP_THRESHOLD`).
///
/// @param image the largest image to be expected, before compression
record ImageFit(ByteCount image, Verdict verdict) {
    private static final double LOGIND_SHARE_OF_FREE_SWAP = 0.98;

    enum Verdict {
        FITS,
        FITS_COMPRESSED,
        /// Too large, because the kernel is asked to keep more than it must.
        TOO_LARGE_AS_SET,
        TOO_LARGE
    }

    /// @param imageSize the kernel's `image_size`; where it is not known nothing is reclaimed
    static ImageFit of(MemoryUse memory, Optional<ByteCount> imageSize, ByteCount freeSwap) {
        ByteCount wanted =
                imageSize.map(size -> ByteCount.smaller(size, memory.used())).orElse(memory.used());
        ByteCount image = ByteCount.larger(wanted, memory.unreclaimable());
        return new ImageFit(image, judge(memory, image, freeSwap));
    }

    private static Verdict judge(MemoryUse memory, ByteCount image, ByteCount freeSwap) {
        if (memory.activeAnonymous().bytes() > freeSwap.bytes() * LOGIND_SHARE_OF_FREE_SWAP) {
            return Verdict.TOO_LARGE;
        }
        if (freeSwap.isAtLeast(image)) {
            return Verdict.FITS;
        }
        if (freeSwap.isAtLeast(compressed(image))) {
            return Verdict.FITS_COMPRESSED;
        }
        return freeSwap.isAtLeast(compressed(memory.unreclaimable()))
                ? Verdict.TOO_LARGE_AS_SET
                : Verdict.TOO_LARGE;
    }

    private static ByteCount compressed(ByteCount image) {
        return new ByteCount(image.bytes() / 2);
    }
}
