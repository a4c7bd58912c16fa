package dev.lungfish.linux.cpupower;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.linux.tree.HostFileException;

/// The files in which the kernel keeps how processors use power.
public interface SettingFiles {
    /// Reads all afresh.
    CpuReadings read();

    /// Reads one that holds one line.
    Reading<String> line(String path);

    /// Which boot of the host this is; what was set before another is gone.
    Reading<String> boot();

    /// Writes one in one go.
    ///
    /// @throws HostFileException where the kernel refuses; the message tells what was tried
    void write(String path, String text) throws HostFileException;
}
