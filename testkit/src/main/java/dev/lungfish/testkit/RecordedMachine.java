package dev.lungfish.testkit;

import java.nio.file.Path;

/// One machine of `testkit/machines`, with what is right for it.
///
/// @param name the folder's name: what the machine shows
/// @param path the folder, for `--root`
/// @param expected what an administrator and a kernel developer would call right
public record RecordedMachine(String name, Path path, ExpectedFindings expected) {
    /// The name alone, so that a parameterized test is called after its machine.
    @Override
    public String toString() {
        return name;
    }
}
