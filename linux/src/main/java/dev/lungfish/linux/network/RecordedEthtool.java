package dev.lungfish.linux.network;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.OpenedFiles;
import java.util.Optional;
import java.util.Set;

/// The recorded answers of the drivers. Setting modes changes the record, within what its driver
/// offers.
public record RecordedEthtool(HostTree tree) implements Ethtool {
    @Override
    public Reading<WakeOnLan> wakeOnLan(String networkInterface) {
        return EthtoolRecord.parse(tree.text(EthtoolRecord.path(networkInterface)));
    }

    @Override
    public Optional<WakePassword> password(String networkInterface) {
        return EthtoolRecord.password(tree.text(EthtoolRecord.path(networkInterface)));
    }

    @Override
    public void setWakeOnLan(
            String networkInterface, Set<WakeOnLanMode> modes, Optional<WakePassword> password)
            throws EthtoolException {
        String tried = "set Wake-on-LAN of " + networkInterface + " to " + WakeOnLan.letters(modes);
        Reading<WakeOnLan> found = wakeOnLan(networkInterface);
        Set<WakeOnLanMode> offered =
                found.toOptional()
                        .map(WakeOnLan::supported)
                        .orElseThrow(() -> new EthtoolException(tried, found.found()));
        if (!offered.containsAll(modes)) {
            throw new EthtoolException(
                    tried, "its driver offers " + WakeOnLan.letters(offered) + " alone");
        }
        try (OpenedFiles files = new OpenedFiles(tree)) {
            files.write(
                    EthtoolRecord.path(networkInterface),
                    EthtoolRecord.format(new WakeOnLan(offered, modes), password));
        } catch (HostFileException e) {
            throw new EthtoolException(tried, String.valueOf(e.getMessage()));
        }
    }
}
