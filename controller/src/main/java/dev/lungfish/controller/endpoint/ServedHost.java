package dev.lungfish.controller.endpoint;

import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.api.FleetService;
import dev.lungfish.api.ServiceException;
import dev.lungfish.controller.enrolment.Callers;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.enrolment.EnrolmentReason;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.StoreException;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.libvirt.server.Identity;
import java.util.function.Supplier;

/// The fleet as one connected host may use it: each host speaks for itself alone.
record ServedHost(
        Identity caller,
        Callers callers,
        Enroller enroller,
        HostDecisions decisions,
        MeterReadings meters)
        implements FleetService {
    @Override
    public Enrolment enrol(EnrolmentRequest request) throws ServiceException {
        return answered(() -> enroller.enrol(request));
    }

    @Override
    public Enrolment renew() throws ServiceException {
        return answered(() -> enroller.renew(callers.renewing(caller).id()));
    }

    @Override
    public Verdict checkIn(CheckIn call) throws ServiceException {
        return answered(() -> decisions.checkIn(self(call.host().name()), call));
    }

    @Override
    public Verdict entering(Entering notice) throws ServiceException {
        return answered(() -> decisions.entering(self(notice.host().name()), notice));
    }

    @Override
    public boolean meter(MeterReading reading) throws ServiceException {
        return answered(() -> {
            meters.took(callers.of(caller), reading);
            return true;
        });
    }

    private HostTable.Row self(String named) {
        HostTable.Row host = callers.of(caller);
        if (!host.name().equalsIgnoreCase(named)) {
            throw new ReasonException(
                    new EnrolmentReason.CallerSpeaksForAnother(host.name(), named));
        }
        return host;
    }

    private static <T> T answered(Supplier<T> answer) throws ServiceException {
        try {
            return answer.get();
        } catch (ReasonException e) {
            throw new ServiceException(ServiceException.Kind.INVALID, e);
        } catch (StoreException e) {
            throw new ServiceException(ServiceException.Kind.FAILED, e);
        }
    }
}
