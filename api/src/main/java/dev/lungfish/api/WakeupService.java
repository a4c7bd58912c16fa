package dev.lungfish.api;

import dev.lungfish.core.procedure.request.Wakeup;

/// Times at which a host is to be awake.
public interface WakeupService {
    Wakeup addWakeup(WakeupRequest request) throws ServiceException;

    /// All that will wake the host.
    WakeupReport wakeups() throws ServiceException;

    /// Takes a wakeup back; gives what it was.
    Wakeup removeWakeup(String id) throws ServiceException;
}
