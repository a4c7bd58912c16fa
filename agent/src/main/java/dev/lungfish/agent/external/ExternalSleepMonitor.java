package dev.lungfish.agent.external;

import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.systemd.SleepAnnouncements;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.state.directory.StateException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/// Monitors and records external sleeps by logind (`systemctl suspend`, a lid). Own sleeps, which
/// logind announces too, are ignored. For one thread.
public final class ExternalSleepMonitor {
    /// How often to check whether to stop.
    private static final Duration STEP = Duration.ofSeconds(5);

    /// The pause before a retry if logind can't be reached.
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final MonitoredHost host;
    private final ExternalSleepListener listener;
    private final Queue<JournalEntry.Foreign> unwritten = new ArrayDeque<>();
    private Optional<String> blindness = Optional.empty();

    public ExternalSleepMonitor(MonitoredHost host, ExternalSleepListener listener) {
        this.host = host;
        this.listener = listener;
    }

    /// Monitors until this is true, which is checked every few seconds.
    public void until(BooleanSupplier over) {
        while (!over.getAsBoolean()) {
            try {
                Optional<SleepAnnouncements> announcements = host.listen();
                if (announcements.isPresent()) {
                    listen(announcements.get(), over);
                } else {
                    tell("there is no message bus to reach logind by");
                }
            } catch (BusException e) {
                tell(String.valueOf(e.getMessage()));
            }
            boolean _ = Pause.of(AGAIN, STEP, over);
        }
    }

    private void listen(SleepAnnouncements announcements, BooleanSupplier over)
            throws BusException {
        try (announcements) {
            blindness = Optional.empty();
            listener.watching();
            while (!over.getAsBoolean()) {
                write();
                if (announcements.awaitStart(STEP)) {
                    follow(announcements, over);
                    announcements.hold();
                }
            }
        }
    }

    private void follow(SleepAnnouncements announcements, BooleanSupplier over)
            throws BusException {
        if (host.isOurs()) {
            awaitEnd(announcements, over);
            return;
        }
        SleepEvidence before = host.look();
        listener.announced();
        try {
            awaitEnd(announcements, over);
        } finally {
            // Even if logind was lost meanwhile: the evidence does not need it.
            unwritten.add(host.judge(before, host.look()));
            write();
        }
    }

    private static void awaitEnd(SleepAnnouncements announcements, BooleanSupplier over)
            throws BusException {
        announcements.letGo();
        while (!announcements.awaitEnd(STEP)) {
            if (over.getAsBoolean()) {
                return;
            }
        }
    }

    /// Records finished sleeps. While a request runs only the request writes the journal.
    private void write() {
        while (!unwritten.isEmpty()) {
            JournalEntry.Foreign sleep = unwritten.element();
            try {
                if (!host.record(sleep)) {
                    return;
                }
                listener.recorded(sleep);
            } catch (StateException e) {
                listener.lost(sleep, String.valueOf(e.getMessage()));
            }
            unwritten.remove();
        }
    }

    private void tell(String why) {
        if (!blindness.equals(Optional.of(why))) {
            blindness = Optional.of(why);
            listener.blind(why);
        }
    }
}
