package dev.lungfish.core.procedure;

/// A guest that is put aside for the sleep.
///
/// @param uuid which names it for good
/// @param name which people call it
public record PreparedGuest(String uuid, String name) {}
