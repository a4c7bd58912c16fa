package dev.lungfish.core.sleep;

import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// What the kernel can or can't do of the states in which memory stays powered.
public sealed interface SuspendReason extends Reason {
    /// The reason `state-offered`.
    ///
    /// @param word of `/sys/power/state`
    record StateOffered(String word) implements SuspendReason {}

    record StateNotOffered(String word, List<String> offered) implements SuspendReason {}

    record NoStateOffered() implements SuspendReason {}

    record MemCanBeIdle() implements SuspendReason {}

    record MemCanBeStandby() implements SuspendReason {}

    record MemIsDeep() implements SuspendReason {}

    /// The reason `mem-can-be-deep`.
    ///
    /// @param chosen what it is instead, as it is set
    record MemCanBeDeep(Optional<String> chosen) implements SuspendReason {}

    record MemNeverDeep(List<String> offered) implements SuspendReason {}

    /// The reason `mem-always-deep`.
    ///
    /// @param since the first kernel whose `mem` can mean something else
    record MemAlwaysDeep(String since) implements SuspendReason {}

    /// The reason `mem-meaning-unknown`.
    ///
    /// @param since the first kernel that says what `mem` means
    record MemMeaningUnknown(String since) implements SuspendReason {}
}
