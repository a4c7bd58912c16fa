package dev.lungfish.linux.systemd;

import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusException;
import java.time.Duration;
import java.util.Optional;

/// What logind says of sleeps that begin and end, whoever asked for them. While none is under way
/// an inhibitor of mode `delay` is held: logind then waits for us, some seconds at most, so that
/// the host can be looked at before it sleeps.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, `Inhibit()`, `PrepareForSleep`;
/// `man/logind.conf.xml`, `InhibitDelayMaxSec=`: five seconds where nothing else is configured.
public interface SleepAnnouncements extends AutoCloseable {

    /// Listens to the logind of this machine, with the inhibitor held.
    ///
    /// @return empty where there is no bus to reach it by
    /// @throws BusException where the bus or logind refuses, or there is no logind
    static Optional<SleepAnnouncements> ofThisMachine() throws BusException {
        BusAddress address = BusAddress.system();
        return address.mayListen()
                ? Optional.of(LiveSleepAnnouncements.open(address))
                : Optional.empty();
    }

    /// From now on logind waits for [#letGo] before it begins a sleep.
    ///
    /// @throws BusException where logind refuses
    void hold() throws BusException;

    /// Lets a sleep begin.
    void letGo();

    /// Waits until a sleep is announced.
    ///
    /// @return false where none was in time
    /// @throws BusException where the connection broke
    boolean awaitStart(Duration patience) throws BusException;

    /// Waits until the end of a sleep is announced.
    ///
    /// @param patience counted while the host is awake
    /// @return false where it was not in time
    /// @throws BusException where the connection broke
    boolean awaitEnd(Duration patience) throws BusException;

    @Override
    void close();
}
