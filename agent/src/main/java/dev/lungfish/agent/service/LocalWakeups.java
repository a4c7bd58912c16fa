package dev.lungfish.agent.service;

import dev.lungfish.agent.wakeups.Wakeups;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.api.WakeupRequest;
import dev.lungfish.api.WakeupService;
import dev.lungfish.core.procedure.request.Wakeup;

/// The wakeups of this host.
///
/// @param requester who asks, in words
public record LocalWakeups(Wakeups kept, String requester) implements WakeupService {
    @Override
    public Wakeup addWakeup(WakeupRequest request) throws ServiceException {
        return Failures.told(() ->
                request.repeats()
                        ? kept.addRepeating(
                                request.at(), request.stay(), request.reason(), requester)
                        : kept.add(request.at(), request.stay(), request.reason(), requester));
    }

    @Override
    public WakeupReport wakeups() throws ServiceException {
        return Failures.told(kept::list);
    }

    @Override
    public Wakeup removeWakeup(String id) throws ServiceException {
        return Failures.told(() -> kept.remove(id));
    }
}
