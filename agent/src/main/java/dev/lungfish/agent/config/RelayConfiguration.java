package dev.lungfish.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What clients of the daemon get of the local libvirtd.
///
/// @param enabled whether calls are relayed where a libvirtd runs
/// @param socketFolder where its sockets are; empty for the usual one
/// @param group whose members act through the relay, beside root; all other local users only look
/// @param names what clients may open beside the names of the host itself
/// @param anonymous whether calls of clients that proved nothing are relayed
public record RelayConfiguration(
        boolean enabled,
        Optional<Path> socketFolder,
        String group,
        List<String> names,
        boolean anonymous) {
    /// The group that the distributions' rules for polkit let manage guests.
    static final String USUAL_GROUP = "libvirt";

    static final List<String> USUAL_NAMES = List.of("qemu:///system");

    public RelayConfiguration {
        names = List.copyOf(names);
    }

    /// On, for QEMU's guests and for those whom libvirt would let manage them.
    public static RelayConfiguration usual() {
        return new RelayConfiguration(true, Optional.empty(), USUAL_GROUP, USUAL_NAMES, false);
    }
}
