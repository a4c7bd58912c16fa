package dev.lungfish.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The relay to the local libvirtd.
///
/// @param enabled whether calls are relayed if a libvirtd runs
/// @param socketFolder the folder of its sockets; empty for the default
/// @param group the group whose members may make all calls, besides root; all other local users are
///   read-only
/// @param names the names that clients may open besides those of the host itself
/// @param anonymous whether unauthenticated clients are relayed
public record RelayConfiguration(
        boolean enabled,
        Optional<Path> socketFolder,
        String group,
        List<String> names,
        boolean anonymous) {
    /// The group that may manage guests by the distributions' polkit rules.
    static final String USUAL_GROUP = "libvirt";

    static final List<String> USUAL_NAMES = List.of("qemu:///system");

    public RelayConfiguration {
        names = List.copyOf(names);
    }

    /// Whether the group is the usual one, which a host without libvirt need not have.
    public boolean hasUsualGroup() {
        return group.equals(USUAL_GROUP);
    }

    /// On, for QEMU's guests and for those who may manage them in libvirt.
    public static RelayConfiguration usual() {
        return new RelayConfiguration(true, Optional.empty(), USUAL_GROUP, USUAL_NAMES, false);
    }
}
