package dev.lungfish.linux.cpupower;

import dev.lungfish.core.cpu.CpuReadings;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.OpenedFiles;

/// Those of a host, live or recorded.
public final class HostSettingFiles implements SettingFiles {
    /// **Source:** proc_sys_kernel(5), `random/boot_id`.
    private static final String BOOT = "/proc/sys/kernel/random/boot_id";

    private final HostTree tree;
    private final CpuPowerReader reader;

    public HostSettingFiles(HostTree tree) {
        this.tree = tree;
        reader = new CpuPowerReader(tree);
    }

    @Override
    public CpuReadings read() {
        return reader.read();
    }

    @Override
    public Reading<String> line(String path) {
        return tree.line(path);
    }

    @Override
    public Reading<String> boot() {
        return tree.line(BOOT);
    }

    @Override
    public void write(String path, String text) throws HostFileException {
        try (OpenedFiles files = new OpenedFiles(tree)) {
            files.write(path, text);
        }
    }
}
