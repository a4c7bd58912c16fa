package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Evidence;
import java.util.List;
import java.util.Optional;

/// One active swap area, and whether an image in it would outlive a power-off.
///
/// **Source:** `/proc/swaps` (kernel `mm/swapfile.c`), with the block device's own folder in
/// `/sys/class/block`.
///
/// @param path the device or file as `/proc/swaps` names it
/// @param inFile true for a swap file, false for a partition or other device
/// @param device the block device's `major:minor`; empty where it is not known, always so for a
///   swap file
/// @param backing what the area rests on
/// @param backingEvidence how the backing is known
public record Swap(
        String path,
        boolean inFile,
        ByteCount size,
        ByteCount used,
        Optional<String> device,
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
        /// dm-crypt with a key that is made anew at each boot: the image could never be read again.
        RANDOM_KEY
    }

    public ByteCount free() {
        return size.minus(used);
    }
}
