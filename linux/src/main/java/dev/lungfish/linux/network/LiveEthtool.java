package dev.lungfish.linux.network;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.syscall.SocketRefusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Asks the drivers of this machine, by the kernel's ethtool call. Native calls are linked at the
/// first question; they need `--enable-native-access`.
///
/// **Source:** Linux `include/uapi/linux/ethtool.h`, `ETHTOOL_GWOL` and `ETHTOOL_SWOL`.
/// `dev_ethtool()` in `net/ethtool/ioctl.c` answers both only to a caller with `CAP_NET_ADMIN`,
/// since the answer holds the SecureOn password.
public final class LiveEthtool implements Ethtool {
    /// `IFNAMSIZ` less the closing zero.
    private static final int LONGEST_NAME_BYTES = 15;

    private static final int EPERM = 1;
    private static final int EINVAL = 22;
    private static final int EOPNOTSUPP = 95;

    @Override
    public Reading<WakeOnLan> wakeOnLan(String networkInterface) {
        String source = "ioctl ETHTOOL_GWOL " + networkInterface;
        byte[] name = networkInterface.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > LONGEST_NAME_BYTES) {
            return new Reading.Malformed<>(source, wrongLength(name));
        }
        try {
            EthtoolCall.Modes bits = EthtoolCall.wakeOnLan(name);
            WakeOnLan modes =
                    new WakeOnLan(
                            WakeOnLan.modesOfBits(bits.supported()),
                            WakeOnLan.modesOfBits(bits.set()));
            return new Reading.Present<>(source, modes, modes.inWords());
        } catch (SocketRefusal e) {
            return switch (e.error()) {
                case EOPNOTSUPP ->
                        new Reading.Present<>(
                                source,
                                WakeOnLan.none(),
                                "EOPNOTSUPP: the driver has no Wake-on-LAN");
                case EPERM -> new Reading.Denied<>(source, "EPERM: the call needs CAP_NET_ADMIN");
                default ->
                        new Reading.Failed<>(
                                source, e.call() + ": " + ErrorNumber.inWords(e.error()));
            };
        } catch (LinkageError | IllegalCallerException e) {
            return new Reading.Failed<>(source, noNativeAccess(e));
        }
    }

    @Override
    public Optional<WakePassword> password(String networkInterface) {
        byte[] name = networkInterface.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > LONGEST_NAME_BYTES) {
            return Optional.empty();
        }
        try {
            EthtoolCall.Modes bits = EthtoolCall.wakeOnLan(name);
            return (bits.supported() & WakeOnLanMode.MAGIC_WITH_PASSWORD.bit()) == 0
                    ? Optional.empty()
                    : Optional.of(bits.password());
        } catch (SocketRefusal | LinkageError | IllegalCallerException _) {
            return Optional.empty();
        }
    }

    /// **Source:** Linux `include/uapi/linux/ethtool.h`, `ETHTOOL_GPERMADDR`, which anybody may
    /// ask.
    @Override
    public Optional<MacAddress> permanentAddress(String networkInterface) {
        byte[] name = networkInterface.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > LONGEST_NAME_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(EthtoolCall.permanentAddress(name))
                    .filter(address -> address.length == MacAddress.BYTES)
                    .filter(address -> !Arrays.equals(address, new byte[MacAddress.BYTES]))
                    .map(MacAddress::of);
        } catch (SocketRefusal | LinkageError | IllegalCallerException _) {
            return Optional.empty();
        }
    }

    @Override
    public void setWakeOnLan(
            String networkInterface, Set<WakeOnLanMode> modes, Optional<WakePassword> password)
            throws EthtoolException {
        String tried = "set Wake-on-LAN of " + networkInterface + " to " + WakeOnLan.letters(modes);
        byte[] name = networkInterface.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > LONGEST_NAME_BYTES) {
            throw new EthtoolException(tried, wrongLength(name));
        }
        byte[] secret = password.map(WakePassword::bytes).orElse(new byte[WakePassword.CARD_BYTES]);
        if (secret.length != WakePassword.CARD_BYTES) {
            throw new EthtoolException(
                    tried, "a network card keeps a password of six bytes, like 00:11:22:33:44:55");
        }
        try {
            EthtoolCall.setWakeOnLan(
                    name,
                    modes.stream().mapToInt(WakeOnLanMode::bit).reduce(0, (a, b) -> a | b),
                    secret);
        } catch (SocketRefusal e) {
            throw new EthtoolException(
                    tried,
                    switch (e.error()) {
                        case EOPNOTSUPP -> "its driver has no Wake-on-LAN";
                        case EPERM -> "not permitted; root may";
                        case EINVAL ->
                                "its driver refuses these modes (EINVAL); 'lungfish wol %s' tells which it has"
                                        .formatted(networkInterface);
                        default -> e.call() + ": " + ErrorNumber.inWords(e.error());
                    });
        } catch (LinkageError | IllegalCallerException e) {
            throw new EthtoolException(tried, noNativeAccess(e));
        }
    }

    private static String wrongLength(byte[] name) {
        return "a name of 1 to " + LONGEST_NAME_BYTES + " bytes expected, found " + name.length;
    }

    private static String noNativeAccess(Throwable e) {
        return "Java may not call the kernel: start it with --enable-native-access=ALL-UNNAMED (%s)"
                .formatted(e.getMessage());
    }
}
