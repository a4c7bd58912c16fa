package dev.lungfish.linux.tree;

/// A file of the host that is open for writing. Opening does not change it.
interface WritableFile extends AutoCloseable {
    /// Writes a text with one write: one value for the kernel, or the new content of a recorded
    /// file.
    void write(String text) throws HostFileException;

    @Override
    void close();

    static String tried(String text, String path) {
        return (text.isEmpty() ? "empty " : "write " + HostTree.quote(text.strip()) + " to ")
                + path;
    }
}
