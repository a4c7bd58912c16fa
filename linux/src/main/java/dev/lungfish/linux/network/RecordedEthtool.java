package dev.lungfish.linux.network;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.linux.tree.HostTree;

/// What a recorded machine's drivers had answered.
public record RecordedEthtool(HostTree tree) implements Ethtool {
    @Override
    public Reading<WakeOnLan> wakeOnLan(String networkInterface) {
        return EthtoolRecord.parse(tree.text(EthtoolRecord.path(networkInterface)));
    }
}
