package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.core.sleep.SleepReadings.LogindReadings;
import dev.lungfish.linux.dbus.Bus;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusEvidence;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.dbus.MethodCall;
import dev.lungfish.linux.dbus.Reply;
import dev.lungfish.linux.dbus.ReplyReader;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Patience;
import java.util.List;
import java.util.Optional;

/// The logind on a bus. All readings are absent without a bus, or without a logind on it. If logind
/// does not answer, they are failed within the time limit: after the first timeout the other
/// questions of that try are skipped.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, interface `Manager`.
public final class LiveLogind implements Logind {
    private final BusAddress address;
    private final Patience patience;

    /// @param patience for all questions together
    public LiveLogind(BusAddress address, Patience patience) {
        this.address = address;
        this.patience = patience;
    }

    @Override
    public LogindReadings read() {
        if (!address.mayListen()) {
            return unreachable(Optional.empty());
        }
        return patience.ask(this::read);
    }

    private LogindReadings read(Deadline deadline) {
        try (Bus bus = Bus.open(address, deadline)) {
            return new LogindReadings(
                    can(bus, deadline, "CanSuspend"),
                    can(bus, deadline, "CanHibernate"),
                    can(bus, deadline, "CanHybridSleep"),
                    can(bus, deadline, "CanSuspendThenHibernate"),
                    inhibitors(bus, deadline));
        } catch (BusException e) {
            return unreachable(Optional.of(e));
        }
    }

    private static LogindReadings unreachable(Optional<BusException> cause) {
        return new LogindReadings(
                missing("CanSuspend", cause),
                missing("CanHibernate", cause),
                missing("CanHybridSleep", cause),
                missing("CanSuspendThenHibernate", cause),
                missing("ListInhibitors", cause));
    }

    private static <T> Reading<T> missing(String member, Optional<BusException> cause) {
        String source = LogindObject.call(member).name();
        return cause.<Reading<T>>map(e -> BusEvidence.broken(source, e))
                .orElseGet(() -> new Reading.Absent<>(source));
    }

    private static Reading<LogindAnswer> can(Bus bus, Deadline deadline, String member) {
        return LogindText.answer(ask(bus, deadline, member, "s", Reply::text));
    }

    private static Reading<List<Inhibitor>> inhibitors(Bus bus, Deadline deadline) {
        return LogindText.described(
                ask(
                        bus,
                        deadline,
                        "ListInhibitors",
                        "a(ssssuu)",
                        reply -> reply.structures("ssssuu", LiveLogind::inhibitor)));
    }

    private static Inhibitor inhibitor(Reply reply) throws BusException {
        return new Inhibitor(
                reply.text(),
                reply.text(),
                reply.text(),
                reply.text(),
                reply.unsigned(),
                reply.unsigned());
    }

    private static <T> Reading<T> ask(
            Bus bus, Deadline deadline, String member, String signature, ReplyReader<T> reader) {
        MethodCall call = LogindObject.call(member);
        try {
            T value = bus.call(call, signature, deadline, reader);
            return new Reading.Present<>(call.name(), value, String.valueOf(value));
        } catch (BusException e) {
            return BusEvidence.broken(call.name(), e);
        }
    }
}
