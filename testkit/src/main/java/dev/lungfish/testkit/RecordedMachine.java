package dev.lungfish.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/// One machine of `testkit/machines`, with its expected findings.
///
/// @param name the folder's name, which describes the machine
/// @param path the folder, for `--root`
/// @param expected what an administrator and a kernel developer would call right
public record RecordedMachine(String name, Path path, ExpectedFindings expected) {

    /// Copies the machine, links as links, so that a test can write into it.
    ///
    /// @param folder must not exist yet
    public void copyTo(Path folder) {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path file : tree.toList()) {
                Files.copy(
                        file,
                        folder.resolve(path.relativize(file).toString()),
                        LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Only the name, so that a parameterized test is named after its machine.
    @Override
    public String toString() {
        return name;
    }
}
