package dev.lungfish.core.wake;

import dev.lungfish.core.reason.Spelled;
import java.util.Arrays;

/// What a network interface can wake on.
///
/// **Source:** Linux `include/uapi/linux/ethtool.h`, `WAKE_PHY` and its neighbours; the letters and
/// their meaning are those of `ethtool(8)`, option `wol`.
public enum WakeOnLanMode implements Spelled {
    PHYSICAL('p', 1),
    UNICAST('u', 1 << 1),
    MULTICAST('m', 1 << 2),
    BROADCAST('b', 1 << 3),
    ARP('a', 1 << 4),
    MAGIC('g', 1 << 5),
    MAGIC_WITH_PASSWORD('s', 1 << 6),
    FILTER('f', 1 << 7);

    private final char letter;
    private final int bit;

    WakeOnLanMode(char letter, int bit) {
        this.letter = letter;
        this.bit = bit;
    }

    /// The mode of one of ethtool's letters.
    ///
    /// @throws IllegalArgumentException where ethtool has no such letter
    static WakeOnLanMode ofLetter(char letter) {
        return Arrays.stream(values())
                .filter(mode -> mode.letter == letter)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "Wake-on-LAN letters of pumbagsf, or d, expected, found"
                                        + " the character with the number %s"
                                                .formatted((int) letter)));
    }

    /// The letter that ethtool prints and takes.
    public char letter() {
        return letter;
    }

    /// The kernel's bit.
    public int bit() {
        return bit;
    }

    /// The letter, as a word.
    @Override
    public String spelling() {
        return String.valueOf(letter);
    }

    /// Whether everyday traffic matches, so that a host would hardly stay asleep.
    boolean everyday() {
        return switch (this) {
            case PHYSICAL, UNICAST, MULTICAST, BROADCAST, ARP -> true;
            case MAGIC, MAGIC_WITH_PASSWORD, FILTER -> false;
        };
    }
}
