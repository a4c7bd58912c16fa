package dev.lungfish.controller.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/// The secret of who may use the API. It lies in a file that only its owner may read.
record AdminToken(String secret) {
    private static final int BYTES = 32;
    private static final String FILE = "admin.token";

    /// The one of a folder; made where there is none.
    static AdminToken of(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Path partial =
                    Files.createTempFile(
                            folder,
                            FILE,
                            ".new",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Path written =
                    Files.writeString(
                            partial,
                            Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            try {
                Path _ = Files.createLink(file, written);
            } catch (FileAlreadyExistsException _) {
                // Another process made it at the same time: that one counts.
            }
            Files.delete(written);
        }
        return new AdminToken(Files.readString(file).strip());
    }

    /// The one of a folder; an empty one where there is none yet. Only the controller makes it: one
    /// that root had made could not be read by its user.
    static AdminToken kept(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return new AdminToken(Files.exists(file) ? Files.readString(file).strip() : "");
    }

    /// Whether a request shows it; how long that takes does not depend on where it differs.
    boolean is(String shown) {
        return MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "the token of the API";
    }
}
