package dev.lungfish.cli.command;

/// Which Lungfish this is.
final class Version {
    private Version() {}

    /// One line: the program, its version, and what runs it. `0.1.0`.
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    static String line() {
        return "lungfish " + number() + ", Java " + Runtime.version();
    }
}
