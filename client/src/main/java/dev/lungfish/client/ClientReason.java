package dev.lungfish.client;

import dev.lungfish.core.reason.Reason;

/// Why a daemon did not do what it was asked for.
public sealed interface ClientReason extends Reason {

    /// The reason `daemon-not-reached`.
    ///
    /// @param found as the network or the operating system says it
    record DaemonNotReached(String found) implements ClientReason {}

    /// The reason `daemon-refused`.
    ///
    /// @param said by the daemon
    /// @param libvirtCode its number of the error, as libvirt counts
    record DaemonRefused(String said, int libvirtCode) implements ClientReason {}
}
