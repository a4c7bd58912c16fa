package dev.lungfish.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Builds the files of a host in a folder of a test. Paths are written as on the host.
public final class HostFiles {
    private final Path root;

    private HostFiles(Path root) {
        this.root = root;
    }

    /// An empty host: a folder with an empty `sys` and an empty `proc`.
    public static HostFiles in(Path folder) {
        return new HostFiles(folder).directory("/sys").directory("/proc");
    }

    /// A copy of a recorded machine, to be changed.
    public static HostFiles copyOf(RecordedMachine machine, Path folder) {
        try (Stream<Path> entries = Files.walk(machine.path())) {
            for (Path entry : entries.toList()) {
                Path target = folder.resolve(machine.path().relativize(entry).toString());
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entry, target, LinkOption.NOFOLLOW_LINKS);
                }
            }
            return HostFiles.in(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path root() {
        return root;
    }

    /// Writes a file, with its parent folders, and returns the host.
    public HostFiles file(String path, String content) {
        return file(path, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /// Writes a file, with its parent folders, and returns the host.
    public HostFiles file(String path, byte[] content) {
        try {
            Files.createDirectories(at(path).getParent());
            Files.write(at(path), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The content of a file.
    public String text(String path) {
        try {
            return Files.readString(at(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HostFiles directory(String path) {
        try {
            Files.createDirectories(at(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes a symbolic link.
    ///
    /// @param target the text of the link, normally relative
    public HostFiles link(String path, String target) {
        try {
            Files.createDirectories(at(path).getParent());
            Files.createSymbolicLink(at(path), Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path at(String path) {
        return root.resolve(path.substring(1));
    }
}
