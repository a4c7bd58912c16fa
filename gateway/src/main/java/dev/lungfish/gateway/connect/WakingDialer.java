package dev.lungfish.gateway.connect;

import dev.lungfish.core.text.ReasonException;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.runtime.clock.Stopwatch;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Connects to a host, and wakes it where it does not answer. For one thread.
///
/// @param name of the host, for people
/// @param wake wakes it once; may be called again
/// @param patience how long the host is waited for
/// @param progress is told what happens
public record WakingDialer(
        String name, Wake wake, Duration patience, Consumer<ConnectNotice> progress) {
    /// A host that is awake answers sooner, if it is near; if not, it is woken for nothing.
    private static final Duration ANSWER = Duration.ofMillis(500);

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration FIRST_REPEAT = Duration.ofSeconds(2);
    private static final Duration LAST_REPEAT = Duration.ofSeconds(16);

    /// Wakes a host.
    @FunctionalInterface
    public interface Wake {
        /// Wakes it.
        ///
        /// @throws IOException where nothing was done for it
        void once() throws IOException;
    }

    /// Connects.
    ///
    /// @throws ReasonException with [ConnectNotice.HostRefusesConnections] or
    ///   [ConnectNotice.HostNotReached]
    public Socket connect(InetSocketAddress target) {
        Deadline end = Deadline.after(patience);
        Optional<Stopwatch> woken = Optional.empty();
        Deadline next = Deadline.after(Duration.ZERO);
        Duration repeat = FIRST_REPEAT;
        boolean refused = false;
        do {
            try {
                Socket socket = attempt(target);
                woken.ifPresent(since ->
                        progress.accept(
                                new ConnectNotice.HostAnswersAfterWake(name, since.elapsed())));
                return socket;
            } catch (ConnectException e) {
                refused = String.valueOf(e.getMessage()).contains("refused");
                if (refused && woken.isEmpty()) {
                    break; // It is awake, and nobody listens there.
                }
            } catch (IOException _) {
                refused = false;
            }
            if (woken.isEmpty()) {
                progress.accept(
                        new ConnectNotice.HostSilentSoWoken(name, target.getPort(), patience));
                woken = Optional.of(Stopwatch.start());
            }
            if (next.passed() && !refused) {
                send();
                next = Deadline.after(repeat);
                repeat =
                        repeat.multipliedBy(2).compareTo(LAST_REPEAT) < 0
                                ? repeat.multipliedBy(2)
                                : LAST_REPEAT;
            }
            boolean _ = Pause.of(STEP, STEP, () -> false);
        } while (!end.passed() && !Thread.currentThread().isInterrupted());
        throw new ReasonException(
                refused
                        ? new ConnectNotice.HostRefusesConnections(name, target.getPort())
                        : new ConnectNotice.HostNotReached(name, target.getPort(), patience));
    }

    private static Socket attempt(InetSocketAddress target) throws IOException {
        Socket socket = new Socket();
        boolean connected = false;
        try {
            socket.setTcpNoDelay(true);
            socket.connect(target, (int) ANSWER.toMillis());
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                socket.close();
            }
        }
    }

    private void send() {
        try {
            wake.once();
        } catch (IOException e) {
            progress.accept(new ConnectNotice.HostWakeNotSent(name, FailureWords.of(e)));
        }
    }
}
