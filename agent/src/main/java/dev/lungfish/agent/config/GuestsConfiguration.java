package dev.lungfish.agent.config;

import dev.lungfish.core.procedure.GuestPolicy;
import java.nio.file.Path;
import java.util.Optional;

/// What happens to the host's guests when it sleeps.
///
/// @param policy for requests that cannot say it themselves, those of libvirt's own call
/// @param socket where the libvirtd that has the guests answers; empty for the usual places
/// @param uri what is opened there
public record GuestsConfiguration(GuestPolicy policy, Optional<Path> socket, String uri) {
    static final String USUAL_URI = "qemu:///system";

    /// QEMU's guests at the usual places, of which none may be active.
    public static GuestsConfiguration usual() {
        return new GuestsConfiguration(GuestPolicy.REFUSE, Optional.empty(), USUAL_URI);
    }
}
