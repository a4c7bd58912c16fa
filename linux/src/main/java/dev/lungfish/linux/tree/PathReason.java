package dev.lungfish.linux.tree;

import dev.lungfish.core.reason.Reason;

/// Why a file of this machine is not relied on.
public sealed interface PathReason extends Reason {
    /// A file, or a folder on the way to it, that others than root and the own user can change.
    ///
    /// @param path of the file or the folder
    /// @param mode the lowest twelve bits of it, in octal digits: `0777`
    /// @param owner the number of its user
    record PathChangeable(String path, String mode, int owner) implements PathReason {}
}
