package dev.lungfish.api;

import java.util.List;
import java.util.Optional;

/// Requests to sleep, once they are on their way.
public interface RequestService {
    /// What the host is doing.
    HostStatus status() throws ServiceException;

    /// Asks that a request be cancelled, and waits for its end.
    ///
    /// @param request its name; empty for whichever runs
    CancelAnswer cancel(Optional<String> request) throws ServiceException;

    /// Past sleeps, oldest first.
    List<PastSleep> history(HistoryQuery query) throws ServiceException;

    /// How a request ended; empty where it has not, or is not known.
    Optional<Finished> ended(String request) throws ServiceException;
}
