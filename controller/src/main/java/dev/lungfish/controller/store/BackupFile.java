package dev.lungfish.controller.store;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The file of a [Backup]. Only its owner may read it.
public final class BackupFile {
    private BackupFile() {}

    /// A new file.
    ///
    /// @throws IOException also where there is one already: it is not replaced
    public static Writer create(Path file) throws IOException {
        Path made =
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return Files.newBufferedWriter(made, StandardCharsets.UTF_8);
    }

    public static Reader open(Path file) throws IOException {
        return Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }
}
