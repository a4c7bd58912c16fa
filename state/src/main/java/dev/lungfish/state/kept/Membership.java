package dev.lungfish.state.kept;

import dev.lungfish.core.fleet.lease.LeaseHolder;

/// The fleet that a host belongs to.
///
/// @param controller the URI of its controller
/// @param holder what the host keeps of its controllers
public record Membership(String controller, LeaseHolder holder) {
    /// The same with what is kept now.
    public Membership with(LeaseHolder next) {
        return new Membership(controller, next);
    }
}
