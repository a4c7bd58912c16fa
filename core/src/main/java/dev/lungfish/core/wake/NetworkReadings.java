package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Reading;

/// All that was read of one network interface behind which there is a device.
///
/// @param name `eth0`
/// @param operstate the state of the link in the kernel's word: `up`, `down`, `unknown`
/// @param carrier whether there is a link; the kernel answers only for an interface that is up
/// @param wakeSwitch of the device behind it
public record NetworkReadings(
        String name,
        Reading<NetworkType> type,
        Reading<String> driver,
        Reading<String> operstate,
        Reading<Boolean> carrier,
        Reading<WakeOnLan> wakeOnLan,
        WakeSwitch wakeSwitch) {
    /// What kind of network an interface is on.
    public enum NetworkType {
        ETHERNET,
        /// Wi-Fi, which has Wake-on-WLAN of its own.
        WIRELESS,
        OTHER
    }
}
