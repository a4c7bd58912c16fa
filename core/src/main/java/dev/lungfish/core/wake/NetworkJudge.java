package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.Surroundings;
import dev.lungfish.core.wake.NetworkReadings.NetworkType;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges whether a packet to a network interface can wake the host: its driver must have
/// Wake-on-LAN and its device must be able to signal a wake; it will where a mode is set and the
/// device's switch is on.
public final class NetworkJudge {
    private NetworkJudge() {}

    public static WakeVerdict judge(NetworkReadings network) {
        Reading<WakeOnLan> reading = network.wakeOnLan();
        return switch (reading) {
            case Reading.Present<WakeOnLan>(_, WakeOnLan modes, _) -> judgeModes(network, modes);
            case Reading.Absent<WakeOnLan> _ ->
                    unknown(network, new NetworkReason.WakeOnLanNotRecorded(network.name()));
            case Reading.Denied<WakeOnLan> _,
                    Reading.Malformed<WakeOnLan> _,
                    Reading.Failed<WakeOnLan> _ ->
                    unknown(
                            network,
                            new NetworkReason.WakeOnLanNotRead(
                                    network.name(),
                                    reading instanceof Reading.Denied<WakeOnLan>,
                                    SourceReason.of(reading)));
        };
    }

    /// The same, with the remedy that fits the place.
    public static WakeVerdict judge(NetworkReadings network, Surroundings place) {
        WakeVerdict verdict = judge(network);
        boolean ofLibvirt =
                place.container().isEmpty()
                        && place.virtualMachine()
                                .filter(Set.of("kvm", "qemu")::contains)
                                .isPresent();
        return verdict.reason() instanceof NetworkReason.VirtualNic(Optional<String> driver, _)
                ? new WakeVerdict(
                        verdict.kind(),
                        verdict.name(),
                        verdict.support(),
                        verdict.enabled(),
                        new NetworkReason.VirtualNic(driver, ofLibvirt),
                        verdict.evidence())
                : verdict;
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
                new NetworkReason.NicsNotSearched(searched.source(), searched.value()),
                List.of(searched));
    }

    private static WakeVerdict unknown(NetworkReadings network, NetworkReason reason) {
        return verdict(network, Support.UNKNOWN, Optional.empty(), reason);
    }

    private static WakeVerdict judgeModes(NetworkReadings network, WakeOnLan modes) {
        if (modes.supported().isEmpty()) {
            return withoutWakeOnLan(network);
        }
        Reading<WakeSetting> setting = network.wakeSwitch().setting();
        if (setting.broken()) {
            return unknown(
                    network,
                    new NetworkReason.NicSwitchNotRead(setting.source(), SourceReason.of(setting)));
        }
        return switch (setting.toOptional().orElse(WakeSetting.NOT_CAPABLE)) {
            case ENABLED -> modes.set().isEmpty() ? off(network, modes) : on(network, modes);
            case DISABLED -> modes.set().isEmpty() ? off(network, modes) : barred(network, modes);
            case NOT_CAPABLE ->
                    verdict(
                            network,
                            Support.UNKNOWN,
                            modes.set().isEmpty() ? Optional.of(false) : Optional.empty(),
                            new NetworkReason.NicWakeUntested());
        };
    }

    private static WakeVerdict withoutWakeOnLan(NetworkReadings network) {
        Optional<String> driver = network.driver().toOptional();
        if (network.type().toOptional().equals(Optional.of(NetworkType.WIRELESS))) {
            return unknown(network, new NetworkReason.WirelessNic(driver));
        }
        return verdict(
                network,
                Support.UNSUPPORTED,
                Optional.of(false),
                driver.filter(NetworkJudge::isParavirtual).isPresent()
                        ? new NetworkReason.VirtualNic(driver, false)
                        : new NetworkReason.NoWakeOnLan(driver));
    }

    private static boolean isParavirtual(String driver) {
        return Set.of("virtio_net", "xen_netfront", "hv_netvsc", "ena", "gve").contains(driver);
    }

    private static WakeVerdict off(NetworkReadings network, WakeOnLan modes) {
        WakeOnLanMode mode =
                modes.supported().contains(WakeOnLanMode.MAGIC)
                        ? WakeOnLanMode.MAGIC
                        : modes.supported().iterator().next();
        boolean enabled = network.wakeSwitch().enabled().orElse(false);
        return verdict(
                network,
                Support.SUPPORTED,
                Optional.of(false),
                new NetworkReason.WakeOnLanOff(
                        network.name(),
                        WakeOnLan.letters(modes.supported()),
                        mode,
                        enabled
                                ? Optional.empty()
                                : Optional.of(network.wakeSwitch().setting().source())));
    }

    private static WakeVerdict barred(NetworkReadings network, WakeOnLan modes) {
        return verdict(
                network,
                Support.SUPPORTED,
                Optional.of(false),
                new NetworkReason.NicMayNotWake(
                        WakeOnLan.letters(modes.set()), network.wakeSwitch().setting().source()));
    }

    private static WakeVerdict on(NetworkReadings network, WakeOnLan modes) {
        return verdict(
                network,
                Support.SUPPORTED,
                Optional.of(true),
                new NetworkReason.NicWakes(
                        network.name(),
                        List.copyOf(modes.set()),
                        modes.set().stream().anyMatch(WakeOnLanMode::everyday),
                        modes.supported().contains(WakeOnLanMode.MAGIC),
                        network.carrier().toOptional().equals(Optional.of(false))
                                || network.operstate().toOptional().equals(Optional.of("down"))));
    }

    private static WakeVerdict verdict(
            NetworkReadings network,
            Support support,
            Optional<Boolean> enabled,
            NetworkReason reason) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(network.wakeOnLan().evidence());
        evidence.addAll(network.wakeSwitch().evidence());
        for (Reading<?> reading :
                List.of(network.driver(), network.type(), network.operstate(), network.carrier())) {
            evidence.add(reading.evidence());
        }
        return new WakeVerdict(
                WakeKind.NETWORK, network.name(), support, enabled, reason, evidence);
    }
}
