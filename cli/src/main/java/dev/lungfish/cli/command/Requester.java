package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;

/// Who runs the command.
final class Requester {
    private Requester() {}

    static String user() {
        return System.getProperty("user.name", "unknown");
    }

    static boolean isRoot() {
        return ObservedHost.isAskedByRoot(user());
    }

    /// In words, for the journal and for messages of other processes.
    ///
    /// @param command that is run: `lungfish suspend`
    static String inWords(String command) {
        String behind = System.getenv().getOrDefault("SUDO_USER", "");
        return user() + (behind.isEmpty() ? "" : " (" + behind + " by sudo)") + " by " + command;
    }
}
