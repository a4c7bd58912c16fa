package dev.lungfish.linux.systemd;

import dev.lungfish.linux.dbus.Bus;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.dbus.MethodCall;
import dev.lungfish.linux.dbus.Reply;
import dev.lungfish.linux.dbus.Signal;
import dev.lungfish.runtime.clock.Deadline;
import java.util.List;
import java.util.Optional;

/// The object of logind on the bus that answers for the whole host.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, "The Manager Object".
final class LogindObject {
    static final String SERVICE = "org.freedesktop.login1";
    static final String PATH = "/org/freedesktop/login1";
    static final String MANAGER = "org.freedesktop.login1.Manager";

    /// Sent with `true` before a sleep and with `false` after it, whether it succeeded or not.
    static final Signal PREPARE_FOR_SLEEP = new Signal(SERVICE, PATH, MANAGER, "PrepareForSleep");

    private LogindObject() {}

    /// Waits until a sleep is announced, or its end.
    ///
    /// @param start whether to wait for the beginning
    /// @return false if it was not announced in time
    static boolean heard(Bus bus, boolean start, Deadline deadline) throws BusException {
        while (true) {
            Optional<Boolean> said = bus.await(PREPARE_FOR_SLEEP, "b", deadline, Reply::flag);
            if (said.isEmpty() || said.get() == start) {
                return said.isPresent();
            }
        }
    }

    static MethodCall call(String member, MethodCall.Argument... arguments) {
        return new MethodCall(SERVICE, PATH, MANAGER, member, List.of(arguments));
    }
}
