package dev.lungfish.cli.command;

/// Which Lungfish this is.
final class Version {
    private Version() {}

    /// One line: the program, its version, and what runs it.
    static String line() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "lungfish "
                + (version == null ? "(unpackaged)" : version)
                + ", Java "
                + Runtime.version();
    }
}
