package dev.lungfish.linux.network;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;
import java.util.Set;

/// Asks what a network interface can wake on, and tells it to.
public interface Ethtool {
    /// The one of a host.
    static Ethtool of(HostTree tree) {
        return tree.isLive() ? new LiveEthtool() : new RecordedEthtool(tree);
    }

    /// The modes of an interface: empty sets where its driver has no Wake-on-LAN, denied to a
    /// caller without privileges, absent where nothing was recorded.
    ///
    /// @param networkInterface `eth0`
    Reading<WakeOnLan> wakeOnLan(String networkInterface);

    /// The SecureOn password that the interface holds, perhaps of zeros alone; empty where it knows
    /// none, or it could not be asked.
    Optional<WakePassword> password(String networkInterface);

    /// Tells an interface what to wake on.
    ///
    /// @param modes none to wake on nothing
    /// @param password of six bytes, for [WakeOnLanMode#MAGIC_WITH_PASSWORD]; empty for zeros
    /// @throws EthtoolException where the driver refuses, or the user may not
    void setWakeOnLan(
            String networkInterface, Set<WakeOnLanMode> modes, Optional<WakePassword> password)
            throws EthtoolException;
}
