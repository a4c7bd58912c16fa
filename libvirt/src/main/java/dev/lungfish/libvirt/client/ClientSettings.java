package dev.lungfish.libvirt.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a URI does not say.
///
/// @param readOnly opens the connection to look only
/// @param time for a call, and for connecting
/// @param socketFolders where Unix sockets without `?socket=` are sought, in order
/// @param pkiFolder where certificates without `?pkipath=` are sought; the names in them are
///   libvirt's: `CA/cacert.pem`, `libvirt/clientcert.pem`, `libvirt/private/clientkey.pem`
public record ClientSettings(
        boolean readOnly,
        Duration time,
        List<Path> socketFolders,
        Path pkiFolder,
        TunnelOpener tunnels,
        EventListener events) {

    /// libvirt's places, and half a minute.
    public static final ClientSettings DEFAULT =
            new ClientSettings(
                    false,
                    Duration.ofSeconds(30),
                    List.of(Path.of("/var/run/libvirt")),
                    Path.of("/etc/pki"),
                    TunnelOpener.NONE,
                    EventListener.NONE);

    public ClientSettings {
        socketFolders = List.copyOf(socketFolders);
    }

    /// The same for other events.
    public ClientSettings with(EventListener other) {
        return new ClientSettings(readOnly, time, socketFolders, pkiFolder, tunnels, other);
    }

    /// The same with other tunnels.
    public ClientSettings with(TunnelOpener other) {
        return new ClientSettings(readOnly, time, socketFolders, pkiFolder, other, events);
    }

    /// The same with another time.
    public ClientSettings with(Duration other) {
        return new ClientSettings(readOnly, other, socketFolders, pkiFolder, tunnels, events);
    }

    /// The same, to look only or not.
    public ClientSettings readOnly(boolean other) {
        return new ClientSettings(other, time, socketFolders, pkiFolder, tunnels, events);
    }
}
