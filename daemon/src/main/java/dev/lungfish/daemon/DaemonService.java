package dev.lungfish.daemon;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.daemon.log.LineQueue;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.systemd.JournalSocket;
import dev.lungfish.linux.systemd.Systemd;
import dev.lungfish.state.journal.StateDirectory;
import dev.lungfish.state.journal.StateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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

    private final Daemon daemon;
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
        daemon = new Daemon(host, state, root, log, systemd, version);
    }

    /// Serves until the end is wanted.
    ///
    /// @param end done with the reason
    /// @return whether it could be started; if not, the log tells why
    public boolean run(CompletableFuture<String> end) {
        try {
            daemon.start();
            daemon.stop(live(end));
            return true;
        } catch (StateException | IOException e) {
            log.event(new LogEvent.StartFailed(Reasoned.of(e)));
            return false;
        } finally {
            lines.close();
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
                    daemon.live(step.dividedBy(2));
                }
                sinceTest = sinceTest.plus(step);
                if (sinceTest.compareTo(LOOK_AROUND) >= 0) {
                    daemon.testRtc();
                    sinceTest = Duration.ZERO;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return "its thread was interrupted";
            } catch (ExecutionException e) {
                return String.valueOf(e.getCause());
            }
        }
    }
}
