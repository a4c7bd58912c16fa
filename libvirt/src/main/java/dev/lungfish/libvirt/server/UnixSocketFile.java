package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The file of a Unix socket that a server listens at.
///
/// The socket is created in a private folder, gets its group and its permissions there, and is then
/// moved to its place: at no time can an unauthorized user connect.
final class UnixSocketFile implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final Path path;
    private final ServerSocketChannel channel;
    private final @Nullable Object fileKey;

    private UnixSocketFile(Path path, ServerSocketChannel channel, @Nullable Object fileKey) {
        this.path = path;
        this.channel = channel;
        this.fileKey = fileKey;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /// Creates the socket; the file of a dead server is replaced.
    ///
    /// @throws IOException if a server listens there, something else is there, or the file cannot
    ///   be made or given its group
    static UnixSocketFile bind(Listener.Unix listener) throws IOException {
        Path path = listener.path().toAbsolutePath();
        Path folder = Objects.requireNonNull(path.getParent(), "the path of a socket has a folder");
        requireFree(path);
        Path hidden;
        try {
            hidden =
                    Files.createTempDirectory(
                            folder,
                            ".",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "the folder of the socket '%s' does not exist".formatted(path), e);
        }
        try {
            return bind(listener, path, hidden.resolve("s"));
        } finally {
            Files.deleteIfExists(hidden.resolve("s"));
            Files.deleteIfExists(hidden);
        }
    }

    private static UnixSocketFile bind(Listener.Unix listener, Path path, Path hidden)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(hidden), BACKLOG);
            if (listener.group() != null) {
                setGroup(path, hidden, listener.group());
            }
            Files.setPosixFilePermissions(hidden, listener.permissions());
            Object key = Files.readAttributes(hidden, BasicFileAttributes.class).fileKey();
            Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
            return new UnixSocketFile(path, channel, key);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "cannot listen at '%s': %s".formatted(path, FailureWords.of(e)), e);
        }
    }

    private static void setGroup(Path path, Path hidden, String group) throws IOException {
        try {
            Files.getFileAttributeView(
                            hidden, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setGroup(
                            hidden.getFileSystem()
                                    .getUserPrincipalLookupService()
                                    .lookupPrincipalByGroupName(group));
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException(
                    "there is no group '%s' for the socket '%s'".formatted(group, path), e);
        }
    }

    static void requireFree(Path path) throws IOException {
        BasicFileAttributes found;
        try {
            found =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!found.isOther()) {
            throw new IOException(
                    "'%s' is there and is no socket: remove it, or name another path"
                            .formatted(path));
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return; // nobody listens: a dead server's file
        }
        throw new IOException("a server listens at '%s' already".formatted(path));
    }

    /// Stops listening, and removes the file if it is still this one.
    @Override
    public void close() throws IOException {
        channel.close();
        try {
            Object key =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .fileKey();
            if (Objects.equals(key, fileKey)) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            return; // somebody has removed it
        }
    }
}
