package dev.lungfish.controller.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The files of the page, as the module `web` has built them. They are read once, at the start.
/// Immutable.
final class PageFiles {
    /// The document of every view; `assets/` has all else, under names that change with the
    /// content.
    static final String SHELL = "index.html";

    private static final String FOLDER = "/dev/lungfish/web/";

    /// A line for each file: its name and its type, with a tab between them.
    private static final String LIST = FOLDER + "files.txt";

    private final Map<String, PageFile> files;

    private PageFiles(Map<String, PageFile> files) {
        this.files = Map.copyOf(files);
    }

    /// One of them.
    static final class PageFile {
        private final String type;
        private final byte[] plain;
        private final Optional<byte[]> zipped;

        private PageFile(String type, byte[] plain, Optional<byte[]> zipped) {
            this.type = type;
            this.plain = plain;
            this.zipped = zipped;
        }

        /// As in `Content-Type`.
        String type() {
            return type;
        }

        /// Its bytes, which nobody may change.
        byte[] plain() {
            return plain;
        }

        /// The same by gzip, where that was made.
        Optional<byte[]> zipped() {
            return zipped;
        }
    }

    /// Those of this build. A build without `web` has none, and its controller no page.
    static PageFiles ofBuild() {
        Map<String, PageFile> files = new HashMap<>();
        Optional<byte[]> list = resource(LIST);
        String lines = list.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        lines.lines()
                .map(line -> line.split("\t", 2))
                .forEach(line -> files.put(line[0], file(line[0], line[1])));
        return new PageFiles(files);
    }

    private static PageFile file(String name, String type) {
        byte[] plain =
                resource(FOLDER + name)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the build lists " + name + " and does not have it"));
        return new PageFile(type, plain, resource(FOLDER + name + ".gz"));
    }

    private static Optional<byte[]> resource(String path) {
        try (InputStream in = PageFiles.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Finds one.
    ///
    /// @param name `assets/page-ABC.js`
    Optional<PageFile> named(String name) {
        return Optional.ofNullable(files.get(name));
    }
}
