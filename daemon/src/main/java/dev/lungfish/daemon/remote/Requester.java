package dev.lungfish.daemon.remote;

import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Identity;
import java.util.UUID;

/// Who asks, in words, as far as the connection proves it.
public final class Requester {
    private Requester() {}

    /// In words, for the journal and for messages.
    ///
    /// @param how what the client did: `virNodeSuspendForDuration`
    public static String inWords(Connection connection, String how) {
        return who(connection.identity()) + " by " + how + " at " + connection.listener();
    }

    /// `root`, `CN=lab`, `somebody from 192.0.2.7:4711`.
    public static String who(Identity identity) {
        return switch (identity) {
            case Identity.LocalProcess process -> process.user();
            case Identity.CertificateHolder(String name, String address) ->
                    name + " from " + address;
            case Identity.Anonymous(String address) -> "somebody from " + address;
        };
    }

    /// A name for a request that no other request of any host has, short enough to be typed.
    public static String newRequest() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
