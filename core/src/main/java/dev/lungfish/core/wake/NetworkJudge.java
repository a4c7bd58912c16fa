package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Judges whether a packet to a network interface can wake the host: its driver must have
/// Wake-on-LAN and its device must be able to signal a wake; it will where a mode is set and the
/// device's switch is on.
public final class NetworkJudge {
    private NetworkJudge() {}

    public static WakeVerdict judge(NetworkReadings network) {
        return switch (network.wakeOnLan()) {
            case Reading.Present<WakeOnLan>(_, WakeOnLan modes, _) -> judgeModes(network, modes);
            case Reading.Absent<WakeOnLan> _ ->
                    verdict(
                            network,
                            Support.UNKNOWN,
                            Optional.empty(),
                            "the Wake-on-LAN modes were not recorded",
                            "on the host itself: ethtool " + network.name());
            case Reading.Denied<WakeOnLan> denied ->
                    notRead(network, denied, "as root: ethtool " + network.name());
            case Reading.Malformed<WakeOnLan> malformed ->
                    notRead(network, malformed, "ethtool " + network.name());
            case Reading.Failed<WakeOnLan> failed ->
                    notRead(network, failed, "ethtool " + network.name());
        };
    }

    /// The row of a host whose network interfaces could not be searched.
    ///
    /// @param searched the folder that was to be looked at, and what went wrong
    public static WakeVerdict notSearched(Evidence searched) {
        return new WakeVerdict(
                WakeKind.NETWORK,
                "network",
                Support.UNKNOWN,
                Optional.empty(),
                "the network interfaces are not known: "
                        + searched.source()
                        + " "
                        + searched.value(),
                "mount sysfs and look: ls /sys/class/net",
                List.of(searched));
    }

    private static WakeVerdict notRead(
            NetworkReadings network, Reading<WakeOnLan> modes, String remedy) {
        return verdict(
                network,
                Support.UNKNOWN,
                Optional.empty(),
                "the Wake-on-LAN modes could not be read: " + modes.source() + " " + modes.found(),
                remedy);
    }

    private static WakeVerdict judgeModes(NetworkReadings network, WakeOnLan modes) {
        if (modes.supported().isEmpty()) {
            return withoutWakeOnLan(network);
        }
        Reading<WakeSetting> setting = network.wakeSwitch().setting();
        if (setting.broken()) {
            return verdict(
                    network,
                    Support.UNKNOWN,
                    Optional.empty(),
                    "it has Wake-on-LAN, but whether its device may wake the host could not be"
                            + " read: "
                            + setting.source()
                            + " "
                            + setting.found(),
                    "cat " + setting.source());
        }
        return switch (setting.toOptional().orElse(WakeSetting.NOT_CAPABLE)) {
            case ENABLED -> modes.set().isEmpty() ? off(network, modes) : on(network, modes);
            case DISABLED -> modes.set().isEmpty() ? off(network, modes) : barred(network, modes);
            case NOT_CAPABLE ->
                    verdict(
                            network,
                            Support.UNKNOWN,
                            modes.set().isEmpty() ? Optional.of(false) : Optional.empty(),
                            "its driver has Wake-on-LAN, but the kernel shows no way for its device"
                                    + " to wake the host; only a test can tell",
                            "look whether the firmware setup has a switch for wake by PCI Express"
                                    + " or LAN, then test it");
        };
    }

    private static WakeVerdict withoutWakeOnLan(NetworkReadings network) {
        Optional<String> driver = network.driver().toOptional();
        String owner = driver.map(name -> "its driver " + name).orElse("its driver");
        if (network.type().toOptional().equals(Optional.of(NetworkType.WIRELESS))) {
            return verdict(
                    network,
                    Support.UNKNOWN,
                    Optional.empty(),
                    owner
                            + " has no Wake-on-LAN; it is wireless, and whether it has Wake-on-WLAN"
                            + " was not read",
                    "iw list shows 'WoWLAN support'; iw phy phy0 wowlan enable magic-packet");
        }
        boolean paravirtual = driver.filter(NetworkJudge::isParavirtual).isPresent();
        return verdict(
                network,
                Support.UNSUPPORTED,
                Optional.of(false),
                owner
                        + (paravirtual
                                ? " has no Wake-on-LAN: the interface is a virtual machine's"
                                : " has no Wake-on-LAN"),
                paravirtual
                        ? "wake the virtual machine from its host: virsh dompmwakeup"
                        : "use another interface, or wake the host by its RTC");
    }

    private static boolean isParavirtual(String driver) {
        return Set.of("virtio_net", "xen_netfront", "hv_netvsc", "ena", "gve").contains(driver);
    }

    private static WakeVerdict off(NetworkReadings network, WakeOnLan modes) {
        List<String> steps = new ArrayList<>();
        WakeOnLanMode mode =
                modes.supported().contains(WakeOnLanMode.MAGIC)
                        ? WakeOnLanMode.MAGIC
                        : modes.supported().iterator().next();
        steps.add("ethtool -s " + network.name() + " wol " + mode.letter());
        if (!network.wakeSwitch().enabled().orElse(false)) {
            steps.add(network.wakeSwitch().howToEnable());
        }
        steps.add(
                "to keep it after a reboot: WakeOnLan="
                        + (mode == WakeOnLanMode.MAGIC ? "magic" : "...")
                        + " in the [Link] section of a systemd .link file");
        return verdict(
                network,
                Support.SUPPORTED,
                Optional.of(false),
                "it has Wake-on-LAN (" + WakeOnLan.letters(modes.supported()) + ") but that is off",
                String.join("; ", steps));
    }

    private static WakeVerdict barred(NetworkReadings network, WakeOnLan modes) {
        return verdict(
                network,
                Support.SUPPORTED,
                Optional.of(false),
                "Wake-on-LAN is set ("
                        + WakeOnLan.letters(modes.set())
                        + ") but its device is not allowed to wake the host",
                network.wakeSwitch().howToEnable());
    }

    private static WakeVerdict on(NetworkReadings network, WakeOnLan modes) {
        String triggers =
                modes.set().stream().map(WakeOnLanMode::trigger).collect(Collectors.joining(", "));
        boolean everyday = modes.set().stream().anyMatch(WakeOnLanMode::everyday);
        boolean linkless =
                network.carrier().toOptional().equals(Optional.of(false))
                        || network.operstate().toOptional().equals(Optional.of("down"));
        return verdict(
                network,
                Support.SUPPORTED,
                Optional.of(true),
                "it wakes the host on "
                        + triggers
                        + (everyday
                                ? "; everyday traffic is among them, so the host may wake early"
                                : "")
                        + (linkless ? "; but it has no link at present" : ""),
                everyday && modes.supported().contains(WakeOnLanMode.MAGIC)
                        ? "to wake on magic packets only: ethtool -s " + network.name() + " wol g"
                        : "");
    }

    private static WakeVerdict verdict(
            NetworkReadings network,
            Support support,
            Optional<Boolean> enabled,
            String reason,
            String remedy) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(network.wakeOnLan().evidence());
        evidence.addAll(network.wakeSwitch().evidence());
        for (Reading<?> reading :
                List.of(network.driver(), network.type(), network.operstate(), network.carrier())) {
            evidence.add(reading.evidence());
        }
        return new WakeVerdict(
                WakeKind.NETWORK, network.name(), support, enabled, reason, remedy, evidence);
    }
}
