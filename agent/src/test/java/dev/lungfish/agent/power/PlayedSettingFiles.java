package dev.lungfish.agent.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.linux.cpupower.HostSettingFiles;
import dev.lungfish.linux.cpupower.LatencyDevice;
import dev.lungfish.linux.cpupower.SettingFiles;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of a copied machine, with a kernel behind them that may be hostile.
final class PlayedSettingFiles implements SettingFiles {
    static final String CPU = "/sys/devices/system/cpu/";

    private final HostFiles host;
    private final SettingFiles files;
    private final Map<String, Runnable> before = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final Map<String, String> taken = new LinkedHashMap<>();
    private final List<String> written = new ArrayList<>();
    private boolean intel;

    PlayedSettingFiles(HostFiles host) throws NotARecordException {
        this.host = host;
        HostTree tree = HostTree.recorded(host.root());
        files = new HostSettingFiles(tree, LatencyDevice.toHold(tree));
    }

    /// Refuses writes to a file.
    void refuse(String path, String error) {
        refused.put(CPU + path, error);
    }

    /// Takes another value than the one that is written.
    void take(String path, String value) {
        takeAt(CPU + path, value);
    }

    /// The same for a file that is none of the processors'.
    void takeAt(String path, String value) {
        taken.put(path, value);
    }

    /// Does something before the first write to a file.
    void before(String path, Runnable act) {
        before.put(CPU + path, act);
    }

    /// Plays intel_pstate in active mode: the governor `performance` sets the preference and locks
    /// it, and a lowest above the highest is refused.
    void playIntel() {
        intel = true;
    }

    /// Takes a processor off, with its group.
    void takeOff(int processor, String online) {
        host.file(CPU + "online", online + "\n");
        removeAll(CPU + "cpufreq/policy" + processor);
        removeAll(CPU + "cpu" + processor + "/power");
    }

    /// The files that were written, in order, below the processors' folder.
    List<String> written() {
        return written;
    }

    String text(String path) {
        return host.text(CPU + path).strip();
    }

    @Override
    public CpuReadings read() {
        return files.read();
    }

    @Override
    public Reading<String> line(String path) {
        return files.line(path);
    }

    @Override
    public Reading<String> boot() {
        return files.boot();
    }

    @Override
    public void write(String path, String text) throws HostFileException {
        Optional.ofNullable(before.remove(path)).ifPresent(Runnable::run);
        String tried = "write '" + text + "' to " + path;
        if (refused.containsKey(path)) {
            throw new HostFileException(tried, refused.get(path), refused.get(path));
        }
        if (intel) {
            obeyIntel(path, text, tried);
        }
        files.write(path, taken.getOrDefault(path, asHardwareCounts(path, text)));
        written.add(path.substring(path.startsWith(CPU) ? CPU.length() : 0) + "=" + text);
        if (intel && path.endsWith("scaling_governor") && text.equals("performance")) {
            files.write(path.replace("scaling_governor", PREFERENCE), "performance");
        }
    }

    private static final String PREFERENCE = "energy_performance_preference";

    private void obeyIntel(String path, String text, String tried) throws HostFileException {
        String group = path.substring(0, path.lastIndexOf('/') + 1);
        boolean locked =
                path.endsWith(PREFERENCE)
                        && line(group + "scaling_governor").found().equals("performance")
                        && !text.equals("performance");
        boolean crossed =
                (path.endsWith("scaling_min_freq")
                                && Long.parseLong(text) > number(group + "scaling_max_freq", text))
                        || (path.endsWith("scaling_max_freq")
                                && Long.parseLong(text) < number(group + "scaling_min_freq", text));
        if (locked || crossed) {
            throw new HostFileException(tried, locked ? "EBUSY" : "EINVAL", "");
        }
    }

    /// RAPL counts power in eighths of a watt, and times in quarters of powers of two of 976 us.
    private static String asHardwareCounts(String path, String text) {
        if (path.endsWith("power_limit_uw")) {
            return Long.toString(Long.parseLong(text) / 125_000 * 125_000);
        }
        if (path.endsWith("time_window_us")) {
            long units = Long.parseLong(text) / 976;
            long power = Long.highestOneBit(units);
            return Long.toString((power + 4 * (units - power) / power * power / 4) * 976);
        }
        return text;
    }

    /// The number of a file, or the one that is written where the file has gone.
    private long number(String path, String missing) {
        return Long.parseLong(line(path).toOptional().orElse(missing));
    }

    private void removeAll(String path) {
        try (var entries = Files.walk(host.at(path))) {
            for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
