package dev.lungfish.libvirt.client;

import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.util.List;

/// Starts the program that transfers the bytes of an `+ssh` URI. The user of this library starts
/// programs.
@FunctionalInterface
public interface TunnelOpener {
    /// Refuses.
    TunnelOpener NONE =
            command -> {
                throw new IOException("no program may be started here for +ssh: " + command);
            };

    /// Starts a program whose standard streams are the connection.
    ///
    /// @param command with its arguments, `ssh -T -e none -- host nc -U socket`
    /// @throws IOException if it cannot be started
    Transport open(List<String> command) throws IOException;
}
