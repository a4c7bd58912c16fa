package dev.lungfish.linux.record;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What stands in a record for what identifies a host: the same for the same value, wherever it
/// stands and however it is written, so that a record still shows what belongs together. Not safe
/// for use by several threads.
final class Pseudonyms {
    private final Map<String, Map<String, Integer>> numbers = new HashMap<>();

    /// The number of a value, from 0.
    ///
    /// @param kind values of different kinds are counted apart
    int number(String kind, String value) {
        Map<String, Integer> known = numbers.computeIfAbsent(kind, _ -> new HashMap<>());
        return known.computeIfAbsent(value.toLowerCase(Locale.ROOT), _ -> known.size());
    }

    /// An address of a link in the form of the original: with colons, with hyphens, or bare.
    String mac(String original) {
        String digits = original.replaceAll("[:-]", "");
        String hidden = "%012x".formatted(number("mac", digits));
        String separator = original.contains(":") ? ":" : original.contains("-") ? "-" : "";
        return separator.isEmpty()
                ? hidden
                : String.join(separator, hidden.split("(?<=\\G..)", -1)).replaceAll("[:-]$", "");
    }

    /// A number in hexadecimal digits, as long as the original.
    String digits(String kind, String original) {
        return ("%0" + original.length() + "x").formatted(number(kind, original));
    }

    /// **Source:** RFC 5737.
    String ipv4(String original) {
        int number = number("ipv4", original);
        return "192.0.2." + Math.min(number + 1, 254);
    }

    /// **Source:** RFC 3849.
    String ipv6(String original) {
        return "2001:db8::%x".formatted(number("ipv6", original) + 1);
    }

    /// A UUID.
    String uuid(String original) {
        return "00000000-0000-0000-0000-%012x".formatted(number("uuid", original));
    }

    /// A word: `user-0`.
    String word(String kind, String original) {
        return kind + "-" + number(kind, original);
    }
}
