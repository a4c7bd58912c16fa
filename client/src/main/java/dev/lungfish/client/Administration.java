package dev.lungfish.client;

import dev.lungfish.api.ConnectedClient;
import dev.lungfish.api.KnownHost;
import dev.lungfish.api.ReloadReport;
import dev.lungfish.api.ServiceException;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.rpc.Calls;
import java.util.List;

/// What root alone may ask of a daemon, at a read-write socket of its machine. Throws what the
/// daemon's other calls throw.
///
/// @param daemon connected
public record Administration(DaemonClient daemon) {
    /// Who is connected, in the order in which they came.
    public List<ConnectedClient> clients() throws ServiceException {
        return daemon.call(Calls.CLIENTS, NoValue.NONE);
    }

    /// Ends a connection at once.
    ///
    /// @return whose it was
    public ConnectedClient disconnect(long id) throws ServiceException {
        return daemon.call(Calls.DISCONNECT, id);
    }

    /// Has the daemon read its configuration and its certificates anew.
    public ReloadReport reload() throws ServiceException {
        return daemon.call(Calls.RELOAD, NoValue.NONE);
    }

    /// Forgets who introduced a host.
    ///
    /// @param host its name, MAC address or address
    /// @return the host as it was
    public KnownHost release(String host) throws ServiceException {
        return daemon.call(Calls.RELEASE_HOST, host);
    }
}
