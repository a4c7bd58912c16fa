package dev.lungfish.daemon.fleet;

import dev.lungfish.agent.service.ThisProcess;
import dev.lungfish.api.FleetSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.client.Caller;
import dev.lungfish.client.ControllerCalls;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.FleetKeys;
import java.time.Duration;
import java.util.function.Supplier;

/// Reaches a controller by TLS, with the host's certificate of the fleet. A certificate that is old
/// is renewed first, also one that ran out while the host slept.
///
/// @param keys what the host shows
/// @param clock the clocks of the host
/// @param calls keeps the sessions of TLS
record TlsDial(FleetKeys keys, Supplier<Moment> clock, ControllerCalls calls, Log log)
        implements ControllerDial {
    TlsDial(FleetKeys keys, Supplier<Moment> clock, Log log) {
        this(
                keys,
                clock,
                new ControllerCalls(new Caller(ThisProcess::tunnel, ThisProcess::clock)),
                log);
    }

    @Override
    public FleetSession open(String uri, Duration limit) throws ServiceException, StateException {
        if (keys.mustBeRenewed(clock.get().wall())) {
            try (FleetSession controller = calls.connect(uri, limit)) {
                keys.renew(controller.renew());
            }
            log.event(new LogEvent.FleetCertificateRenewed());
        }
        return calls.connect(uri, limit);
    }
}
