package dev.lungfish.agent.config;

import dev.lungfish.core.procedure.request.GuestPolicy;
import java.nio.file.Path;
import java.util.Optional;

/// What happens to the host's guests when it sleeps.
///
/// @param policy for requests of libvirt's own call, which have no such parameter
/// @param socket the socket of the libvirtd with the guests; empty for the default paths
/// @param uri the name to open there
public record GuestsConfiguration(GuestPolicy policy, Optional<Path> socket, String uri) {
    static final String USUAL_URI = "qemu:///system";

    /// QEMU's guests at the default paths; none may be active.
    public static GuestsConfiguration usual() {
        return new GuestsConfiguration(GuestPolicy.REFUSE, Optional.empty(), USUAL_URI);
    }
}
