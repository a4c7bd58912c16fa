package dev.lungfish.linux.systemd;

import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusException;
import java.time.Duration;
import java.util.Optional;

/// logind's announcements of the beginning and the end of each sleep, whoever requested it. Between
/// sleeps an inhibitor of mode `delay` is held: logind waits some seconds at most, so that the
/// evidence can be read before the sleep.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, `Inhibit()`, `PrepareForSleep`;
/// `man/logind.conf.xml`, `InhibitDelayMaxSec=`: five seconds by default.
public interface SleepAnnouncements extends AutoCloseable {

    /// Listens to the logind of this machine, with the inhibitor held.
    ///
    /// @return empty if there is no bus
    /// @throws BusException if the bus or logind refuses, or there is no logind
    static Optional<SleepAnnouncements> ofThisMachine() throws BusException {
        BusAddress address = BusAddress.system();
        return address.mayListen()
                ? Optional.of(LiveSleepAnnouncements.open(address))
                : Optional.empty();
    }

    /// From now on logind waits for [#letGo] before a sleep.
    ///
    /// @throws BusException if logind refuses
    void hold() throws BusException;

    /// Lets a sleep begin.
    void letGo();

    /// Waits until a sleep is announced.
    ///
    /// @return false if there was none in time
    /// @throws BusException if the connection broke
    boolean awaitStart(Duration patience) throws BusException;

    /// Waits until the end of a sleep is announced.
    ///
    /// @param patience counted while the host is awake
    /// @return false if it was not in time
    /// @throws BusException if the connection broke
    boolean awaitEnd(Duration patience) throws BusException;

    @Override
    void close();
}
