package dev.lungfish.linux.network;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;
import java.util.Set;

/// Reads and sets what a network interface wakes the host on.
public interface Ethtool {
    /// The ethtool interface of a host.
    static Ethtool of(HostTree tree) {
        return tree.isLive() ? new LiveEthtool() : new RecordedEthtool(tree);
    }

    /// The modes of an interface: empty sets if its driver has no Wake-on-LAN, denied to a caller
    /// without privileges, absent if nothing was recorded.
    ///
    /// @param networkInterface `eth0`
    Reading<WakeOnLan> wakeOnLan(String networkInterface);

    /// The SecureOn password of the interface, possibly all zeros; empty if it has none, or if it
    /// could not be read.
    Optional<WakePassword> password(String networkInterface);

    /// The address that the NIC was made with; empty where its driver does not tell it, or where it
    /// was not recorded.
    default Optional<MacAddress> permanentAddress(String networkInterface) {
        return Optional.empty();
    }

    /// Sets what an interface wakes the host on.
    ///
    /// @param modes none to wake on nothing
    /// @param password of six bytes, for [WakeOnLanMode#MAGIC_WITH_PASSWORD]; empty for zeros
    /// @throws EthtoolException if the driver refuses, or the user may not
    void setWakeOnLan(
            String networkInterface, Set<WakeOnLanMode> modes, Optional<WakePassword> password)
            throws EthtoolException;
}
