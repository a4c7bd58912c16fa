package dev.lungfish.daemon.client;

import dev.lungfish.agent.wakeups.WakeupDocument;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.core.procedure.Wakeup;
import dev.lungfish.daemon.wakeups.WakeupCall;
import dev.lungfish.daemon.wakeups.WakeupCalls;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// The wakeups of a daemon's host. For one thread.
public record RemoteWakeups(DaemonClient daemon) {

    /// Asks for one.
    ///
    /// @param at as people write times, in the host's zone
    /// @param stay how long the host is to stay awake; empty for the usual time
    public Wakeup add(String at, Optional<Duration> stay, String reason)
            throws IOException, RefusedException {
        WakeupCall call = new WakeupCall(at, stay.map(Duration::toMillis).orElse(null), reason);
        return understood(daemon.call(WakeupCalls.ADD, call), WakeupDocument::read);
    }

    /// All that will wake the host.
    public WakeupReport list() throws IOException, RefusedException {
        return understood(daemon.call(WakeupCalls.LIST, NoValue.NONE), WakeupDocument::readReport);
    }

    /// Takes one back.
    public Wakeup remove(String id) throws IOException, RefusedException {
        return understood(daemon.call(WakeupCalls.REMOVE, id), WakeupDocument::read);
    }

    private static <T> T understood(String document, Function<String, T> reader)
            throws IOException {
        try {
            return reader.apply(document);
        } catch (IllegalArgumentException _) {
            throw DaemonClient.newer();
        }
    }
}
