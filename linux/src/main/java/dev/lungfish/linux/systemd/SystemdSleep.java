package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.Setting;
import dev.lungfish.core.sleep.SleepReadings.SystemdReadings;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads how systemd is set for a sleep: sleep.conf with its drop-ins, and which units are masked.
///
/// **Source:** systemd `man/standard-conf.xml`: of the main file the first that exists counts; the
/// drop-ins of all folders follow, sorted by their names, of those with one name the first alone.
/// `src/shared/sleep-config.c`: `SuspendState=` adds to its list, all others replace it.
/// systemd.unit(5): a unit file that is a link to `/dev/null`, or empty, is masked; the first one
/// found on the search path counts.
public record SystemdSleep(HostTree tree) {
    /// The folders of the configuration, the first that counts first.
    public static final List<String> FOLDERS =
            List.of("/etc/systemd", "/run/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd");

    /// The folders in which a unit is masked, in the order of the search.
    public static final List<String> UNIT_FOLDERS =
            List.of(
                    "/etc/systemd/system.control",
                    "/run/systemd/system.control",
                    "/run/systemd/transient",
                    "/etc/systemd/system",
                    "/run/systemd/system");

    /// The units that a sleep needs.
    public static final List<String> UNITS =
            List.of(
                    "sleep.target",
                    "suspend.target",
                    "hibernate.target",
                    "hybrid-sleep.target",
                    "systemd-suspend.service",
                    "systemd-hibernate.service",
                    "systemd-hybrid-sleep.service");

    /// In a record: the content of the file of a masked unit.
    public static final String MASK = "/dev/null";

    private static final String FILE = "sleep.conf";

    public SystemdReadings read() {
        Map<String, String> masked = new TreeMap<>();
        for (String unit : UNITS) {
            mask(unit).ifPresent(file -> masked.put(unit, file));
        }
        return new SystemdReadings(settings(), masked);
    }

    /// The files of the configuration in the order in which they are read.
    public List<String> files() {
        List<String> files = new ArrayList<>();
        FOLDERS.stream()
                .map(folder -> folder + "/" + FILE)
                .filter(tree::exists)
                .findFirst()
                .ifPresent(files::add);
        Map<String, String> dropIns = new TreeMap<>();
        for (String folder : FOLDERS) {
            String parts = folder + "/" + FILE + ".d";
            for (String name : tree.children(parts).toOptional().orElse(List.of())) {
                if (name.endsWith(".conf")) {
                    dropIns.putIfAbsent(name, parts + "/" + name);
                }
            }
        }
        files.addAll(dropIns.values());
        return List.copyOf(files);
    }

    private Reading<Map<String, Setting>> settings() {
        Map<String, Setting> settings = new HashMap<>();
        List<String> files = files();
        for (String file : files) {
            if (tree.linkName(file).toOptional().filter("null"::equals).isPresent()) {
                continue;
            }
            Reading<String> text = tree.text(file);
            if (text.broken()) {
                return text.map(_ -> Map.of());
            }
            text.toOptional().ifPresent(content -> take(content, file, settings));
        }
        return files.isEmpty()
                ? new Reading.Absent<>(FOLDERS.getFirst() + "/" + FILE)
                : new Reading.Present<>(
                        files.getLast(), Map.copyOf(settings), settings.size() + " settings");
    }

    private static void take(String content, String file, Map<String, Setting> settings) {
        boolean sleep = false;
        for (String line : content.replace("\\\n", " ").lines().map(String::strip).toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith("[")) {
                sleep = line.equals("[Sleep]");
            } else if (sleep && equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                String key = line.substring(0, equals).strip();
                List<String> words = words(line.substring(equals + 1));
                List<String> earlier =
                        Optional.ofNullable(settings.get(key))
                                .map(Setting::words)
                                .orElse(List.of());
                boolean adds = key.equals("SuspendState") && !words.isEmpty();
                List<String> all = new ArrayList<>(adds ? earlier : List.of());
                all.addAll(words);
                settings.put(key, new Setting(key, all, file));
            }
        }
    }

    private static List<String> words(String value) {
        String bare = value.replace("\"", " ").replace("'", " ").strip();
        return bare.isEmpty() ? List.of() : List.of(bare.split("\\s+", -1));
    }

    private Optional<String> mask(String unit) {
        for (String folder : UNIT_FOLDERS) {
            String file = folder + "/" + unit;
            Reading<String> link = tree.linkName(file);
            if (link.toOptional().isPresent()) {
                return link.toOptional().filter("null"::equals).map(_ -> file);
            }
            Reading<String> text = tree.text(file);
            if (text.toOptional().isPresent()) {
                return text.toOptional()
                        .map(String::strip)
                        .filter(content -> content.isEmpty() || content.equals(MASK))
                        .map(_ -> file);
            }
        }
        return Optional.empty();
    }
}
