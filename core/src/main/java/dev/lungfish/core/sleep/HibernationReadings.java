package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import java.util.List;

/// What must be known of a host before an image of its memory can be written and, above all, read
/// again.
///
/// **Source:** kernel `Documentation/ABI/testing/sysfs-power`, `Documentation/power/swsusp.rst`,
/// `Documentation/power/swsusp-and-swap-files.rst`.
///
/// @param diskMode `/sys/power/disk`: what happens after the image is written; `[disabled]` where
///   hibernation is off
/// @param imageSize `/sys/power/image_size`: the size to which the kernel tries to shrink the image
/// @param resumeDevice `/sys/power/resume`, `major:minor`; `0:0` where none is set
/// @param resumeOffset `/sys/power/resume_offset`, in pages; for a swap file; 0 where none is set
/// @param swaps the active swap areas
/// @param memory `/proc/meminfo`
/// @param commandLine the words of `/proc/cmdline`
/// @param lockdown `/sys/kernel/security/lockdown`
/// @param hibernateLocation whether the EFI variable is set by which systemd finds its image
/// @param efi whether the host was started by EFI firmware
public record HibernationReadings(
        Reading<Choice> diskMode,
        Reading<ByteCount> imageSize,
        Reading<String> resumeDevice,
        Reading<Long> resumeOffset,
        Reading<List<Swap>> swaps,
        Reading<MemoryUse> memory,
        Reading<List<String>> commandLine,
        Reading<Choice> lockdown,
        Reading<Boolean> hibernateLocation,
        Reading<Boolean> efi) {}
