package dev.lungfish.libvirt.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of a PEM file; text between them is a comment.
///
/// @param path for errors
record PemFile(Path path, List<Block> blocks) {
    private static final long LARGEST = 1024 * 1024;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /// One block.
    ///
    /// @param label `CERTIFICATE`, `PRIVATE KEY`, ...
    /// @param base64 the content between the two lines
    record Block(Path path, String label, String base64) {
        /// The block's bytes.
        ///
        /// @throws IOException if it is protected by a password, or damaged
        byte[] content() throws IOException {
            if (base64.contains(":")) {
                throw new IOException(
                        "%s: '%s' is protected by a password; libvirt's keys have none: openssl pkey -in OLD -out NEW"
                                .formatted(path, label));
            }
            try {
                return Base64.getMimeDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new IOException("%s: '%s' is no Base64".formatted(path, label), e);
            }
        }
    }

    /// Reads a file.
    ///
    /// @throws IOException if it cannot be read, is too large or has no block
    static PemFile read(Path path) throws IOException {
        String text;
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new IOException(path + ": no regular file; libvirt's PEM files are expected");
            }
            if (Files.size(path) > LARGEST) {
                throw new IOException(path + ": larger than " + LARGEST + " bytes: no PEM file");
            }
            text = Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException(path + ": no such file; libvirt's PEM files are expected", e);
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(path, matcher.group(1), matcher.group(2)));
        }
        if (blocks.isEmpty()) {
            throw new IOException(path + ": no '-----BEGIN ...-----' block: no PEM file");
        }
        return new PemFile(path, List.copyOf(blocks));
    }
}
