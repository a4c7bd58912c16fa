package dev.lungfish.linux.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Set;

/// A file of a record, which is an ordinary one: it is truncated before each text. It is looked up
/// anew each time, as an emulated kernel may replace it, and never created. A read-only file is
/// refused to root too, as the kernel does.
///
/// **Source:** Linux `fs/kernfs/file.c`, `kernfs_fop_open()`: `EACCES` for everybody if the mode
/// has no bit for writing.
record RecordedFile(HostTree tree, String path) implements WritableFile {
    private static final Set<PosixFilePermission> WRITERS =
            Set.of(
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_WRITE);

    static RecordedFile open(HostTree tree, String path) throws HostFileException {
        RecordedFile file = new RecordedFile(tree, path);
        String tried = "open " + path + " for writing";
        try (FileChannel _ = file.channel(tried, Set.of(StandardOpenOption.WRITE))) {
            return file;
        } catch (IOException e) {
            throw named(tried, e);
        }
    }

    @Override
    public void write(String text) throws HostFileException {
        String tried = WritableFile.tried(text, path);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel =
                channel(
                        tried,
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw named(tried, e);
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private FileChannel channel(String tried, Set<StandardOpenOption> how) throws IOException {
        Path file =
                tree.locate(path)
                        .orElseThrow(() ->
                                new HostFileException(
                                        tried, "a link that leads out of the record", ""));
        if (Files.isDirectory(file)) {
            throw new HostFileException(tried, "a directory where a file should be", "EISDIR");
        }
        if (!Files.isRegularFile(file) && Files.exists(file)) {
            throw new HostFileException(tried, "not a regular file", "");
        }
        if (Files.getPosixFilePermissions(file).stream().noneMatch(WRITERS::contains)) {
            throw new HostFileException(tried, "nobody may write it", "EACCES");
        }
        Set<OpenOption> options = new HashSet<>(how);
        options.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options);
    }

    private static HostFileException named(String tried, IOException e) {
        return e instanceof HostFileException told ? told : HostFileException.of(tried, e);
    }
}
