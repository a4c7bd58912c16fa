package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The guest of a machine: a Debian kernel, and an initramfs with busybox, a Java runtime and the
/// `lungfish` command. `bin/build-guest` makes it.
///
/// @param kernel the kernel's image
/// @param initramfs all files of the guest
/// @param release which kernel it is: `6.1.0-56-amd64`
/// @param debian a disk with a whole Debian, made by `bin/build-debian`; empty if there is none
/// @param parts hashes of all that it was made from
public record Guest(
        Path kernel, Path initramfs, String release, Optional<Path> debian, String parts) {

    /// The guest in a folder.
    public static Guest in(Path folder) {
        Path kernel = folder.resolve("vmlinuz");
        Path initramfs = folder.resolve("initramfs");
        if (!Files.isReadable(kernel) || !Files.isReadable(initramfs)) {
            throw new LabException(
                    "no guest in " + folder + ": bin/build-guest " + folder + " builds it");
        }
        try {
            return new Guest(
                    kernel,
                    initramfs,
                    Files.readString(folder.resolve("release")).strip(),
                    Optional.of(folder.resolve("debian.disk")).filter(Files::isReadable),
                    text(folder.resolve("parts")) + " " + text(folder.resolve("debian.parts")));
        } catch (IOException e) {
            throw new LabException("the guest in " + folder + " can't be read: " + e, e);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }
}
