package dev.lungfish.linux.cpupower;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.core.power.CpuReadings.HostLatency;
import dev.lungfish.linux.node.BootId;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.OpenedFiles;

/// The setting files of a host, live or recorded.
public final class HostSettingFiles implements SettingFiles {
    private final HostTree tree;
    private final LatencyDevice latency;
    private final CpuPowerReader reader;

    /// @param latency the device that is no file: it has the limit that this process requests
    public HostSettingFiles(HostTree tree, LatencyDevice latency) {
        this.tree = tree;
        this.latency = latency;
        reader = new CpuPowerReader(tree, latency);
    }

    @Override
    public CpuReadings read() {
        return reader.read();
    }

    @Override
    public Reading<String> line(String path) {
        HostLatency held = latency.read();
        return path.equals(held.path()) ? held.holding() : tree.line(path);
    }

    @Override
    public Reading<String> boot() {
        return BootId.read(tree);
    }

    @Override
    public void write(String path, String text) throws HostFileException {
        if (path.equals(latency.read().path())) {
            latency.hold(text);
            return;
        }
        try (OpenedFiles files = new OpenedFiles(tree)) {
            files.write(path, text);
        }
    }
}
