package dev.lungfish.agent.guests;

import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.libvirt.rpc.RpcException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The address of the libvirtd with the guests.
///
/// @param sockets its possible sockets; the first existing one is used
/// @param uri the name to open there
/// @param configured whether an administrator has named the socket
record LocalLibvirtd(List<Path> sockets, String uri, boolean configured) {
    private static final Duration LOOK = Duration.ofSeconds(10);

    /// A guest's memory goes to the disk, or comes from there.
    private static final Duration ACT = Duration.ofMinutes(10);

    /// The daemon of QEMU's guests only, then that of all drivers.
    private static final List<Path> USUAL =
            List.of(Path.of("/run/libvirt/virtqemud-sock"), Path.of("/run/libvirt/libvirt-sock"));

    static LocalLibvirtd of(Optional<Path> socket, String uri) {
        return new LocalLibvirtd(socket.map(List::of).orElse(USUAL), uri, socket.isPresent());
    }

    /// Whether the host has a libvirtd: it listens, an administrator says so, or it was seen. One
    /// that has ended left its guests running.
    boolean isThere() {
        return LibvirtdTraces.socket(sockets).isPresent()
                || configured
                || LibvirtdTraces.left(sockets).isPresent();
    }

    /// A connection that changes nothing.
    Client toLook() throws IOException, RpcException {
        return open(true, LOOK);
    }

    /// A connection that may do all.
    Client toAct() throws IOException, RpcException {
        return open(false, ACT);
    }

    private Client open(boolean readOnly, Duration time) throws IOException, RpcException {
        Path socket =
                LibvirtdTraces.socket(sockets)
                        .orElseThrow(() ->
                                new IOException(
                                        "no libvirtd listens at %s, and one was there or is configured: start it"
                                                .formatted(sockets)));
        try {
            return Client.open(
                    LibvirtUri.parse(uri + "?socket=" + socket),
                    ClientSettings.DEFAULT
                            .readOnly(readOnly)
                            .with(time)
                            .with(ClientSettings.Keeping.USUAL));
        } catch (MalformedUriException e) {
            throw new IOException("'%s' is no URI: %s".formatted(uri, e.getMessage()), e);
        }
    }
}
