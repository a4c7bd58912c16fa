package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.linux.dbus.Bus;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusEvidence;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.dbus.MethodCall;
import dev.lungfish.linux.dbus.Reply;
import dev.lungfish.linux.dbus.ReplyReader;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Patience;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The timers of the systemd on a bus.
///
/// **Source:** systemd `man/org.freedesktop.systemd1.xml`, `ListUnits` of the interface `Manager`
/// and the properties `WakeSystem`, `NextElapseUSecRealtime` and `NextElapseUSecMonotonic` of the
/// interface `Timer`; the last is by `CLOCK_MONOTONIC` also for timers that run during sleep
/// (`src/core/dbus-timer.c`, `property_get_next_elapse_monotonic`). Neither 0 nor the largest
/// number is a time.
public final class LiveWakeTimers implements WakeTimers {
    private static final String SERVICE = "org.freedesktop.systemd1";
    private static final String TIMER = "org.freedesktop.systemd1.Timer";
    private static final MethodCall LIST_UNITS =
            new MethodCall(
                    SERVICE,
                    "/org/freedesktop/systemd1",
                    "org.freedesktop.systemd1.Manager",
                    "ListUnits",
                    List.of());

    /// Name, description, load state, active state, sub state, followed unit, object path, and a
    /// job with its number, type and object path.
    private static final String UNIT = "ssssssouso";

    /// A later time is not meant seriously, and would overflow.
    private static final Duration FARTHEST = Duration.ofDays(36_525);

    private final BusAddress address;
    private final Patience patience;

    /// @param patience for all questions together
    public LiveWakeTimers(BusAddress address, Patience patience) {
        this.address = address;
        this.patience = patience;
    }

    /// @param active whether it waits for its time
    private record Unit(String name, boolean active, String path) {}

    @Override
    public Reading<List<WakeTimer>> read(Moment now) {
        String source = LIST_UNITS.name();
        return address.mayListen()
                ? patience.ask(deadline -> read(source, now, deadline))
                : new Reading.Absent<>(source);
    }

    private Reading<List<WakeTimer>> read(String source, Moment now, Deadline deadline) {
        try (Bus bus = Bus.open(address, deadline)) {
            List<WakeTimer> timers = new ArrayList<>();
            for (Unit unit : timers(bus, deadline)) {
                next(bus, deadline, unit, now)
                        .ifPresent(at -> timers.add(new WakeTimer(unit.name(), at)));
            }
            timers.sort(Comparator.comparing(WakeTimer::at));
            return new Reading.Present<>(
                    source, List.copyOf(timers), RecordedWakeTimers.inWords(timers));
        } catch (BusException e) {
            return BusEvidence.broken(source, e);
        }
    }

    private static List<Unit> timers(Bus bus, Deadline deadline) throws BusException {
        List<Unit> units =
                bus.call(
                        LIST_UNITS,
                        "a(" + UNIT + ")",
                        deadline,
                        reply -> reply.structures(UNIT, LiveWakeTimers::unit));
        return units.stream()
                .filter(unit -> unit.active() && unit.name().endsWith(".timer"))
                .toList();
    }

    private static Unit unit(Reply reply) throws BusException {
        String name = reply.text();
        String _ = reply.text();
        String _ = reply.text();
        boolean active = reply.text().equals("active");
        String _ = reply.text();
        String _ = reply.text();
        String path = reply.path();
        long _ = reply.unsigned();
        String _ = reply.text();
        String _ = reply.path();
        return new Unit(name, active, path);
    }

    /// When a timer wakes the host next; empty if it does not.
    private static Optional<Instant> next(Bus bus, Deadline deadline, Unit unit, Moment now)
            throws BusException {
        if (!property(bus, deadline, unit, "WakeSystem", "b", Reply::flag)) {
            return Optional.empty();
        }
        Optional<Instant> byCalendar =
                time(bus, deadline, unit, "NextElapseUSecRealtime", Instant.EPOCH, now);
        Optional<Instant> sinceBoot =
                time(
                        bus,
                        deadline,
                        unit,
                        "NextElapseUSecMonotonic",
                        now.wall().minus(now.awake()),
                        now);
        return Stream.of(byCalendar, sinceBoot)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private static Optional<Instant> time(
            Bus bus, Deadline deadline, Unit unit, String name, Instant origin, Moment now)
            throws BusException {
        long micros = property(bus, deadline, unit, name, "t", Reply::longUnsigned);
        return micros <= 0
                ? Optional.empty()
                : Optional.of(origin.plus(Duration.of(micros, ChronoUnit.MICROS)))
                        .filter(at -> at.isBefore(now.wall().plus(FARTHEST)));
    }

    private static <T> T property(
            Bus bus, Deadline deadline, Unit unit, String name, String type, ReplyReader<T> value)
            throws BusException {
        MethodCall call =
                new MethodCall(
                        SERVICE,
                        unit.path(),
                        "org.freedesktop.DBus.Properties",
                        "Get",
                        List.of(
                                new MethodCall.Argument.Text(TIMER),
                                new MethodCall.Argument.Text(name)));
        return bus.call(call, "v", deadline, reply -> reply.variant(type, value));
    }
}
