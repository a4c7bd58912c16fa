package dev.lungfish.agent.service;

import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.RequestService;
import dev.lungfish.api.ServiceException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The requests of this host. Safe for use by several threads.
///
/// @param watch looks at them
/// @param canceller who cancels, in words
public record LocalRequests(RequestWatch watch, String canceller) implements RequestService {
    /// Guests that were saved take a while to come back.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public HostStatus status() throws ServiceException {
        return Failures.told(watch::status);
    }

    @Override
    public CancelAnswer cancel(Optional<String> request) throws ServiceException {
        return Failures.told(() -> watch.cancel(request, canceller, PATIENCE));
    }

    @Override
    public List<PastSleep> history(HistoryQuery query) throws ServiceException {
        return query.of(
                Failures.told(() ->
                        query.since().isPresent()
                                ? watch.since(query.since().get())
                                : watch.newest(query.wanted() + query.skipped())));
    }

    @Override
    public Optional<Finished> ended(String request) throws ServiceException {
        return Failures.told(() -> watch.request(request)).flatMap(Finished::of);
    }
}
