package dev.lungfish.core.wake;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// The Wake-on-LAN modes of one network interface.
///
/// @param supported what its driver offers; empty where the driver has no Wake-on-LAN
/// @param set what it is told to wake on
public record WakeOnLan(Set<WakeOnLanMode> supported, Set<WakeOnLanMode> set) {
    private static final String NO_MODE = "d";

    public WakeOnLan {
        supported = inOrder(supported);
        set = inOrder(set);
    }

    /// A driver that has no Wake-on-LAN.
    public static WakeOnLan none() {
        return new WakeOnLan(Set.of(), Set.of());
    }

    /// The modes of the kernel's bits; bits that this list does not know are left out.
    public static Set<WakeOnLanMode> modesOfBits(int bits) {
        return Arrays.stream(WakeOnLanMode.values())
                .filter(mode -> (bits & mode.bit()) != 0)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(WakeOnLanMode.class)));
    }

    /// The modes of ethtool's letters; `d` stands for none.
    ///
    /// @throws IllegalArgumentException at a letter that ethtool does not have
    public static Set<WakeOnLanMode> modesOfLetters(String letters) {
        EnumSet<WakeOnLanMode> modes = EnumSet.noneOf(WakeOnLanMode.class);
        if (letters.equals(NO_MODE)) {
            return modes;
        }
        for (int i = 0; i < letters.length(); i++) {
            modes.add(WakeOnLanMode.ofLetter(letters.charAt(i)));
        }
        return modes;
    }

    /// Ethtool's letters for some modes; `d` for none.
    public static String letters(Set<WakeOnLanMode> modes) {
        return modes.isEmpty()
                ? NO_MODE
                : Arrays.stream(WakeOnLanMode.values())
                        .filter(modes::contains)
                        .map(WakeOnLanMode::spelling)
                        .collect(Collectors.joining());
    }

    /// As evidence: `supports pumbg, set to g`.
    public String inWords() {
        return "supports " + letters(supported) + ", set to " + letters(set);
    }

    private static Set<WakeOnLanMode> inOrder(Set<WakeOnLanMode> modes) {
        return modes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(modes));
    }
}
