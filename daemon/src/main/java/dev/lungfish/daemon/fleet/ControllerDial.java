package dev.lungfish.daemon.fleet;

import dev.lungfish.api.FleetSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.state.directory.StateException;
import java.time.Duration;

/// Reaches a controller.
@FunctionalInterface
interface ControllerDial {
    /// Opens a connection over which a host may speak for itself.
    ///
    /// @param uri of the controller
    /// @param limit for connecting, and for each call
    /// @throws ServiceException where nobody answers, or refuses
    /// @throws StateException where what the host shows can't be read or kept
    FleetSession open(String uri, Duration limit) throws ServiceException, StateException;
}
