package dev.lungfish.core.sleep;

/// A lock that some program holds so that the host does not sleep, or sleeps later.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, `ListInhibitors()`.
///
/// @param what what is inhibited, colon-separated: `sleep:shutdown`
/// @param who the program, in its own words
/// @param why its reason, in its own words
/// @param mode `block`, `delay` or `block-weak`
public record Inhibitor(
        String what, String who, String why, String mode, long userId, long processId) {}
