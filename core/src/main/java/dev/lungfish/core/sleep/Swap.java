package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Evidence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One active swap area, and whether an image in it would outlive a power-off.
///
/// **Source:** `/proc/swaps` (kernel `mm/swapfile.c`), with the block device's own folder in
/// `/sys/class/block`.
///
/// @param path the device or file as `/proc/swaps` names it
/// @param inFile true for a swap file, false for a partition or other device
/// @param device the `major:minor` of the block device that it is, or that its file system is on;
///   empty where it is not known
/// @param offset of a swap file: the page of the device at which it begins; empty where that is not
///   known
/// @param backing what the area rests on
/// @param backingEvidence how the backing is known
public record Swap(
        String path,
        boolean inFile,
        ByteCount size,
        ByteCount used,
        Optional<String> device,
        Optional<Long> offset,
        Backing backing,
        List<Evidence> backingEvidence) {
    public Swap {
        backingEvidence = List.copyOf(backingEvidence);
    }

    /// What a swap area rests on.
    public enum Backing {
        /// A disk, encrypted or not, whose content can be read again at the next boot.
        LASTING,
        /// Compressed memory: gone with the power.
        COMPRESSED_MEMORY,
        /// A disk in memory: gone with the power.
        MEMORY,
        /// dm-crypt with a key that is made anew at each boot: the image could never be read again.
        RANDOM_KEY,
        /// A disk of another host: it is there only after the network is.
        NETWORK,
        /// A ZFS volume: it is there only after its pool is imported, which changes the pool.
        ZFS_VOLUME,
        /// None of the kinds of devices that are known here.
        NOT_RECOGNISED
    }

    /// Where an image in a swap begins, as the kernel compares it with what it was told.
    ///
    /// @param device `major:minor`
    /// @param offset in pages; 0 for a partition
    public record Place(String device, long offset) {

        // Written out, as each start compares some; see Evidence.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place(String itsDevice, long itsOffset)
                    && device.equals(itsDevice)
                    && offset == itsOffset;
        }

        @Override
        public int hashCode() {
            return 31 * device.hashCode() + Long.hashCode(offset);
        }

        @Override
        public String toString() {
            return device + ", offset " + offset;
        }
    }

    /// Where it lies; empty where that is not known.
    ///
    /// **Source:** kernel `kernel/power/swap.c`, `swsusp_swap_check()`; `mm/swapfile.c`,
    /// `swap_type_of()`.
    public Optional<Place> place() {
        return device.flatMap(
                number -> (inFile ? offset : Optional.of(0L)).map(page -> new Place(number, page)));
    }

    public ByteCount free() {
        return size.minus(used);
    }
}
