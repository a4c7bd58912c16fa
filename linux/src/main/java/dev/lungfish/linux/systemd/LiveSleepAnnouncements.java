package dev.lungfish.linux.systemd;

import dev.lungfish.linux.dbus.Bus;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.dbus.Descriptor;
import dev.lungfish.linux.dbus.MethodCall;
import dev.lungfish.runtime.clock.Deadline;
import java.time.Duration;
import java.util.Optional;

/// The announcements of the logind on a bus. Belongs to the thread that opened it.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, `Inhibit()`, `PrepareForSleep`.
final class LiveSleepAnnouncements implements SleepAnnouncements {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Bus bus;
    private Optional<Descriptor> inhibitor = Optional.empty();

    private LiveSleepAnnouncements(Bus bus) {
        this.bus = bus;
    }

    static LiveSleepAnnouncements open(BusAddress address) throws BusException {
        Deadline deadline = Deadline.after(PATIENCE);
        Bus bus = Bus.open(address, deadline);
        try {
            bus.listen(LogindObject.PREPARE_FOR_SLEEP, deadline);
            LiveSleepAnnouncements announcements = new LiveSleepAnnouncements(bus);
            announcements.hold();
            return announcements;
        } catch (BusException e) {
            bus.close();
            throw e;
        }
    }

    @Override
    public void hold() throws BusException {
        if (inhibitor.isEmpty()) {
            inhibitor =
                    Optional.of(
                            bus.keep(
                                    LogindObject.call(
                                            "Inhibit",
                                            new MethodCall.Argument.Text("sleep"),
                                            new MethodCall.Argument.Text("lungfish"),
                                            new MethodCall.Argument.Text(
                                                    "sees and records sleeps of others"),
                                            new MethodCall.Argument.Text("delay")),
                                    Deadline.after(PATIENCE)));
        }
    }

    @Override
    public void letGo() {
        inhibitor.ifPresent(Descriptor::close);
        inhibitor = Optional.empty();
    }

    @Override
    public boolean awaitStart(Duration patience) throws BusException {
        return LogindObject.heard(bus, true, Deadline.after(patience));
    }

    @Override
    public boolean awaitEnd(Duration patience) throws BusException {
        return LogindObject.heard(bus, false, Deadline.after(patience));
    }

    @Override
    public void close() {
        letGo();
        bus.close();
    }
}
