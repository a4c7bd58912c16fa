package dev.lungfish.client;

import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.api.FleetSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.client.CallFailedException;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.rpc.Calls;
import java.time.Duration;

/// A controller that is spoken to by a host. For one thread.
///
/// @param connection to it
public record ControllerClient(DaemonClient connection) implements FleetSession {
    /// Connects.
    ///
    /// @param uri of the controller
    /// @param limit for connecting, and for each call
    /// @throws ServiceException as [DaemonClient#connect] has it
    public static ControllerClient connect(String uri, Duration limit, Caller caller)
            throws ServiceException {
        return connect(uri, ClientSettings.DEFAULT.with(limit), caller);
    }

    /// The same with a side of TLS that is kept for the next call.
    static ControllerClient connect(String uri, Duration limit, TlsContext tls, Caller caller)
            throws ServiceException {
        return connect(uri, ClientSettings.DEFAULT.with(limit).with(tls), caller);
    }

    private static ControllerClient connect(String uri, ClientSettings settings, Caller caller)
            throws ServiceException {
        try {
            return new ControllerClient(
                    DaemonClient.connect(uri, settings.with(caller.tunnels()), caller));
        } catch (ServiceException e) {
            if (e.reason() instanceof ClientReason.DaemonNotReached(_, String found, _)) {
                ClientReason why = new ClientReason.ControllerNotAnswering(uri, found);
                throw new ServiceException(e.kind(), why, ReasonText.sentence(why), e);
            }
            throw e;
        }
    }

    /// Connects without a certificate, to a controller of the authority that a token names: nobody
    /// else learns the token.
    ///
    /// @param uri of the controller
    /// @param token that the caller is about to use
    /// @param limit for connecting, and for each call
    /// @throws ServiceException as [DaemonClient#connect] has it
    public static ControllerClient toEnrol(
            String uri, EnrolmentToken token, Duration limit, Caller caller)
            throws ServiceException {
        return connect(
                uri,
                ClientSettings.DEFAULT
                        .with(limit)
                        .with(
                                TlsContext.clientKnowing(key ->
                                        EnrolmentToken.fingerprint(key).equals(token.authority()))),
                caller);
    }

    @Override
    public Enrolment enrol(EnrolmentRequest request) throws ServiceException {
        return connection.call(Calls.ENROL, request);
    }

    @Override
    public Enrolment renew() throws ServiceException {
        return connection.call(Calls.RENEW, NoValue.NONE);
    }

    @Override
    public Verdict checkIn(CheckIn call) throws ServiceException {
        return connection.call(Calls.CHECK_IN, call);
    }

    @Override
    public Verdict entering(Entering notice) throws ServiceException {
        return connection.call(Calls.ENTERING, notice);
    }

    @Override
    public boolean meter(MeterReading reading) throws ServiceException {
        try {
            NoValue _ = connection.call(Calls.METER, reading);
            return true;
        } catch (ServiceException e) {
            if (e.getCause() instanceof CallFailedException failed && failed.unknownProcedure()) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
