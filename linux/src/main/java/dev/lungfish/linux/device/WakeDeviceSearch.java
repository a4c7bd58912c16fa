package dev.lungfish.linux.device;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.DeviceJudge.DeviceReadings;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds every device that has a wake switch, in one walk through `/sys/devices` that follows no
/// link. A record may lack that folder and have copies under `/sys/bus` and `/sys/class` instead;
/// then those are searched too.
///
/// One object makes one search; not safe for use by several threads.
public final class WakeDeviceSearch {
    /// Some ten times the folders of a large server.
    static final int MOST_FOLDERS = 100_000;

    /// A USB device behind four hubs is some 12 folders deep.
    static final int MOST_LEVELS = 40;

    /// Folders without hardware devices. RTCs and network interfaces are listed separately.
    private static final Set<String> WITHOUT_DEVICES =
            Set.of("power", "wakeup", "statistics", "queues", "msi_irqs", "rtc", "net");

    /// Links on a host. If a record has copies, following them would find devices twice.
    private static final Set<String> LINKS =
            Set.of(
                    "device",
                    "driver",
                    "subsystem",
                    "firmware_node",
                    "physical_node",
                    "of_node",
                    "iommu",
                    "iommu_group");

    /// Processors, memory and pure software devices, which never wake a host.
    private static final Set<String> NO_HARDWARE =
            Set.of("/sys/devices/system", "/sys/devices/virtual");

    private final HostTree tree;
    private final WakeSwitchReader switches;
    private final ListedDevices listed;
    private final List<DeviceReadings> devices = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<Evidence> notSearched = new ArrayList<>();

    private record Folder(String path, int level) {}

    /// Prepares a search.
    ///
    /// @param listed devices to leave out
    public WakeDeviceSearch(HostTree tree, ListedDevices listed) {
        this.tree = tree;
        this.switches = new WakeSwitchReader(tree);
        this.listed = listed;
    }

    public FoundDevices search() {
        walk("/sys/devices");
        if (!tree.isLive()) {
            copiesOnBuses();
            copiesInClasses();
        }
        return new FoundDevices(devices, notSearched);
    }

    private void walk(String root) {
        Deque<Folder> open = new ArrayDeque<>();
        open.push(new Folder(root, 0));
        int seen = 0;
        while (!open.isEmpty()) {
            Folder folder = open.pop();
            seen++;
            if (seen > MOST_FOLDERS || folder.level() > MOST_LEVELS) {
                notSearched.add(
                        new Evidence(
                                folder.path(),
                                "was not looked into, nor what comes after it: more than %s"
                                        .formatted(
                                                seen > MOST_FOLDERS
                                                        ? MOST_FOLDERS + " folders"
                                                        : MOST_LEVELS + " levels")));
                return;
            }
            Reading<List<String>> inside = tree.folders(folder.path());
            if (inside.broken()) {
                notSearched.add(inside.evidence());
            }
            List<String> children = inside.toOptional().orElse(List.of());
            if (children.contains("power")) {
                consider(folder.path(), lastName(folder.path()), "");
            }
            for (String child : children.reversed()) {
                String path = folder.path() + "/" + child;
                if (!WITHOUT_DEVICES.contains(child)
                        && !LINKS.contains(child)
                        && !NO_HARDWARE.contains(path)) {
                    open.push(new Folder(path, folder.level() + 1));
                }
            }
        }
    }

    private void copiesOnBuses() {
        for (String bus : tree.folders("/sys/bus").toOptional().orElse(List.of())) {
            String folder = "/sys/bus/" + bus + "/devices";
            for (String name : tree.folders(folder).toOptional().orElse(List.of())) {
                considerCopy(folder + "/" + name, name, bus);
            }
        }
    }

    private void copiesInClasses() {
        for (String group : tree.folders("/sys/class").toOptional().orElse(List.of())) {
            if (group.equals("net") || group.equals("rtc")) {
                continue;
            }
            String folder = "/sys/class/" + group;
            for (String entry : tree.folders(folder).toOptional().orElse(List.of())) {
                String path = folder + "/" + entry;
                considerCopy(path, entry, group);
                considerCopy(path + "/device", nameBehind(group, path, entry), "");
            }
        }
    }

    /// A wakeup source is named after its device; otherwise the entry's name is used.
    private String nameBehind(String group, String path, String entry) {
        return group.equals("wakeup")
                ? tree.line(path + "/name")
                        .toOptional()
                        .filter(name -> !name.isEmpty())
                        .orElse(entry)
                : entry;
    }

    private void considerCopy(String path, String name, String subsystem) {
        boolean copy = !(tree.linkName(path) instanceof Reading.Present<String>);
        if (copy && !names.contains(name)) {
            consider(path, name, subsystem);
        }
    }

    private void consider(String path, String name, String subsystem) {
        boolean withoutSwitch =
                switch (tree.line(path + "/power/wakeup")) {
                    case Reading.Absent<String> _ -> true;
                    case Reading.Present<String>(_, String setting, _) -> setting.isEmpty();
                    case Reading<String> _ -> false;
                };
        if (withoutSwitch || listed.contains(path, name)) {
            return;
        }
        names.add(name);
        devices.add(read(path, name, subsystem));
    }

    private DeviceReadings read(String path, String name, String subsystem) {
        DeviceFolder folder = new DeviceFolder(tree, path);
        return new DeviceReadings(
                name,
                subsystem.isEmpty()
                        ? folder.subsystem()
                        : new Reading.Present<>(path, subsystem, subsystem),
                folder.driver(),
                tree.line(path + "/product"),
                hardwareId(path),
                tree.line(path + "/description"),
                tree.line(path + "/class"),
                switches.read(path));
    }

    private Reading<String> hardwareId(String path) {
        Reading<String> own = tree.line(path + "/hid");
        return own instanceof Reading.Absent<String> ? tree.line(path + "/firmware_node/hid") : own;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
