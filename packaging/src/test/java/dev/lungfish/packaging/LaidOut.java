package dev.lungfish.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The files of the packages, laid out in a folder of the test that may change them, and the
/// packages made from them.
///
/// @param root with a folder for each package
/// @param out for the packages
record LaidOut(Path root, Path out) {
    private static final Path CHECKOUT =
            Path.of(System.getProperty("lungfish.checkout", "")).toAbsolutePath();

    /// The packages are not compressed, as that takes longest.
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "SOURCE_DATE_EPOCH",
                    "1767225600",
                    "LUNGFISH_DEB_COMPRESSION",
                    "none",
                    "LUNGFISH_RPM_COMPRESSION",
                    "w0.ufdio");

    static LaidOut in(Path folder) throws Exception {
        LaidOut made = new LaidOut(folder.resolve("laid-out"), Files.createDirectories(folder));
        made.run("lay-out", made.root.toString());
        return made;
    }

    /// A file of the package `lungfish`, by its path on the target.
    Path file(String path) {
        return root.resolve("lungfish").resolve(path.substring(1));
    }

    void packForDebian(String version) throws Exception {
        run("debian/pack", root.toString(), version, out.toString());
    }

    void packAsRpm(String version) throws Exception {
        run("rpm/pack", root.toString(), version, out.toString());
    }

    /// A package for Debian that was made.
    Path debianPackage(String name, String version) throws IOException {
        String start = "%s_%s_".formatted(name, version);
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .findAny()
                    .orElseThrow();
        }
    }

    private void run(String script, String... arguments) throws Exception {
        List<String> words =
                Stream.concat(
                                Stream.of(CHECKOUT.resolve("packaging").resolve(script).toString()),
                                Stream.of(arguments))
                        .toList();
        Run run = Run.of(words, ENVIRONMENT);
        assertThat(run.code()).as(run.output()).isZero();
    }
}
