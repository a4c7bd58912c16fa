package dev.lungfish.daemon.sleep;

import dev.lungfish.agent.external.ExternalSleepListener;
import dev.lungfish.agent.external.ExternalSleepMonitor;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import java.util.function.Consumer;
import java.util.function.Function;

/// Watches for sleeps that others begin, in a thread of its own: clients are sent home before, and
/// what came of it stands in the history.
public final class ExternalSleepService implements ExternalSleepListener, AutoCloseable {
    private final Consumer<String> sendHome;
    private final Log log;
    private volatile boolean over;

    /// @param sendHome ends the connections of clients, for a reason
    public ExternalSleepService(Consumer<String> sendHome, Log log) {
        this.sendHome = sendHome;
        this.log = log;
    }

    /// Begins.
    ///
    /// @param watch of the host, which tells a listener
    public void start(Function<ExternalSleepListener, ExternalSleepMonitor> watch) {
        ExternalSleepMonitor others = watch.apply(this);
        Thread.ofPlatform().name("sleeps of others").daemon().start(() -> others.until(() -> over));
    }

    @Override
    public void watching() {
        log.event(new LogEvent.ExternalSleepWatched());
    }

    @Override
    public void blind(String why) {
        log.event(new LogEvent.ExternalSleepNotWatched(why));
    }

    @Override
    public void announced() {
        log.event(new LogEvent.ExternalSleepAnnounced());
        sendHome.accept("somebody else puts the host to sleep");
    }

    @Override
    public void recorded(JournalEntry.Foreign sleep) {
        log.event(new LogEvent.ExternalSleepRecorded(sleep.reason()));
    }

    @Override
    public void lost(JournalEntry.Foreign sleep, String why) {
        log.event(new LogEvent.ExternalSleepNotRecorded(sleep.reason(), why));
    }

    /// Ends it, without waiting for that.
    @Override
    public void close() {
        over = true;
    }
}
