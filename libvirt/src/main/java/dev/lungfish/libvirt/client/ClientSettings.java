package dev.lungfish.libvirt.client;

import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The settings that are not in a URI.
///
/// @param readOnly opens the connection read-only
/// @param time the limit for a call, and for connecting
/// @param socketFolders the folders to search for Unix sockets without `?socket=`, in order
/// @param pkiFolder the folder of certificates without `?pkipath=`; the names in it are libvirt's:
///   `CA/cacert.pem`, `libvirt/clientcert.pem`, `libvirt/private/clientkey.pem`
/// @param keepalive empty to detect a silent server only by calls
/// @param tls in place of the certificates in the files; empty to use those
public record ClientSettings(
        boolean readOnly,
        Duration time,
        List<Path> socketFolders,
        Path pkiFolder,
        TunnelOpener tunnels,
        EventListener events,
        Optional<Keeping> keepalive,
        Optional<TlsContext> tls) {

    /// libvirt's folders, and half a minute.
    public static final ClientSettings DEFAULT =
            new ClientSettings(
                    false,
                    Duration.ofSeconds(30),
                    List.of(Path.of("/var/run/libvirt")),
                    Path.of("/etc/pki"),
                    TunnelOpener.NONE,
                    EventListener.NONE,
                    Optional.empty(),
                    Optional.empty());

    /// How a silent server is detected: it is pinged after each interval without a frame, and given
    /// up after this number of unanswered pings.
    ///
    /// @param interval counted while the host is awake
    public record Keeping(Duration interval, int pings) {
        /// libvirt's own: 5 s and 5 pings, so that a dead server is detected after 30 s.
        public static final Keeping USUAL = new Keeping(Duration.ofSeconds(5), 5);

        public Keeping {
            if (!interval.isPositive() || pings < 1) {
                throw new IllegalArgumentException(
                        "a keepalive of %d pings every %s".formatted(pings, interval));
            }
        }
    }

    /// The files of a client's TLS.
    ///
    /// @param authorities that sign servers' certificates
    /// @param certificate the client's own, and its key
    /// @param revoked the lists of certificates that were taken back; need not be there
    public record PkiFiles(Path authorities, Path certificate, Path key, Path revoked) {
        /// Reads them.
        ///
        /// @throws IOException naming the file and what is wrong with it
        public Credentials read() throws IOException {
            return Credentials.ofClient(authorities, certificate, key).withRevoked(revoked);
        }
    }

    /// The files that a URI names by `?pkipath=`, or libvirt's usual ones.
    public PkiFiles pki(LibvirtUri uri) {
        String given = uri.parameters().get("pkipath");
        return given == null
                ? usualPki()
                : new PkiFiles(
                        Path.of(given, "cacert.pem"),
                        Path.of(given, "clientcert.pem"),
                        Path.of(given, "clientkey.pem"),
                        Path.of(given, "cacrl.pem"));
    }

    /// libvirt's usual ones.
    public PkiFiles usualPki() {
        return new PkiFiles(
                pkiFolder.resolve("CA/cacert.pem"),
                pkiFolder.resolve("libvirt/clientcert.pem"),
                pkiFolder.resolve("libvirt/private/clientkey.pem"),
                pkiFolder.resolve("CA/cacrl.pem"));
    }

    public ClientSettings {
        socketFolders = List.copyOf(socketFolders);
    }

    /// The same for other events.
    public ClientSettings with(EventListener other) {
        return new ClientSettings(
                readOnly, time, socketFolders, pkiFolder, tunnels, other, keepalive, tls);
    }

    /// The same with other tunnels.
    public ClientSettings with(TunnelOpener other) {
        return new ClientSettings(
                readOnly, time, socketFolders, pkiFolder, other, events, keepalive, tls);
    }

    /// The same with another time.
    public ClientSettings with(Duration other) {
        return new ClientSettings(
                readOnly, other, socketFolders, pkiFolder, tunnels, events, keepalive, tls);
    }

    /// The same, read-only or not.
    public ClientSettings readOnly(boolean other) {
        return new ClientSettings(
                other, time, socketFolders, pkiFolder, tunnels, events, keepalive, tls);
    }

    /// The same with pings.
    public ClientSettings with(Keeping other) {
        return new ClientSettings(
                readOnly, time, socketFolders, pkiFolder, tunnels, events, Optional.of(other), tls);
    }

    /// The same for a client that needs no files of certificates.
    public ClientSettings with(TlsContext other) {
        return new ClientSettings(
                readOnly,
                time,
                socketFolders,
                pkiFolder,
                tunnels,
                events,
                keepalive,
                Optional.of(other));
    }

    /// Reads what a client would show and check by TLS.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public void requireCredentials(LibvirtUri uri) throws IOException {
        TlsContext _ = TlsContext.client(new Dialer(uri, this).credentials(), uri.verify());
    }
}
