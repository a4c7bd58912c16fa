package dev.lungfish.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What a libvirtd has found out about the emulators of this machine, by starting each of them. The
/// next one with an empty folder would do it again, which takes most of its start. libvirtd itself
/// drops what was written for another emulator, kernel or libvirtd.
///
/// **Source:** libvirt `src/qemu/qemu_capabilities.c`, `virQEMUCapsIsValid`.
final class EmulatorCache {
    private static final Path PLACE = Path.of("var/cache/libvirt/qemu/capabilities");

    private static final Map<String, byte[]> KEPT = new ConcurrentHashMap<>();

    private EmulatorCache() {}

    /// Gives a libvirtd that has not been started what an earlier one has found out.
    ///
    /// @param folder of the libvirtd
    static void putInto(Path folder) throws IOException {
        Path place = Files.createDirectories(folder.resolve(PLACE));
        for (Map.Entry<String, byte[]> kept : KEPT.entrySet()) {
            Files.write(place.resolve(kept.getKey()), kept.getValue());
        }
    }

    /// Keeps what a libvirtd that has ended had found out.
    static void keepOf(Path folder) {
        for (Path file : files(folder.resolve(PLACE))) {
            try {
                KEPT.put(file.getFileName().toString(), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(".xml")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
