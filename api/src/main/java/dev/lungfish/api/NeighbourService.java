package dev.lungfish.api;

import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// What a host does for others.
public interface NeighbourService {
    /// Sends magic packets once.
    WakeReport wake(WakeOrder order) throws ServiceException;

    /// Sends magic packets later; gives whom they are for.
    String wakeLater(ScheduledWake later) throws ServiceException;

    /// What of a host answers; empty where nothing does within two seconds.
    ///
    /// @param target as [WakeOrder] has it
    Optional<Reason> answers(String target) throws ServiceException;

    /// The hosts that are known.
    KnownHosts hosts() throws ServiceException;

    /// The hosts that said that they sleep.
    List<Watch> sleepers() throws ServiceException;
}
