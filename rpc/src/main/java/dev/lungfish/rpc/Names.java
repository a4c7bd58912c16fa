package dev.lungfish.rpc;

import java.util.Locale;

/// Names of Java as XDR's language writes them.
final class Names {
    private Names() {}

    /// `onEarlyWake` is `on_early_wake`.
    static String underscored(String name) {
        return words(name, "_");
    }

    /// `NeverEntered` is `never-entered`.
    static String hyphenated(String name) {
        return words(name, "-");
    }

    private static String words(String name, String between) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", between).toLowerCase(Locale.ROOT);
    }

    /// That of a type with its surroundings: `Outcome.Slept` is `outcome_slept`.
    static String of(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return (around == null ? "" : of(around) + "_") + underscored(type.getSimpleName());
    }
}
