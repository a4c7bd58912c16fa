package dev.lungfish.api;

import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// What can wake a host, and its switches.
public interface WakeService {
    /// The network cards and what they wake the host on.
    ///
    /// @param name of an interface, whose cards are meant; empty for all
    List<NicStatus> cards(Optional<String> name) throws ServiceException;

    /// Sets or restores what cards wake the host on; gives what was done.
    List<Reason> setCards(NicOrder order) throws ServiceException;

    /// All devices that can wake the host.
    List<WakeDeviceStatus> devices() throws ServiceException;

    /// Switches a device; gives what was done.
    List<Reason> switchDevice(DeviceOrder order) throws ServiceException;
}
