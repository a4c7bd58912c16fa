package dev.lungfish.libvirt.client;

import dev.lungfish.libvirt.rpc.Frame;

/// Receives events of a server. Called by the thread that reads, so it must be short and must not
/// call the server.
public interface EventListener {
    /// Ignores all events.
    EventListener NONE = new EventListener() {};

    /// A message came; [dev.lungfish.libvirt.rpc.Event#matches] tells its kind.
    default void heard(Frame frame) {}

    /// The connection has ended.
    ///
    /// @param reason as text
    default void ended(String reason) {}
}
