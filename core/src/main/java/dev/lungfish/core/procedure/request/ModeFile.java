package dev.lungfish.core.procedure.request;

/// A file that says what a word of `/sys/power/state` means, with the word that it had chosen
/// before it was changed.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-power`, `mem_sleep` and `disk`.
///
/// @param file `/sys/power/mem_sleep` or `/sys/power/disk`
/// @param before the word that was chosen
public record ModeFile(String file, String before) {}
