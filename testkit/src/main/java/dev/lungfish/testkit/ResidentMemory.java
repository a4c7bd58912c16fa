package dev.lungfish.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The resident memory of a process.
public final class ResidentMemory {
    private ResidentMemory() {}

    /// In KiB.
    ///
    /// **Source:** proc_pid_status(5), `VmRSS`.
    ///
    /// @throws IOException if the process has ended
    public static long kibibytes(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("it has ended: process " + process.pid()));
    }
}
