package dev.lungfish.daemon.sockets;

import dev.lungfish.core.reason.Reason;

/// What a start of the daemon would fail on, or what would not work then, though the configuration
/// can be parsed. `key` is the setting: `daemon.tls`.
public sealed interface StartReason extends Reason {
    record CertificateUnusable(String key, String found) implements StartReason {}

    /// What this host would show to a neighbour by TLS, or check it by.
    record NeighbourCertificateUnusable(String key, String uri, String found)
            implements StartReason {}

    /// An entry of a list of names that no certificate can match.
    record AllowedNameUseless(String key, String entry) implements StartReason {}

    /// A list of names lets nobody in.
    record NobodyAllowed(String key) implements StartReason {}

    record GroupUnknown(String key, String group) implements StartReason {}

    /// A port can't be opened.
    ///
    /// @param port as the configuration has it, with its address
    record PortUnusable(String key, String port, String found) implements StartReason {}

    record SocketFolderUnusable(String key, String folder, String found) implements StartReason {}

    record UriUnusable(String key, String found) implements StartReason {}

    /// A rule is never reached.
    ///
    /// @param earlier the rule that holds whenever this one would
    record RuleUnreachable(String rule, String earlier) implements StartReason {}

    record RuleNeverHolds(String rule, String quantity, int atLeast, int atMost)
            implements StartReason {}
}
