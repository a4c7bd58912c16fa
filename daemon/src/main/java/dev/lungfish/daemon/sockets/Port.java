package dev.lungfish.daemon.sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// A place in a network where the daemon is to listen. What it needs may come later than the
/// daemon: an address, a free port, a certificate.
///
/// @param name for the log
/// @param secured whether it shows certificates, which are renewed
/// @param preparation what must succeed before it is opened, or opened anew
public record Port(String name, boolean secured, Preparation preparation) {
    /// Reads certificates, resolves names.
    @FunctionalInterface
    public interface Preparation {
        /// Makes ready to listen.
        ///
        /// @throws IOException with what is missing
        Opening prepare() throws IOException;
    }

    /// Listens.
    @FunctionalInterface
    public interface Opening {
        /// Begins to listen.
        ///
        /// @return closes it again
        /// @throws IOException where it can't be opened
        Runnable open() throws IOException;
    }

    /// The address of a configuration, as it is known now.
    ///
    /// @throws IOException where none is known of its name
    public static InetSocketAddress resolved(InetSocketAddress address) throws IOException {
        if (!address.isUnresolved()) {
            return address;
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(address.getHostString()), address.getPort());
        } catch (UnknownHostException e) {
            throw new IOException(
                    "no address is known of '%s'".formatted(address.getHostString()), e);
        }
    }
}
