package dev.lungfish.core.wake;

import java.util.Arrays;

/// What a network interface can wake on.
///
/// **Source:** Linux `include/uapi/linux/ethtool.h`, `WAKE_PHY` and its neighbours; the letters and
/// their meaning are those of `ethtool(8)`, option `wol`.
public enum WakeOnLanMode {
    PHYSICAL('p', 1, "any change of the link"),
    UNICAST('u', 1 << 1, "unicast packets"),
    MULTICAST('m', 1 << 2, "multicast packets"),
    BROADCAST('b', 1 << 3, "broadcast packets"),
    ARP('a', 1 << 4, "ARP requests"),
    MAGIC('g', 1 << 5, "magic packets"),
    MAGIC_WITH_PASSWORD('s', 1 << 6, "magic packets with a SecureOn password"),
    FILTER('f', 1 << 7, "packets that a filter lets through");

    private final char letter;
    private final int bit;
    private final String trigger;

    WakeOnLanMode(char letter, int bit, String trigger) {
        this.letter = letter;
        this.bit = bit;
        this.trigger = trigger;
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
                                        + " the character with the number "
                                        + (int) letter));
    }

    /// The letter that ethtool prints and takes.
    public char letter() {
        return letter;
    }

    /// The kernel's bit.
    public int bit() {
        return bit;
    }

    /// What it wakes on, in words.
    public String trigger() {
        return trigger;
    }

    /// Whether everyday traffic matches, so that a host would hardly stay asleep.
    boolean everyday() {
        return switch (this) {
            case PHYSICAL, UNICAST, MULTICAST, BROADCAST, ARP -> true;
            case MAGIC, MAGIC_WITH_PASSWORD, FILTER -> false;
        };
    }
}
