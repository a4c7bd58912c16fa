package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;

/// How much of a host's memory is in use, and how.
///
/// **Source:** kernel `Documentation/filesystems/proc.rst`, `/proc/meminfo`.
///
/// @param total `MemTotal`
/// @param free `MemFree`
/// @param available `MemAvailable`: what could be had without swapping
/// @param activeAnonymous `Active(anon)`: memory of programs that is in use and has no file behind
///   it
public record MemoryUse(
        ByteCount total, ByteCount free, ByteCount available, ByteCount activeAnonymous) {

    /// All that holds something: an image without any reclaim would hold this.
    public ByteCount used() {
        return total.minus(free);
    }

    /// What can't be dropped: the least that an image must hold.
    public ByteCount unreclaimable() {
        return total.minus(available);
    }
}
