package dev.lungfish.gateway.wake;

import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import java.io.IOException;
import java.time.Duration;

/// Wakes hosts, and is told that they are used. Its calls may take seconds. Safe for use by several
/// threads.
public interface HostWaker extends AutoCloseable {
    /// Wakes a host once. It is called again until the host answers.
    ///
    /// @param why in words, with who is behind it
    /// @throws IOException where nothing was done for it; the message says why
    void wake(HostEntry host, String why) throws IOException;

    /// Says that a host is used for so long from now on; said again before that has passed.
    ///
    /// @throws IOException where that was not taken; the message says why
    void use(HostEntry host, Duration length) throws IOException;

    /// Takes that back.
    ///
    /// @throws IOException where that was not taken; the message says why
    void unused(HostEntry host) throws IOException;

    @Override
    void close();
}
