package dev.lungfish.agent.wake;

import dev.lungfish.api.DeviceChange;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.wake.WakeVerdict;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import dev.lungfish.linux.network.WakeProbe;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.OpenedFiles;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StoredFile;
import dev.lungfish.state.journal.JournalReader;
import dev.lungfish.state.journal.SleepTotals;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.OutcomeJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The devices of a host that can wake it, and their switches. What was switched is kept in the
/// state directory and switched again after a boot; what is quiet is switched off for sleeps alone.
/// Safe for use by several threads; of several processes one should write at a time.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-devices-power`,
/// `/sys/devices/.../power/wakeup`.
public final class WakeDevices {
    private static final String ENABLED = "enabled";
    private static final String DISABLED = "disabled";
    private static final String SWITCH = "/power/wakeup";

    private final HostTree tree;
    private final StateDirectory state;
    private final StoredFile file;

    /// What is kept.
    ///
    /// @param switched the word that each switch is kept at, by its file
    /// @param quiet names of devices
    /// @param hushed the switches that are off for a sleep and are to be switched on after it
    private record Kept(Map<String, String> switched, Set<String> quiet, Set<String> hushed) {}

    public WakeDevices(HostTree tree, StateDirectory state) {
        this.tree = tree;
        this.state = state;
        file = StoredFile.open(state, "wake-devices.json", "lungfish.wake-devices-kept/1");
    }

    /// All devices with what is known of them.
    public List<WakeDeviceStatus> look() throws StateException {
        Kept kept = kept();
        Map<String, Long> woken = JournalReader.totals(state).woken();
        return WakeProbe.probe(tree).stream()
                .map(verdict ->
                        new WakeDeviceStatus(
                                verdict,
                                title(verdict),
                                kept.quiet().contains(verdict.name()),
                                woken.getOrDefault(verdict.name(), 0L).intValue()))
                .toList();
    }

    /// Switches a device as somebody wants.
    ///
    /// @param word the device's name or what people call it
    /// @return what was done, a reason each
    public List<WakeSwitchReason> change(String word, DeviceChange change)
            throws WakeSwitchException, StateException {
        return switch (change) {
            case ON -> allow(word, true);
            case OFF -> allow(word, false);
            case QUIET -> quiet(word, true);
            case LOUD -> quiet(word, false);
        };
    }

    /// Allows a device to wake the host, or forbids it, and keeps it so.
    ///
    /// @param word the device's name or what people call it
    /// @return what was done, a reason each
    private synchronized List<WakeSwitchReason> allow(String word, boolean allowed)
            throws WakeSwitchException, StateException {
        WakeVerdict device = find(word).verdict();
        String path = switchOf(device);
        Kept kept = kept();
        String setting = allowed ? ENABLED : DISABLED;
        kept.switched().put(path, setting);
        write(kept);
        try {
            set(path, setting);
        } catch (WakeSwitchException e) {
            kept.switched().remove(path);
            write(kept);
            throw e;
        }
        Optional<String> title = properTitle(device);
        List<WakeSwitchReason> done = new ArrayList<>();
        done.add(
                allowed
                        ? new WakeSwitchReason.DeviceAllowed(device.name(), title, path)
                        : new WakeSwitchReason.DeviceForbidden(device.name(), title, path));
        if (!allowed && device.kind() == WakeKind.RTC) {
            done.add(new WakeSwitchReason.RtcForbidden(device.name()));
        }
        return done;
    }

    /// Switches a device off for sleeps, or not any more.
    ///
    /// @return what was done, a reason each
    private synchronized List<WakeSwitchReason> quiet(String word, boolean quiet)
            throws WakeSwitchException, StateException {
        WakeDeviceStatus sight = find(word);
        WakeVerdict device = sight.verdict();
        String path = switchOf(device);
        Optional<String> title = properTitle(device);
        if (quiet && device.kind() == WakeKind.RTC) {
            throw new WakeSwitchException(new WakeSwitchReason.RtcNeverQuiet(device.name(), title));
        }
        Kept kept = kept();
        boolean changed =
                quiet ? kept.quiet().add(device.name()) : kept.quiet().remove(device.name());
        write(kept);
        if (!changed) {
            return List.of(
                    quiet
                            ? new WakeSwitchReason.DeviceQuietAlready(device.name(), title)
                            : new WakeSwitchReason.DeviceWasNotQuiet(device.name(), title));
        }
        return List.of(
                quiet
                        ? new WakeSwitchReason.DeviceQuiet(device.name(), title, path)
                        : new WakeSwitchReason.DeviceNotQuietAnyMore(device.name(), title));
    }

    /// Switches off what is quiet, before a sleep.
    ///
    /// @return what could not be switched off, a reason each
    public synchronized List<WakeSwitchReason> hush() {
        List<WakeSwitchReason> failures = new ArrayList<>();
        try {
            Kept kept = kept();
            if (kept.quiet().isEmpty()) {
                return failures;
            }
            for (WakeVerdict device : WakeProbe.probe(tree)) {
                if (kept.quiet().contains(device.name())
                        && device.enabled().equals(Optional.of(true))) {
                    try {
                        String path = switchOf(device);
                        kept.hushed().add(path);
                        write(kept);
                        set(path, DISABLED);
                    } catch (WakeSwitchException e) {
                        failures.add(
                                new WakeSwitchReason.WakeupNotDisabled(device.name(), e.reason()));
                    }
                }
            }
        } catch (StateException e) {
            failures.add(new WakeSwitchReason.QuietDevicesNotKnown(String.valueOf(e.getMessage())));
        }
        return failures;
    }

    /// Switches on again what was switched off for a sleep, also for one that an earlier process
    /// did not come back from.
    ///
    /// @return what could not be switched on, a reason each
    public synchronized List<WakeSwitchReason> unhush() {
        List<WakeSwitchReason> failures = new ArrayList<>();
        try {
            Kept kept = kept();
            if (kept.hushed().isEmpty()) {
                return failures;
            }
            for (String path : List.copyOf(kept.hushed())) {
                try {
                    if (tree.exists(path)) {
                        set(path, ENABLED);
                    }
                    kept.hushed().remove(path);
                } catch (WakeSwitchException e) {
                    failures.add(e.reason());
                }
            }
            write(kept);
        } catch (StateException e) {
            failures.add(
                    new WakeSwitchReason.DisabledWakeupsNotKnown(String.valueOf(e.getMessage())));
        }
        return failures;
    }

    /// Switches again what a boot or a driver has set back.
    ///
    /// @return what was switched or could not be, a reason each
    public synchronized List<WakeSwitchReason> keep() {
        List<WakeSwitchReason> done = new ArrayList<>();
        try {
            for (Map.Entry<String, String> kept : kept().switched().entrySet()) {
                Optional<String> found = tree.line(kept.getKey()).toOptional();
                if (found.isPresent() && !found.get().equals(kept.getValue())) {
                    set(kept.getKey(), kept.getValue());
                    done.add(
                            new WakeSwitchReason.WakeSwitchSetAgain(
                                    kept.getKey(), kept.getValue()));
                }
            }
        } catch (WakeSwitchException e) {
            done.add(e.reason());
        } catch (StateException e) {
            done.add(WakeSwitchException.failed(e));
        }
        return done;
    }

    /// What to tell of a device that ended a sleep before its time, a reason for each.
    public List<WakeSwitchReason> blame(WakeCause cause) {
        Set<String> named = SleepTotals.devices(cause);
        if (named.isEmpty()) {
            return List.of();
        }
        try {
            return look().stream()
                    .filter(sight -> named.contains(sight.verdict().name()))
                    .<WakeSwitchReason>map(sight ->
                            new WakeSwitchReason.SpuriousWakes(
                                    sight.verdict().name(),
                                    properTitle(sight.verdict()),
                                    sight.woke()))
                    .toList();
        } catch (StateException e) {
            return List.of(WakeSwitchException.failed(e));
        }
    }

    private WakeDeviceStatus find(String word) throws WakeSwitchException, StateException {
        List<WakeDeviceStatus> all = look();
        List<WakeDeviceStatus> exact =
                all.stream().filter(sight -> sight.verdict().name().equals(word)).toList();
        List<WakeDeviceStatus> found =
                exact.isEmpty()
                        ? all.stream()
                                .filter(sight ->
                                        sight.title()
                                                .toLowerCase(Locale.ROOT)
                                                .contains(word.toLowerCase(Locale.ROOT)))
                                .toList()
                        : exact;
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new WakeSwitchException(
                found.isEmpty()
                        ? new WakeSwitchReason.NoSuchWakeDevice(word)
                        : new WakeSwitchReason.WakeDeviceAmbiguous(
                                word,
                                found.stream().map(sight -> sight.verdict().name()).toList()));
    }

    private static String switchOf(WakeVerdict device) throws WakeSwitchException {
        return device.evidence().stream()
                .map(Evidence::source)
                .filter(source -> source.endsWith(SWITCH))
                .findFirst()
                .filter(_ -> device.enabled().isPresent())
                .orElseThrow(() ->
                        new WakeSwitchException(
                                new WakeSwitchReason.NoWakeSwitch(
                                        device.name(), properTitle(device), device.reason())));
    }

    private void set(String path, String word) throws WakeSwitchException {
        try (OpenedFiles files = new OpenedFiles(tree)) {
            files.write(path, word);
        } catch (HostFileException e) {
            throw new WakeSwitchException(e);
        }
        Optional<String> readBack = tree.line(path).toOptional();
        if (!readBack.equals(Optional.of(word))) {
            throw new WakeSwitchException(
                    new WakeSwitchReason.WakeSwitchNotTaken(path, word, readBack));
        }
    }

    /// What people call it, where that is not its name.
    private static Optional<String> properTitle(WakeVerdict device) {
        return Optional.of(title(device)).filter(title -> !title.equals(device.name()));
    }

    private static String title(WakeVerdict device) {
        return device.title().isEmpty() ? device.name() : device.title();
    }

    private Kept kept() throws StateException {
        Optional<JsonObject> document = file.read();
        Kept kept = new Kept(new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        if (document.isEmpty()) {
            return kept;
        }
        try {
            for (JsonObject one : document.get().objects("switched")) {
                kept.switched().put(one.text("file"), one.text("setting"));
            }
            kept.quiet().addAll(document.get().texts("quiet"));
            kept.hushed().addAll(document.get().texts("hushed"));
            return kept;
        } catch (IllegalArgumentException e) {
            throw file.unusable(e);
        }
    }

    private void write(Kept kept) throws StateException {
        file.write(json -> {
            json.writeArrayPropertyStart("switched");
            kept.switched()
                    .forEach((path, setting) -> {
                        json.writeStartObject();
                        json.writeStringProperty("file", path);
                        json.writeStringProperty("setting", setting);
                        json.writeEndObject();
                    });
            json.writeEndArray();
            OutcomeJson.texts(json, "quiet", List.copyOf(kept.quiet()));
            OutcomeJson.texts(json, "hushed", List.copyOf(kept.hushed()));
        });
    }
}
