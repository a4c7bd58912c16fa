package dev.lungfish.linux.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the kernel tells files by: device and inode.
public record FileIdentity(long device, long inode) {

    /// That of a file, or of what a descriptor under `/proc/self/fd` has open.
    public static Optional<FileIdentity> of(Path file) {
        try {
            Map<String, Object> found = Files.readAttributes(file, "unix:dev,ino");
            return found.get("dev") instanceof Long device && found.get("ino") instanceof Long inode
                    ? Optional.of(new FileIdentity(device, inode))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /// As in `JOURNAL_STREAM`: `8:1234`.
    @Override
    public String toString() {
        return device + ":" + inode;
    }
}
