package dev.lungfish.linux.systemd;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Notifies the service manager of the state of the process, if there is one.
///
/// **Source:** `sd_notify(3)` and `sd_watchdog_enabled(3)` of systemd: `NOTIFY_SOCKET`,
/// `WATCHDOG_USEC`, `WATCHDOG_PID`.
public final class Systemd {
    private final Optional<String> socket;
    private final Optional<Duration> watchdog;

    private Systemd(Optional<String> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /// The service manager in the environment of the process.
    ///
    /// @param process the process's own id
    public static Systemd of(Map<String, String> environment, long process) {
        Optional<String> socket =
                Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                        .filter(path -> path.startsWith("/") || path.startsWith("@"))
                        .filter(path -> path.length() > 1);
        boolean meant =
                environment
                        .getOrDefault("WATCHDOG_PID", String.valueOf(process))
                        .equals(String.valueOf(process));
        return new Systemd(
                socket,
                meant
                        ? Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                                .filter(text -> text.matches("[1-9][0-9]{0,17}"))
                                .map(Long::parseLong)
                                .map(micros -> Duration.ofNanos(Math.multiplyExact(micros, 1000L)))
                        : Optional.empty());
    }

    /// Whether a service manager listens.
    public boolean listens() {
        return socket.isPresent();
    }

    /// How long the process may be silent before it counts as dead; empty without a watchdog.
    public Optional<Duration> watchdog() {
        return socket.isPresent() ? watchdog : Optional.empty();
    }

    /// Sends a notification.
    ///
    /// @param state lines of the protocol: `READY=1`, `STATUS=...`, `WATCHDOG=1`, `STOPPING=1`
    /// @return the error as text; empty if it was sent, or if there is no receiver
    public Optional<String> tell(String state) {
        return socket.flatMap(path -> {
            byte[] address = path.getBytes(StandardCharsets.UTF_8);
            if (path.startsWith("@")) {
                address[0] = 0; // the abstract namespace
            }
            return DatagramCall.send(address, state.getBytes(StandardCharsets.UTF_8))
                    .map(why ->
                            "cannot tell the service manager '%s' at %s: %s"
                                    .formatted(state, path, why));
        });
    }
}
