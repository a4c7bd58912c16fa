package dev.lungfish.linux.network;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.WakeOnLan;
import java.nio.charset.StandardCharsets;

/// Asks the drivers of this machine, through the kernel's ethtool call. Native calls are prepared
/// with the first question; Java must run with `--enable-native-access` for them.
///
/// **Source:** Linux `include/uapi/linux/ethtool.h`, `ETHTOOL_GWOL`. `dev_ethtool()` in
/// `net/ethtool/ioctl.c` answers it only to a caller with `CAP_NET_ADMIN`, since the answer holds
/// the SecureOn password (which is not read here).
public final class LiveEthtool implements Ethtool {
    /// `IFNAMSIZ` less the closing zero.
    private static final int LONGEST_NAME_BYTES = 15;

    private static final int EPERM = 1;
    private static final int EOPNOTSUPP = 95;

    @Override
    public Reading<WakeOnLan> wakeOnLan(String networkInterface) {
        String source = "ioctl ETHTOOL_GWOL " + networkInterface;
        byte[] name = networkInterface.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > LONGEST_NAME_BYTES) {
            return new Reading.Malformed<>(
                    source,
                    "a name of 1 to "
                            + LONGEST_NAME_BYTES
                            + " bytes expected, found "
                            + name.length);
        }
        try {
            return understand(source, EthtoolCall.wakeOnLan(name));
        } catch (LinkageError | IllegalCallerException e) {
            return new Reading.Failed<>(
                    source,
                    "Java may not call the kernel: start it with --enable-native-access=ALL-UNNAMED"
                            + " ("
                            + e.getMessage()
                            + ")");
        }
    }

    private static Reading<WakeOnLan> understand(String source, EthtoolCall.Answer answer) {
        return switch (answer) {
            case EthtoolCall.Modes(int supported, int set) -> {
                WakeOnLan modes =
                        new WakeOnLan(WakeOnLan.modesOfBits(supported), WakeOnLan.modesOfBits(set));
                yield new Reading.Present<>(source, modes, modes.inWords());
            }
            case EthtoolCall.Refused(_, int errno) when errno == EOPNOTSUPP ->
                    new Reading.Present<>(
                            source, WakeOnLan.none(), "EOPNOTSUPP: the driver has no Wake-on-LAN");
            case EthtoolCall.Refused(_, int errno) when errno == EPERM ->
                    new Reading.Denied<>(source, "EPERM: the call needs CAP_NET_ADMIN");
            case EthtoolCall.Refused(String call, int errno) ->
                    new Reading.Failed<>(source, call + ": " + ErrorNumber.inWords(errno));
        };
    }
}
