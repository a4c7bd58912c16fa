package dev.lungfish.controller.authority;

import dev.lungfish.api.PemText;
import dev.lungfish.libvirt.tls.Credentials;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/// Where the authority lies: `authority.pem` and `authority.key`, which only its owner may read.
/// Each file is written whole and synced before it has its name.
public final class AuthorityFolder {
    private static final String CERTIFICATE = "authority.pem";
    private static final String KEY = "authority.key";

    private final Path folder;

    public AuthorityFolder(Path folder) {
        this.folder = folder;
    }

    /// Keeps other processes from making an authority at the same time.
    record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /// Waits for others that have it.
    Lock lock() throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        FileLock _ = channel.lock();
        return new Lock(channel);
    }

    /// The authority that lies here.
    ///
    /// @throws IOException naming the file and what is wrong with it
    Optional<Credentials.Own> authority() throws IOException {
        Path certificate = folder.resolve(CERTIFICATE);
        Path key = folder.resolve(KEY);
        if (Files.notExists(certificate) && Files.notExists(key)) {
            return Optional.empty();
        }
        if (Files.exists(key)
                && Files.getPosixFilePermissions(key).stream()
                        .anyMatch(permission -> !permission.name().startsWith("OWNER_"))) {
            throw new IOException(
                    "%s: others than its owner may use the authority's key: chmod 600 it, and consider that they have it"
                            .formatted(key));
        }
        return Optional.ofNullable(Credentials.read(certificate, certificate, key).own());
    }

    /// Keeps a new authority. The certificate comes last: without it there is none.
    void keep(X509Certificate certificate, PrivateKey key) throws IOException {
        write(folder.resolve(KEY), PemText.of(key), "rw-------");
        write(folder.resolve(CERTIFICATE), PemText.of(certificate), "rw-r--r--");
    }

    private void write(Path file, String text, String permissions) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(partial);
        try (FileChannel channel =
                FileChannel.open(
                        partial,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(permissions)))) {
            ByteBuffer content = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
