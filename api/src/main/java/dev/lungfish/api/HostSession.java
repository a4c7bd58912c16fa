package dev.lungfish.api;

import java.util.function.Consumer;
import java.util.function.Predicate;

/// A host that somebody works with: its calls, and sleeps that are followed to their end. For one
/// thread.
public interface HostSession extends HostService, AutoCloseable {
    /// Has the host sleep and comes back with what it ended with.
    ///
    /// @param cancellation by whoever waits
    Finished sleep(SleepOrder order, Cancellation cancellation, SleepListener listener)
            throws ServiceException;

    /// Looks several times a second, also while the host is not reached.
    ///
    /// @param enough takes what was seen and tells whether to stop
    /// @param away is told once when the host is not reached any more
    void follow(Predicate<HostStatus> enough, Consumer<String> away) throws ServiceException;

    @Override
    void close();
}
