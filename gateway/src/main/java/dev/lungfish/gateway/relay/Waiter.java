package dev.lungfish.gateway.relay;

import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// Who waits for a target. For the loop's thread.
interface Waiter {
    /// Whether it is still there.
    boolean stillWaits();

    /// Whether a connection to the target is needed, and not only that it answers.
    boolean needsChannel();

    /// The target answers.
    ///
    /// @param channel for this one alone; null where none is needed
    void answered(@Nullable SocketChannel channel);

    /// The target is awake, and its port stayed closed for as long as that is waited for.
    void refused();
}
