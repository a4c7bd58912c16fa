package dev.lungfish.state.kept;

import dev.lungfish.core.fleet.lease.LeaseHolder;
import java.util.Optional;

/// The fleet that a host belongs to.
///
/// @param controller the URI of its controller
/// @param uri where the host's own daemon is reached by others, if its name and port do not say so
/// @param holder what the host keeps of its controllers
public record Membership(String controller, Optional<String> uri, LeaseHolder holder) {
    /// The same with what is kept now.
    public Membership with(LeaseHolder next) {
        return new Membership(controller, uri, next);
    }
}
