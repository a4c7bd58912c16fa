package dev.lungfish.linux.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What of a record is written to, besides the files that [HostTree] opens: it must lie in the
/// record itself. A record may come from anybody, and a link in it would lead anywhere; a pipe or a
/// device would block.
final class RecordBounds {
    /// Where requests are kept, and where sockets are made.
    private static final List<String> WRITTEN =
            List.of("var/lib/lungfish", "run/lungfish", "run/libvirt");

    private static final int LEVELS = 3;

    /// **Source:** inode(7), `S_IFMT` and `S_IFSOCK`.
    private static final int KIND = 0170000;

    private static final int SOCKET = 0140000;

    private RecordBounds() {}

    /// @throws NotARecordException if something would be written elsewhere
    static void check(Path root) throws NotARecordException {
        for (String folder : WRITTEN) {
            checkWay(root, folder);
            Path there = root.resolve(folder);
            if (Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
                checkContent(there);
            }
        }
    }

    private static void checkWay(Path root, String folder) throws NotARecordException {
        Path at = root;
        for (Path name : Path.of(folder)) {
            at = at.resolve(name);
            if (Files.isSymbolicLink(at)) {
                throw new NotARecordException(new RecordReason.RecordWrittenByLink(at.toString()));
            }
        }
    }

    private static void checkContent(Path folder) throws NotARecordException {
        List<Path> content;
        try (Stream<Path> all = Files.walk(folder, LEVELS)) {
            content = all.toList();
        } catch (IOException | UncheckedIOException e) {
            throw new NotARecordException(
                    new RecordReason.RecordUnreadable(
                            folder.toString(), String.valueOf(e.getMessage())));
        }
        for (Path file : content) {
            if (Files.isSymbolicLink(file)) {
                throw new NotARecordException(
                        new RecordReason.RecordWrittenByLink(file.toString()));
            }
            if (!isPlain(file) && !isSocket(file)) {
                throw new NotARecordException(
                        new RecordReason.RecordWrittenToDevice(file.toString()));
            }
        }
    }

    /// One that has gone meanwhile, as temporary files do, is no danger.
    private static boolean isPlain(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                || Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// Sockets that a daemon left can't be opened as files.
    private static boolean isSocket(Path file) {
        try {
            int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & KIND) == SOCKET;
        } catch (IOException _) {
            return false;
        }
    }
}
