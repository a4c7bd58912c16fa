package dev.lungfish.linux.tree;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Files of a host that were opened for writing before they are needed, so that one that can't be
/// written is known before anything is changed. A file that was not opened before is opened for one
/// write alone.
///
/// Safe for use by several threads; a file that hangs holds up nobody else.
public final class OpenedFiles implements HostWriter, AutoCloseable {
    private final HostTree tree;
    private final ConcurrentMap<String, WritableFile> files = new ConcurrentHashMap<>();

    public OpenedFiles(HostTree tree) {
        this.tree = tree;
    }

    /// Opens a file for writing and keeps it open; does not change it.
    ///
    /// @throws HostFileException where it can't be opened
    public void open(String path) throws HostFileException {
        if (files.containsKey(path)) {
            return;
        }
        WritableFile file = tree.openForWriting(path);
        if (files.putIfAbsent(path, file) != null) {
            file.close();
        }
    }

    @Override
    public void write(String path, String text) throws HostFileException {
        WritableFile opened = files.get(path);
        if (opened != null) {
            opened.write(text);
            return;
        }
        try (WritableFile file = tree.openForWriting(path)) {
            file.write(text);
        }
    }

    /// Closes all. They can be opened again.
    @Override
    public void close() {
        for (String path : files.keySet()) {
            WritableFile file = files.remove(path);
            if (file != null) {
                file.close();
            }
        }
    }
}
