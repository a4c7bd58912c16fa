package dev.lungfish.linux.rtc;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.RtcReadings;
import dev.lungfish.core.wake.RtcReadings.RtcStatus;
import dev.lungfish.linux.tree.HostTree;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// All RTCs of a host: `/sys/class/rtc`.
public final class RtcClass {
    private static final String FOLDER = "/sys/class/rtc";
    private static final String STATUS = "/proc/driver/rtc";
    private static final Pattern NAME = Pattern.compile("rtc\\d{1,6}");

    private final HostTree tree;

    public RtcClass(HostTree tree) {
        this.tree = tree;
    }

    /// The RTCs by number; empty if the class has none, absent if the kernel has no such class.
    public Reading<List<RtcDevice>> devices() {
        return tree.children(FOLDER)
                .map(names ->
                        names.stream()
                                .filter(name -> NAME.matcher(name).matches())
                                .sorted(
                                        Comparator.comparingInt(
                                                name -> Integer.parseInt(name.substring(3))))
                                .map(name -> new RtcDevice(tree, name))
                                .toList());
    }

    /// The RTC of a name, whether it exists or not.
    ///
    /// @throws IllegalArgumentException if it is no name of an RTC
    public RtcDevice device(String name) {
        String _ = path(name);
        return new RtcDevice(tree, name);
    }

    static String path(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of an RTC expected (rtc0), found " + HostTree.quote(name));
        }
        return FOLDER + "/" + name;
    }

    /// All that can be read of each of these RTCs.
    public List<RtcReadings> read(List<RtcDevice> devices) {
        Optional<String> described = described(devices);
        return devices.stream()
                .map(device ->
                        device.read(
                                described.equals(Optional.of(device.name()))
                                        ? status()
                                        : new Reading.Absent<>(STATUS)))
                .toList();
    }

    /// The kernel describes one RTC in `/proc`: that of the system clock, else `rtc0`.
    private static Optional<String> described(List<RtcDevice> devices) {
        return devices.stream()
                .filter(device -> device.setSystemTime().toOptional().equals(Optional.of(true)))
                .findFirst()
                .or(() -> devices.stream().filter(rtc -> rtc.name().equals("rtc0")).findFirst())
                .map(RtcDevice::name);
    }

    private Reading<RtcStatus> status() {
        return tree.text(STATUS).map(RtcClass::parseStatus);
    }

    private static RtcStatus parseStatus(String text) {
        Map<String, String> entries = new TreeMap<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                entries.putIfAbsent(
                        line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("lines of 'key : value' expected, found none");
        }
        return new RtcStatus(entries);
    }
}
