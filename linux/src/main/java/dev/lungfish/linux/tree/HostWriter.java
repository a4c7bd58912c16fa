package dev.lungfish.linux.tree;

/// Writes files of a host.
@FunctionalInterface
public interface HostWriter {
    /// Writes a text with one write.
    ///
    /// @param path as on the host: `/sys/power/state`
    /// @throws HostFileException if the file can't be opened, or refuses the text
    void write(String path, String text) throws HostFileException;
}
