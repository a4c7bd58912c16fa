package dev.lungfish.cli.command;

import java.util.List;

/// Which Lungfish this is.
public final class Version {
    /// The option's names.
    static final List<String> NAMES = List.of("-V", "--version");

    private Version() {}

    /// Whether nothing else is asked.
    public static boolean isAllAsked(String... arguments) {
        return arguments.length == 1 && NAMES.contains(arguments[0]);
    }

    /// The version alone: `0.1.0`.
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    /// One line: the program, its version, and what runs it.
    ///
    /// **Source:** `java.runtime.version` is what `Runtime.version()` parses; taking that apart and
    /// putting it together again costs a third of a start.
    public static String line() {
        return "lungfish "
                .concat(number())
                .concat(", Java ")
                .concat(System.getProperty("java.runtime.version", "unknown"));
    }
}
