package dev.lungfish.linux.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The folder of a new record. Paths are as on the host. Not safe for use by several threads.
final class RecordFolder {
    private final Path root;
    private final UnaryOperator<String> names;
    private int files;

    private RecordFolder(Path root, UnaryOperator<String> names) {
        this.root = root;
        this.names = names;
    }

    /// Creates the folder, or takes an empty one.
    ///
    /// @param names gives each path the name under which it is recorded
    /// @throws RecordException if something is in it already, or it can't be made; nothing was
    ///   changed then
    static RecordFolder create(Path directory, UnaryOperator<String> names) throws RecordException {
        try {
            if (Files.exists(directory)) {
                if (!Files.isDirectory(directory)) {
                    throw new RecordException(
                            directory + " exists and is no directory; nothing was written");
                }
                try (Stream<Path> entries = Files.list(directory)) {
                    if (entries.findAny().isPresent()) {
                        throw new RecordException(
                                ("%s is not empty; name a new directory; nothing was" + " written")
                                        .formatted(directory));
                    }
                }
            }
            Files.createDirectories(directory);
            RecordFolder folder = new RecordFolder(directory, names);
            folder.directory("/sys");
            folder.directory("/proc");
            return folder;
        } catch (RecordException e) {
            throw e;
        } catch (IOException e) {
            throw new RecordException(
                    "%s can't be made: %s".formatted(directory, e.getMessage()), e);
        }
    }

    void text(String path, String content) throws IOException {
        bytes(path, content.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(String path, byte[] content) throws IOException {
        Path file = at(path);
        if (Files.exists(file)) {
            return;
        }
        directory(path.substring(0, path.lastIndexOf('/') + 1));
        Files.write(file, content);
        files++;
    }

    void directory(String path) throws IOException {
        Files.createDirectories(at(path));
    }

    /// Creates a relative link, and its target folder.
    ///
    /// @param target the target, as on the host
    void link(String path, String target) throws IOException {
        Path link = at(path);
        if (Files.exists(link)) {
            return;
        }
        directory(target);
        directory(path.substring(0, path.lastIndexOf('/') + 1));
        Path folder = link.getParent();
        if (folder != null) {
            Files.createSymbolicLink(link, folder.relativize(at(target)));
        }
    }

    /// How many files were written.
    int files() {
        return files;
    }

    private Path at(String path) {
        return root.resolve(names.apply(path).substring(1));
    }
}
