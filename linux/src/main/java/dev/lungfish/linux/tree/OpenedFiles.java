package dev.lungfish.linux.tree;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Files of a host that are opened for writing before they are needed, so that unwritable files are
/// detected before anything is changed. A file that was not opened before is opened for one write
/// only.
///
/// Safe for use by several threads; a hanging file does not block other threads.
public final class OpenedFiles implements HostWriter, AutoCloseable {
    private final HostTree tree;
    private final ConcurrentMap<String, WritableFile> files = new ConcurrentHashMap<>();

    public OpenedFiles(HostTree tree) {
        this.tree = tree;
    }

    /// Opens a file for writing and keeps it open; does not change it.
    ///
    /// @throws HostFileException if it can't be opened
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
