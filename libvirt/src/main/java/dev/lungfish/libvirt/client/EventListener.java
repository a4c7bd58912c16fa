package dev.lungfish.libvirt.client;

import dev.lungfish.libvirt.rpc.Frame;

/// Hears what a server sends on its own account. Called by the thread that reads, so it must be
/// short and must not call the server.
public interface EventListener {
    /// Hears nothing.
    EventListener NONE = new EventListener() {};

    /// A message came; [dev.lungfish.libvirt.rpc.Event#matches] tells whether it is one of a kind.
    default void heard(Frame frame) {}

    /// The connection has ended.
    ///
    /// @param reason in words
    default void ended(String reason) {}
}
