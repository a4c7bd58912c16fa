package dev.lungfish.linux.tree;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The files of one host, read through a root: `/` for this machine, a folder for a recorded one.
/// Paths are given and reported as on the host (`/sys/power/state`), whatever the root.
///
/// Reading is defensive, since a record may come from anybody: only regular files are opened (a
/// pipe or a device would block), never more than a limit is read, and a link that leads out of a
/// record is not followed.
///
/// Safe for use by several threads; nothing is cached, each call reads anew.
public final class HostTree {
    /// The most that [#text] reads. The largest file that is read whole is `/proc/cpuinfo`: some
    /// 1.5 KiB for each of up to some thousand processors.
    public static final int TEXT_LIMIT_BYTES = 8 * 1024 * 1024;

    private final Path root;
    private final boolean live;

    private HostTree(Path root, boolean live) {
        this.root = root;
        this.live = live;
    }

    /// This machine.
    public static HostTree live() {
        return new HostTree(Path.of("/"), true);
    }

    /// The machine that a folder holds as plain files and folders: `sys/...` and `proc/...`, as
    /// copied from a host.
    ///
    /// @throws NotARecordException if the folder does not exist, is no folder, cannot be read, or
    ///   holds neither `sys` nor `proc`
    public static HostTree recorded(Path directory) throws NotARecordException {
        if (!Files.isDirectory(directory)) {
            throw new NotARecordException(
                    Files.exists(directory)
                            ? new RecordReason.RecordNotDirectory(directory.toString())
                            : new RecordReason.RecordMissing(directory.toString()));
        }
        if (!Files.isDirectory(directory.resolve("sys"))
                && !Files.isDirectory(directory.resolve("proc"))) {
            throw new NotARecordException(new RecordReason.RecordEmpty(directory.toString()));
        }
        Path real;
        try {
            real = directory.toRealPath();
        } catch (IOException e) {
            throw new NotARecordException(
                    new RecordReason.RecordUnreadable(directory.toString(), describe(e)));
        }
        RecordBounds.check(real);
        return new HostTree(real, false);
    }

    /// True for this machine, whose services can be asked; false for a record.
    public boolean isLive() {
        return live;
    }

    /// The content of a file as text, at most [#TEXT_LIMIT_BYTES] long. An empty file is present
    /// and empty.
    public Reading<String> text(String path) {
        return switch (bytes(path, TEXT_LIMIT_BYTES)) {
            case Reading.Present<byte[]>(_, byte[] content, _) -> decode(path, content);
            case Reading.Absent<byte[]> absent -> new Reading.Absent<>(absent.source());
            case Reading.Denied<byte[]> denied ->
                    new Reading.Denied<>(denied.source(), denied.why());
            case Reading.Malformed<byte[]> bad ->
                    new Reading.Malformed<>(bad.source(), bad.problem());
            case Reading.Failed<byte[]> failed ->
                    new Reading.Failed<>(failed.source(), failed.error());
        };
    }

    /// The content of a file of one line, without surrounding white space.
    public Reading<String> line(String path) {
        return text(path)
                .map(text -> {
                    String line = text.strip();
                    if (line.indexOf('\n') >= 0) {
                        throw new IllegalArgumentException(
                                "one line expected, found " + line.lines().count());
                    }
                    return line;
                });
    }

    /// The content of a file that holds one decimal number.
    ///
    /// @param least the smallest valid number
    /// @param most the largest
    public Reading<Long> number(String path, long least, long most) {
        return line(path).map(text -> parseNumber(text, least, most));
    }

    /// One decimal number that was read from a file.
    ///
    /// @param least the smallest valid number
    /// @param most the largest
    /// @throws IllegalArgumentException for any other text, with the problem as text
    public static long parseNumber(String text, long least, long most) {
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number expected, found " + quote(text));
        }
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "a number from " + least + " to " + most + " expected, found " + quote(text));
        }
        return number;
    }

    /// The content of a file that offers words and has chosen one: `s2idle [deep]`.
    ///
    /// @param known the words that such a file can have
    public Reading<Choice> choice(String path, Set<String> known) {
        return line(path).map(line -> Choice.parse(line, known));
    }

    /// The content of a file.
    ///
    /// @param limitBytes the most that is read; a longer file is malformed
    public Reading<byte[]> bytes(String path, int limitBytes) {
        try {
            Optional<Path> file = locate(path);
            if (file.isEmpty()) {
                return new Reading.Malformed<>(path, "a link that leads out of the record");
            }
            if (Files.isDirectory(file.get())) {
                return new Reading.Malformed<>(path, "a directory where a file should be");
            }
            if (!Files.isRegularFile(file.get()) && Files.exists(file.get())) {
                return new Reading.Malformed<>(path, "not a regular file");
            }
            try (InputStream in = Files.newInputStream(file.get())) {
                byte[] content = Forward.read(in, limitBytes + 1);
                return content.length > limitBytes
                        ? new Reading.Malformed<>(path, "longer than " + limitBytes + " bytes")
                        : new Reading.Present<>(path, content, content.length + " bytes");
            }
        } catch (IOException e) {
            return broken(path, e);
        }
    }

    WritableFile openForWriting(String path) throws HostFileException {
        return live ? LiveFile.open(path) : RecordedFile.open(this, path);
    }

    /// The names of the entries of a folder, sorted.
    public Reading<List<String>> children(String path) {
        try {
            Optional<Path> directory = locate(path);
            if (directory.isEmpty()) {
                return new Reading.Malformed<>(path, "a link that leads out of the record");
            }
            List<String> names = new ArrayList<>();
            try (Stream<Path> entries = Files.list(directory.get())) {
                entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
            }
            Collections.sort(names);
            return new Reading.Present<>(path, List.copyOf(names), String.join(" ", names));
        } catch (NotDirectoryException e) {
            return new Reading.Malformed<>(path, "not a directory");
        } catch (UncheckedIOException e) {
            return new Reading.Failed<>(path, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return broken(path, e);
        }
    }

    /// The names of the folders in a folder, sorted; links to folders are left out, so that a walk
    /// along these names ends.
    public Reading<List<String>> folders(String path) {
        try {
            Optional<Path> directory = locate(path);
            if (directory.isEmpty()) {
                return new Reading.Malformed<>(path, "a link that leads out of the record");
            }
            List<String> names = new ArrayList<>();
            try (DirectoryStream<Path> entries =
                    Files.newDirectoryStream(
                            directory.get(),
                            entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
                entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
            }
            Collections.sort(names);
            return new Reading.Present<>(path, List.copyOf(names), String.join(" ", names));
        } catch (NotDirectoryException e) {
            return new Reading.Malformed<>(path, "not a directory");
        } catch (DirectoryIteratorException e) {
            return new Reading.Failed<>(path, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return broken(path, e);
        }
    }

    /// The last component of what a symbolic link points to: a driver's or a subsystem's name. A
    /// record may hold a copy instead of the link, which has lost the name; then the reading is
    /// malformed.
    public Reading<String> linkName(String path) {
        return linkTarget(path).map(target -> target.substring(target.lastIndexOf('/') + 1));
    }

    /// What a symbolic link points to, as it says itself, which need not exist. A copy of the
    /// target in place of the link is malformed.
    public Reading<String> linkTarget(String path) {
        try {
            Path link = at(path);
            if (!Files.isSymbolicLink(link)) {
                return Files.exists(link)
                        ? new Reading.Malformed<>(path, "a copy where a link should be")
                        : new Reading.Absent<>(path);
            }
            String target = Files.readSymbolicLink(link).toString();
            return new Reading.Present<>(path, target, target);
        } catch (IOException e) {
            return broken(path, e);
        }
    }

    /// The canonical form of a path, as on the host; empty if it does not exist or if a link leads
    /// out of a record.
    public Optional<String> canonical(String path) {
        try {
            Path real = at(path).toRealPath();
            return real.startsWith(root)
                    ? Optional.of("/" + root.relativize(real))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Whether the path exists and can be reached.
    public boolean exists(String path) {
        return canonical(path).isPresent();
    }

    /// Whether it is a folder.
    public boolean isDirectory(String path) {
        return canonical(path).isPresent() && Files.isDirectory(root.resolve(relative(path)));
    }

    /// The file itself, for adaptors that must open what this class cannot (a device, a socket);
    /// only on this machine.
    ///
    /// @throws IllegalStateException on a record, whose files can't be opened that way
    public Path livePath(String path) {
        if (!live) {
            throw new IllegalStateException("a recorded machine has no live " + path);
        }
        return Path.of(path);
    }

    /// Quotes a piece of foreign text for a message: shortened, and with control characters made
    /// visible.
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        int shown = Math.min(text.length(), 60);
        for (int i = 0; i < shown; i++) {
            char c = text.charAt(i);
            quoted.append(
                    Character.isISOControl(c)
                            ? String.format("\\x%02x", (int) c)
                            : String.valueOf(c));
        }
        return quoted.append(shown < text.length() ? "...'" : "'").toString();
    }

    Optional<Path> locate(String path) throws IOException {
        Path file = at(path);
        if (live) {
            return Optional.of(file);
        }
        Path real = file.toRealPath();
        return real.startsWith(root) ? Optional.of(real) : Optional.empty();
    }

    /// The file of a path. A listed name can't always be opened: in the locale `C` Java can't
    /// encode names outside ASCII.
    private Path at(String path) throws FileSystemException {
        try {
            return root.resolve(relative(path));
        } catch (InvalidPathException e) {
            throw new FileSystemException(path, null, "its name cannot be written in this locale");
        }
    }

    private static String relative(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path as on the host begins with '/': " + path);
        }
        return path.substring(1);
    }

    private static Reading<String> decode(String path, byte[] content) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(content))
                            .toString();
            if (text.indexOf('\0') >= 0) {
                return new Reading.Malformed<>(path, "binary content where text should be");
            }
            return new Reading.Present<>(path, text, oneLine(text));
        } catch (CharacterCodingException _) {
            return new Reading.Malformed<>(path, "binary content where text should be");
        }
    }

    private static String oneLine(String text) {
        String stripped = text.strip().replace('\t', ' ');
        if (stripped.isEmpty()) {
            return "empty";
        }
        int end = stripped.indexOf('\n');
        String line = end < 0 ? stripped : stripped.substring(0, end).strip() + " ...";
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }

    static <T> Reading<T> broken(String path, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> new Reading.Absent<>(path);
            case AccessDeniedException _ -> new Reading.Denied<>(path, "permission denied");
            default -> new Reading.Failed<>(path, describe(e));
        };
    }

    static String describe(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return e.getMessage() == null ? "it can't be read" : e.getMessage();
    }
}
