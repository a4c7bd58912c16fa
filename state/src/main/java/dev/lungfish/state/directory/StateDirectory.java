package dev.lungfish.state.directory;

import dev.lungfish.core.bound.Bounds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a host keeps requests and their outcomes.
///
/// @param path the directory; it need not exist yet
/// @param mode with which it is made
public record StateDirectory(Path path, String mode) {
    /// For root: others may look at what the host does; nothing there is secret.
    private static final String FOR_ALL = "rwxr-xr-x";

    /// What the name of a file that was set aside has behind its first one, before a number.
    private static final String UNREADABLE = ".unreadable-";

    private static final String FOR_ME = "rwx------";

    /// The directory that is meant.
    ///
    /// @param named the one that was named; taken as it is
    /// @param root the record that stands for the host; its own `/var/lib/lungfish` is taken then,
    ///   so that a record and this machine never share one
    /// @param environment of the process
    /// @param isRoot whether root runs the process
    public static StateDirectory of(
            Optional<Path> named,
            Optional<Path> root,
            Map<String, String> environment,
            boolean isRoot) {
        String mode = isRoot ? FOR_ALL : FOR_ME;
        if (named.isPresent()) {
            return new StateDirectory(named.get(), mode);
        }
        if (root.isPresent()) {
            return new StateDirectory(root.get().resolve("var/lib/lungfish"), mode);
        }
        if (isRoot) {
            return new StateDirectory(Path.of("/var/lib/lungfish"), mode);
        }
        String ofUser = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base =
                // The specification has relative paths ignored.
                ofUser.startsWith("/")
                        ? Path.of(ofUser)
                        : Path.of(environment.getOrDefault("HOME", "/"), ".local", "state");
        return new StateDirectory(base.resolve("lungfish"), mode);
    }

    public boolean exists() {
        return Files.isDirectory(path);
    }

    /// Makes the directory where it is missing, so that a power cut does not lose it again.
    ///
    /// @throws StateException where it can't be made
    public void create() throws StateException {
        if (exists()) {
            return;
        }
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
            if (parent != null) {
                sync(parent);
            }
        } catch (IOException e) {
            throw StateException.of("make the state directory", path, e);
        }
    }

    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    public Path lock() {
        return path.resolve("lock");
    }

    public Path current() {
        return path.resolve("current.json");
    }

    public Path cancel() {
        return path.resolve("cancel");
    }

    public Path wakeups() {
        return path.resolve("wakeups.json");
    }

    public Path wakeupsLock() {
        return path.resolve("wakeups.lock");
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /// Makes the file that replaces another one, so that nobody but its owner ever reads it.
    public void prepareSecretly(Path file) throws StateException {
        Path fresh = fresh(file);
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw StateException.of("make", fresh, e);
        }
    }

    private static Path fresh(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    public Path cpuValues() {
        return path.resolve("cpu-values.json");
    }

    /// Syncs the directory's own entries to the disk.
    public void sync() throws IOException {
        sync(path);
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Replaces a file of the directory whole: whoever reads it sees the old content or the new.
    ///
    /// @param durable whether the content must outlive a power cut
    /// @throws StateException also if it is longer than is read back; the file stays as it was
    public void replace(Path file, byte[] content, boolean durable) throws StateException {
        if (content.length > Bounds.FILE_BYTES) {
            throw new StateException(
                    new StateReason.StateFileFull(file.toString(), Bounds.FILE_BYTES));
        }
        Path fresh = fresh(file);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            fresh,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE))) {
                write(channel, ByteBuffer.wrap(content));
                if (durable) {
                    channel.force(true);
                }
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            if (durable) {
                sync();
            }
        } catch (IOException e) {
            throw StateException.of("write", file, e);
        }
    }

    /// The content of a file of the directory; empty where it does not exist.
    public Optional<byte[]> content(Path file) throws StateException {
        try (var in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(Bounds.FILE_BYTES + 1);
            if (content.length > Bounds.FILE_BYTES) {
                throw new StateException(
                        new StateReason.StateFileTooLong(file.toString(), Bounds.FILE_BYTES));
            }
            return Optional.of(content);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw StateException.of("read", file, e);
        }
    }

    /// Gives a file that can't be read another name, which no other file has.
    ///
    /// @return under which it is kept
    public Path setAside(Path file) throws StateException {
        String name = file.getFileName() + UNREADABLE;
        int number = 1;
        while (Files.exists(path.resolve(name + number), LinkOption.NOFOLLOW_LINKS)) {
            number++;
        }
        Path kept = path.resolve(name + number);
        try {
            Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
            sync();
            return kept;
        } catch (IOException e) {
            throw StateException.of("set aside", file, e);
        }
    }

    /// The files that were set aside, in the order of their names; none if they can't be listed.
    public List<Path> unreadable() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + UNREADABLE + "*")) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            return found.stream().sorted().toList();
        } catch (IOException | DirectoryIteratorException _) {
            return List.of();
        }
    }

    public static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
