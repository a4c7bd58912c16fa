package dev.lungfish.linux.cpupower;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.linux.tree.HostFileException;

/// The kernel's files with the processor power settings.
public interface SettingFiles {
    /// Reads all files anew.
    CpuReadings read();

    /// Reads a file with one line.
    Reading<String> line(String path);

    /// The boot ID of the host; settings of an earlier boot are gone.
    Reading<String> boot();

    /// Writes a file with one write.
    ///
    /// @throws HostFileException if the kernel refuses; the message says what was tried
    void write(String path, String text) throws HostFileException;
}
