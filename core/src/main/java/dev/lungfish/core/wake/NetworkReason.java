package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// Why a packet to a network interface can or can't wake the host.
public sealed interface NetworkReason extends Reason {
    /// The reason `nic-wakes`.
    ///
    /// @param everyday whether everyday traffic is among the packets
    /// @param magic whether its driver knows magic packets
    /// @param linkDown whether it has no link at present
    record NicWakes(
            String nic,
            List<WakeOnLanMode> modes,
            boolean everyday,
            boolean magic,
            boolean linkDown)
            implements NetworkReason {}

    /// The reason `wake-on-lan-off`.
    ///
    /// @param supported letters of the modes that its driver has
    /// @param mode the one to set
    /// @param wakeSwitch of its device, where that is off too
    record WakeOnLanOff(
            String nic, String supported, WakeOnLanMode mode, Optional<String> wakeSwitch)
            implements NetworkReason {}

    /// The reason `nic-may-not-wake`.
    ///
    /// @param modes letters of the modes that are set
    record NicMayNotWake(String modes, String wakeSwitch) implements NetworkReason {}

    record NoWakeOnLan(Optional<String> driver) implements NetworkReason {}

    /// The reason `virtual-nic`.
    ///
    /// @param ofLibvirt whether its host may well run libvirt, as it is QEMU's and no cloud's
    record VirtualNic(Optional<String> driver, boolean ofLibvirt) implements NetworkReason {}

    record WirelessNic(Optional<String> driver) implements NetworkReason {}

    record NicWakeUntested() implements NetworkReason {}

    record NicSwitchNotRead(String file, SourceReason cause) implements NetworkReason {}

    record WakeOnLanNotRecorded(String nic) implements NetworkReason {}

    /// The reason `wake-on-lan-not-read`.
    ///
    /// @param denied whether only root may read it
    record WakeOnLanNotRead(String nic, boolean denied, SourceReason cause)
            implements NetworkReason {}

    record NicsNotSearched(String folder, String problem) implements NetworkReason {}
}
