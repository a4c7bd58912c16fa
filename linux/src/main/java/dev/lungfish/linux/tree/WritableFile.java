package dev.lungfish.linux.tree;

/// A file of the host that was opened for writing, and was not changed by that.
interface WritableFile extends AutoCloseable {
    /// Writes a text in one go: what the kernel takes as one value, or the new content of a
    /// recorded file.
    void write(String text) throws HostFileException;

    @Override
    void close();

    static String tried(String text, String path) {
        return (text.isEmpty() ? "empty " : "write " + HostTree.quote(text.strip()) + " to ")
                + path;
    }
}
