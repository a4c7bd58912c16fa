package dev.lungfish.daemon.sockets;

import dev.lungfish.api.ReloadReport;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Opens ports as soon as they can be, and tries again what can't: the bad luck of one boot keeps
/// no daemon down. Safe for use by several threads.
public final class Ports implements AutoCloseable {
    /// How often it is tried again.
    public static final Duration EVERY = Duration.ofSeconds(5);

    private final List<Port> wanted;
    private final Log log;
    private final Map<Port, Runnable> open = new HashMap<>();
    private final Map<Port, String> told = new HashMap<>();
    private boolean closed;

    public Ports(List<Port> wanted, Log log) {
        this.wanted = List.copyOf(wanted);
        this.log = log;
    }

    /// Tries those that are not open. A reason is told once.
    ///
    /// @return false, as the next try has time
    public synchronized boolean look() {
        if (!closed) {
            wanted.stream().filter(port -> !open.containsKey(port)).forEach(this::open);
        }
        return false;
    }

    private void open(Port port) {
        try {
            open.put(port, port.preparation().prepare().open());
            told.remove(port);
        } catch (IOException e) {
            String why = FailureWords.of(e);
            if (!why.equals(told.put(port, why))) {
                log.event(new LogEvent.PortNotOpened(port.name(), Reasoned.of(e)));
            }
        }
    }

    /// Opens those with certificates anew, so that the present ones are shown. Where they can't be
    /// used, those that were read before stay. Connections stay.
    public synchronized ReloadReport renew() {
        List<Reason> taken = new ArrayList<>();
        List<Reason> failed = new ArrayList<>();
        for (Port port : wanted) {
            if (port.secured() && open.containsKey(port)) {
                try {
                    Port.Opening opening = port.preparation().prepare();
                    open.remove(port).run();
                    open.put(port, opening.open());
                    taken.add(new ReloadReason.PortRenewed(port.name()));
                } catch (IOException e) {
                    log.event(new LogEvent.CertificatesNotRenewed(port.name(), Reasoned.of(e)));
                    failed.add(new ReloadReason.PortNotRenewed(port.name(), Reasoned.of(e)));
                }
            }
        }
        boolean _ = look();
        return new ReloadReport(taken, failed);
    }

    /// Whether one is open.
    public synchronized boolean isOpen(String name) {
        return open.keySet().stream().anyMatch(port -> port.name().equals(name));
    }

    /// How many are open.
    public synchronized int opened() {
        return open.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(Runnable::run);
        open.clear();
    }
}
