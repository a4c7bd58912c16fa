package dev.lungfish.daemon;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.ReloadReport;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.daemon.log.LineQueue;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.sockets.LiveSettings;
import dev.lungfish.daemon.sockets.ReloadReason;
import dev.lungfish.daemon.sockets.StartCheck;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.systemd.JournalSocket;
import dev.lungfish.linux.systemd.Systemd;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A daemon as a service: from its start until somebody wants its end.
public final class DaemonService {
    /// How often it is looked whether the RTC's test still holds. Where nobody watches the daemon,
    /// that is all there is to do.
    private static final Duration LOOK_AROUND = Duration.ofHours(1);

    /// Reads a configuration anew.
    @FunctionalInterface
    public interface Source {
        /// The host with the configuration that is there now.
        ///
        /// @throws ConfigurationException where it can't be used
        /// @throws IOException where the host is gone
        ObservedHost open() throws ConfigurationException, IOException;
    }

    /// How long between two looks whether a request has ended that a reload waits for.
    private static final Duration STEP = Duration.ofMillis(200);

    private final StateDirectory state;
    private final Optional<Path> root;
    private final String version;
    private volatile ObservedHost host;
    private volatile Daemon daemon;
    private volatile Source source;
    private volatile boolean ending;
    private final Systemd systemd;
    private final LineQueue lines;
    private final Log log;

    /// @param root of the recorded machine that the host is; empty for this one
    /// @param reader takes the lines of the log
    /// @param environment of the process
    /// @param version of Lungfish, `0.1.0`
    public DaemonService(
            ObservedHost host,
            StateDirectory state,
            Optional<Path> root,
            Consumer<String> reader,
            Map<String, String> environment,
            String version) {
        HostClocks clocks = new HostClocks(host.tree());
        lines = new LineQueue(reader);
        log = Log.of(JournalSocket.of(environment), lines, () -> clocks.now().wall());
        systemd = Systemd.of(environment, ProcessHandle.current().pid());
        this.host = host;
        source = () -> host;
        this.state = state;
        this.root = root;
        this.version = version;
        daemon = made(host);
    }

    private Daemon made(ObservedHost of) {
        return new Daemon(of, state, root, log, systemd, version, this::reload);
    }

    /// What a start with a configuration would fail on; empty where nothing is found.
    ///
    /// @param runs whether a daemon of it runs already, so that its ports are taken
    public static List<Reason> check(Configuration configuration, boolean runs) {
        return StartCheck.of(configuration, runs);
    }

    /// Serves until the end is wanted.
    ///
    /// @param end done with the reason
    /// @return whether it could be started; if not, the log tells why
    public boolean run(CompletableFuture<String> end) {
        try {
            start();
            String why = live(end);
            ending = true;
            stop(why);
            return true;
        } catch (StateException | IOException e) {
            log.event(new LogEvent.StartFailed(Reasoned.of(e)));
            return false;
        } finally {
            lines.close();
        }
    }

    private synchronized void start() throws StateException, IOException {
        daemon.start();
    }

    private synchronized void stop(String why) {
        daemon.stop(why);
    }

    /// Where [#reload] reads from; without it, a reload takes the certificates alone.
    public void reloadsFrom(Source from) {
        source = from;
    }

    /// Takes the configuration and the certificates as they are now. Where nothing but certificates
    /// and lists of names has changed, clients stay connected and a request runs on; otherwise the
    /// daemon begins anew, once the request that runs is over. A configuration that can't be used
    /// changes nothing.
    public ReloadReport reload() {
        try {
            return taken(source.open());
        } catch (ConfigurationException | IOException e) {
            log.event(new LogEvent.NotReloaded(Reasoned.of(e)));
            return new ReloadReport(List.of(), List.of(Reasoned.of(e)));
        }
    }

    private ReloadReport taken(ObservedHost now) {
        boolean changed = !now.configuration().equals(host.configuration());
        if (!LiveSettings.alone(host.configuration(), now.configuration())) {
            boolean busy = daemon.isBusy();
            Thread _ = Thread.ofPlatform().name("reload").start(() -> takeAnew(now));
            return new ReloadReport(List.of(new ReloadReason.SettingsTakenAnew(busy)), List.of());
        }
        log.event(new LogEvent.DaemonReloading(changed));
        host = now;
        ReloadReport ports = daemon.renew(now.configuration());
        List<Reason> all = new ArrayList<>();
        all.add(changed ? new ReloadReason.SettingsTaken() : new ReloadReason.SettingsUnchanged());
        all.addAll(ports.taken());
        return new ReloadReport(all, ports.failed());
    }

    private void takeAnew(ObservedHost now) {
        boolean given = false;
        while (!given && !renewed(now)) {
            given = Pause.of(STEP, STEP, () -> ending);
        }
    }

    /// @return false while a request runs that is in the way
    private synchronized boolean renewed(ObservedHost now) {
        if (ending) {
            return true;
        }
        if (daemon.isBusy()) {
            return false;
        }
        log.event(new LogEvent.DaemonReloading(true));
        daemon.end("its configuration has changed");
        if (!begun(now)) {
            boolean _ = begun(host);
        }
        return true;
    }

    private boolean begun(ObservedHost of) {
        daemon = made(of);
        try {
            daemon.start();
            host = of;
            return true;
        } catch (StateException | IOException e) {
            log.event(new LogEvent.NotReloaded(Reasoned.of(e)));
            daemon.end("it could not be started");
            return false;
        }
    }

    private String live(CompletableFuture<String> end) {
        Duration step = systemd.watchdog().map(limit -> limit.dividedBy(2)).orElse(LOOK_AROUND);
        Duration sinceTest = Duration.ZERO;
        while (true) {
            try {
                return end.get(step.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (systemd.watchdog().isPresent()) {
                    answer(step.dividedBy(2));
                }
                sinceTest = sinceTest.plus(step);
                if (sinceTest.compareTo(LOOK_AROUND) >= 0) {
                    testRtc();
                    sinceTest = Duration.ZERO;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return "its thread was interrupted";
            } catch (ExecutionException e) {
                return FailureWords.of(Objects.requireNonNullElse(e.getCause(), e));
            }
        }
    }

    private synchronized void answer(Duration patience) {
        daemon.live(patience);
    }

    private synchronized void testRtc() {
        daemon.testRtc();
    }
}
