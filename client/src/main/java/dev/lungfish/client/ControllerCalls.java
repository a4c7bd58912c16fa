package dev.lungfish.client;

import dev.lungfish.api.ServiceException;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Dials controllers again and again, with what the files of a URI have. One side of TLS is kept as
/// long as they have the same, so that a call resumes the session of the one before: a whole
/// handshake costs a controller five times as much. A new certificate begins a new session. Safe
/// for use by several threads.
public final class ControllerCalls {
    private final Caller caller;
    private Optional<Known> known = Optional.empty();

    public ControllerCalls(Caller caller) {
        this.caller = caller;
    }

    /// What was shown last, and to whom.
    private record Known(String uri, Credentials credentials, TlsContext tls) {
        boolean isFor(String other, Credentials found) {
            return uri.equals(other) && credentials.equals(found);
        }
    }

    /// Connects.
    ///
    /// @param uri of the controller
    /// @param limit for connecting, and for each call
    /// @throws ServiceException as [DaemonClient#connect] has it
    public ControllerClient connect(String uri, Duration limit) throws ServiceException {
        Optional<TlsContext> tls;
        try {
            tls = tls(uri);
        } catch (IOException | MalformedUriException _) {
            tls = Optional.empty(); // The connection fails for the same reason, and tells it.
        }
        return tls.isPresent()
                ? ControllerClient.connect(uri, limit, tls.get(), caller)
                : ControllerClient.connect(uri, limit, caller);
    }

    private synchronized Optional<TlsContext> tls(String text)
            throws IOException, MalformedUriException {
        LibvirtUri uri = LibvirtUri.parse(text);
        if (uri.way() != LibvirtUri.Way.TLS || !uri.verify()) {
            return Optional.empty();
        }
        Credentials found = ClientSettings.DEFAULT.pki(uri).read();
        if (known.isEmpty() || !known.get().isFor(text, found)) {
            known = Optional.of(new Known(text, found, TlsContext.clientThatResumes(found)));
        }
        return known.map(Known::tls);
    }
}
