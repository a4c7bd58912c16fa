package dev.lungfish.daemon.remote;

import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Identity;
import dev.lungfish.linux.process.PeerProcess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who asks, in words, as far as the connection proves it.
public final class Requester {
    private Requester() {}

    /// In words, for the journal and for messages.
    ///
    /// @param how what the client did: `virNodeSuspendForDuration`
    public static String inWords(Connection connection, String how) {
        return who(connection.identity()) + " by " + how + " at " + connection.listener();
    }

    /// `root (virsh, process 4711)`, `CN=lab`, `somebody from 192.0.2.7:4711`. The name of a
    /// process is its own choice; its number and its user are the kernel's word.
    public static String who(Identity identity) {
        return switch (identity) {
            case Identity.LocalProcess(String user, _, Identity.@Nullable Numbers numbers) ->
                    user + (numbers == null || numbers.pid() <= 0 ? "" : process(numbers.pid()));
            case Identity.CertificateHolder(String name, String address, _) ->
                    name + " from " + address;
            case Identity.Anonymous(String address) -> "somebody from " + address;
        };
    }

    private static String process(int number) {
        return " (%sprocess %s)"
                .formatted(
                        PeerProcess.name(number)
                                .map(name -> name.replaceAll("[^\\x21-\\x7e]", "?") + ", ")
                                .orElse(""),
                        number);
    }

    /// A name for a request that no other request of any host has, short enough to be typed.
    public static String newRequest() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
