package dev.lungfish.linux.systemd;

import dev.lungfish.core.procedure.judgement.Answer.Entry;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.dbus.Bus;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.dbus.BusTimeoutException;
import dev.lungfish.linux.dbus.ErrorReplyException;
import dev.lungfish.linux.dbus.MethodCall;
import dev.lungfish.linux.power.SleepLimit;
import dev.lungfish.runtime.clock.Deadline;
import java.time.Duration;
import java.util.Optional;

/// Puts the host to sleep by logind. The call returns when the sleep was accepted. logind sends
/// `PrepareForSleep(true)` before it and `PrepareForSleep(false)` after it, whether it succeeded or
/// not. So the sleep is not over before the latter has arrived.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, `Suspend()`, `Hibernate()`,
/// `HybridSleep()` and `PrepareForSleep`; `src/login/logind-dbus.c`.
public final class LogindSleep {
    private final BusAddress address;
    private final Patience patience;

    /// Time limits, on the clock that stands still during sleep.
    ///
    /// @param acceptance until the call must have been answered; polkit may be asked
    /// @param announcement from then until the sleep must have been announced
    /// @param end until its end must be announced, instead of the usual limit of the state
    record Patience(Duration acceptance, Duration announcement, Optional<Duration> end) {
        static Patience usual() {
            return new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), Optional.empty());
        }
    }

    LogindSleep(BusAddress address, Patience patience) {
        this.address = address;
        this.patience = patience;
    }

    /// The logind of this machine.
    public static LogindSleep ofThisMachine() {
        return new LogindSleep(BusAddress.system(), Patience.usual());
    }

    /// Sleeps, and returns when logind says that the sleep is over or that there will be none.
    public Entry enter(SleepState state) {
        Optional<String> member = member(state);
        if (member.isEmpty()) {
            return new Entry.Refused("logind has no call for " + state.spelling(), "");
        }
        MethodCall call = LogindObject.call(member.get(), new MethodCall.Argument.Flag(false));
        Deadline acceptance = Deadline.after(patience.acceptance());
        try (Bus bus = Bus.open(address, acceptance)) {
            bus.listen(LogindObject.PREPARE_FOR_SLEEP, acceptance);
            return accepted(bus, call, acceptance).orElseGet(() -> follow(bus, call, state));
        } catch (BusException e) {
            return new Entry.Refused(String.valueOf(e.getMessage()), "");
        }
    }

    private static Optional<String> member(SleepState state) {
        return switch (state) {
            case SUSPEND_TO_IDLE, SUSPEND_TO_RAM -> Optional.of("Suspend");
            case STANDBY -> Optional.empty();
            case SUSPEND_TO_DISK -> Optional.of("Hibernate");
            case HYBRID -> Optional.of("HybridSleep");
        };
    }

    /// Empty if logind accepted. A call without an answer may have arrived all the same.
    private static Optional<Entry> accepted(Bus bus, MethodCall call, Deadline deadline) {
        try {
            String _ = bus.call(call, "", deadline, _ -> "");
            return Optional.empty();
        } catch (ErrorReplyException e) {
            return Optional.of(new Entry.Refused(call.name() + ": " + e.getMessage(), ""));
        } catch (BusTimeoutException e) {
            return Optional.of(new Entry.Hanging(String.valueOf(e.getMessage())));
        } catch (BusException e) {
            return Optional.of(
                    new Entry.Hanging(
                            "%s: whether it was heard is not known: %s"
                                    .formatted(call.name(), e.getMessage())));
        }
    }

    private Entry follow(Bus bus, MethodCall call, SleepState state) {
        try {
            if (!LogindObject.heard(bus, true, Deadline.after(patience.announcement()))) {
                return new Entry.Hanging(
                        "%s: accepted, and no PrepareForSleep(true) within %s s"
                                .formatted(call.name(), patience.announcement().toSeconds()));
            }
            Duration limit = patience.end().orElseGet(() -> SleepLimit.of(state));
            return LogindObject.heard(bus, false, Deadline.after(limit))
                    ? new Entry.Succeeded()
                    : new Entry.Hanging(
                            "%s: no PrepareForSleep(false) after %s s of being awake"
                                    .formatted(call.name(), limit.toSeconds()));
        } catch (BusException e) {
            return new Entry.Hanging(
                    call.name() + ": accepted, and then the bus was lost: " + e.getMessage());
        }
    }
}
