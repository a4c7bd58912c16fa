package dev.lungfish.linux.network;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.WakeOnLan;

/// Asks what a network interface can wake on, and is told to.
@FunctionalInterface
public interface Ethtool {
    /// The modes of an interface: empty sets where its driver has no Wake-on-LAN, denied to a
    /// caller without privileges, absent where nothing was recorded.
    ///
    /// @param networkInterface `eth0`
    Reading<WakeOnLan> wakeOnLan(String networkInterface);
}
