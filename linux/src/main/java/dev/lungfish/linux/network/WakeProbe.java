package dev.lungfish.linux.network;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.Surroundings;
import dev.lungfish.core.wake.DeviceJudge;
import dev.lungfish.core.wake.NetworkJudge;
import dev.lungfish.core.wake.RtcJudge;
import dev.lungfish.core.wake.RtcReadings.HostClockReadings;
import dev.lungfish.core.wake.WakeVerdict;
import dev.lungfish.linux.device.DeviceFolder;
import dev.lungfish.linux.device.FoundDevices;
import dev.lungfish.linux.device.ListedDevices;
import dev.lungfish.linux.device.WakeDeviceSearch;
import dev.lungfish.linux.rtc.HostClock;
import dev.lungfish.linux.rtc.RtcClass;
import dev.lungfish.linux.rtc.RtcDevice;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.virtualization.SurroundingsReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Judges every device that could wake a host. An unreadable source makes only its own verdict
/// unknown.
public final class WakeProbe {
    private WakeProbe() {}

    /// One verdict for each device: RTCs by number, network interfaces by name, then all others by
    /// kind and name. A host without an RTC has one verdict that says so. Never throws because of
    /// the content of a host or a record.
    public static List<WakeVerdict> probe(HostTree tree) {
        return probe(tree, Ethtool.of(tree));
    }

    static List<WakeVerdict> probe(HostTree tree, Ethtool ethtool) {
        ListedDevices listed = new ListedDevices(tree);
        List<WakeVerdict> verdicts = new ArrayList<>(rtcs(tree, listed));
        verdicts.addAll(networks(tree, ethtool, listed));
        verdicts.addAll(others(tree, listed));
        return List.copyOf(verdicts);
    }

    private static List<WakeVerdict> rtcs(HostTree tree, ListedDevices listed) {
        RtcClass rtcClass = new RtcClass(tree);
        Reading<List<RtcDevice>> found = rtcClass.devices();
        if (found instanceof Reading.Absent<List<RtcDevice>>) {
            return List.of(withoutRtcClass(tree, found.evidence()));
        }
        if (!(found instanceof Reading.Present<List<RtcDevice>>(_, List<RtcDevice> devices, _))) {
            return List.of(RtcJudge.notSearched(found.evidence()));
        }
        if (devices.isEmpty()) {
            return List.of(RtcJudge.none(found.evidence()));
        }
        for (RtcDevice device : devices) {
            listed.add(device.devicePath(), device.deviceName());
        }
        HostClockReadings clock = new HostClock(tree).read();
        return rtcClass.read(devices).stream().map(rtc -> RtcJudge.judge(rtc, clock)).toList();
    }

    /// A kernel without RTCs has other classes; a host without `/sys` has none.
    private static WakeVerdict withoutRtcClass(HostTree tree, Evidence rtcClass) {
        Reading<List<String>> classes = tree.children("/sys/class");
        return classes instanceof Reading.Present<List<String>>
                ? RtcJudge.none(rtcClass)
                : RtcJudge.notSearched(classes.evidence());
    }

    private static List<WakeVerdict> networks(
            HostTree tree, Ethtool ethtool, ListedDevices listed) {
        NetworkInterfaces interfaces = new NetworkInterfaces(tree, ethtool);
        Reading<List<String>> names = interfaces.names();
        if (names.broken()) {
            return List.of(NetworkJudge.notSearched(names.evidence()));
        }
        Surroundings place = new SurroundingsReader(tree).read();
        List<WakeVerdict> verdicts = new ArrayList<>();
        for (String name : names.toOptional().orElse(List.of())) {
            String device = interfaces.devicePath(name);
            listed.add(device, new DeviceFolder(tree, device).pciName());
            listed.add(interfaces.wakeDevicePath(name), Optional.empty());
            verdicts.add(NetworkJudge.judge(interfaces.read(name), place));
        }
        return verdicts;
    }

    private static List<WakeVerdict> others(HostTree tree, ListedDevices listed) {
        FoundDevices found = new WakeDeviceSearch(tree, listed).search();
        List<WakeVerdict> verdicts = new ArrayList<>();
        found.devices().stream()
                .map(DeviceJudge::judge)
                .sorted(Comparator.comparing(WakeVerdict::kind).thenComparing(WakeVerdict::name))
                .forEach(verdicts::add);
        found.notSearched().stream().map(DeviceJudge::notSearched).forEach(verdicts::add);
        return verdicts;
    }
}
