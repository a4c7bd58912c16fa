package dev.lungfish.client;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.util.Objects;

/// Why a daemon did not do what it was asked for.
public sealed interface ClientReason extends Reason {

    /// The reason `daemon-not-reached`.
    ///
    /// @param place where it was looked for: `host 'lab1', port 16514`
    /// @param found as the network or the operating system says it
    /// @param way as in its URI: `unix`, `tcp`, `tls`, `ssh`
    record DaemonNotReached(String place, String found, String way) implements ClientReason {
        static DaemonNotReached at(LibvirtUri uri, IOException failure) {
            String host = Objects.requireNonNullElse(uri.host(), "");
            String place =
                    switch (uri.way()) {
                        case UNIX -> "this machine";
                        case TCP, TLS -> "host '%s', port %d".formatted(host, uri.portOrDefault());
                        case SSH -> "host '%s', by ssh".formatted(host);
                    };
            return new DaemonNotReached(place, FailureWords.of(failure), uri.way().spelling());
        }
    }

    /// The reason `controller-not-answering`.
    ///
    /// @param controller its URI
    /// @param found as the network or the operating system says it
    record ControllerNotAnswering(String controller, String found) implements ClientReason {}

    /// The reason `daemon-refused`.
    ///
    /// @param said by the daemon
    /// @param libvirtCode its number of the error, as libvirt counts
    record DaemonRefused(String said, int libvirtCode) implements ClientReason {}
}
