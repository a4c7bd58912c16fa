package dev.lungfish.gateway.wake;

import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.client.Caller;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Has a daemon near the hosts wake them, which knows their cards. It is not told that they are
/// used: what their own daemons see of the connections keeps them awake, by their policies.
public final class NeighbourWaker implements HostWaker {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String uri;
    private final Caller caller;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable DaemonClient daemon;

    public NeighbourWaker(String uri, Caller caller) {
        this.uri = uri;
        this.caller = caller;
    }

    @Override
    public void wake(HostEntry host, String why) throws IOException {
        lock.lock();
        try {
            DaemonClient asked = daemon;
            if (asked == null) {
                asked = DaemonClient.connect(uri, false, LIMIT, caller);
                daemon = asked;
            }
            asked.wake(WakeOrder.of(order(host)));
        } catch (ServiceException e) {
            if (daemon != null) {
                daemon.close();
                daemon = null;
            }
            throw new IOException("%s: %s".formatted(uri, e.getMessage()), e);
        } finally {
            lock.unlock();
        }
    }

    /// A daemon that does not know the host can send to its card.
    private static String order(HostEntry host) {
        return Optional.of(host.cards())
                .filter(cards -> !cards.isEmpty())
                .map(cards -> cards.getFirst().text())
                .orElse(host.name());
    }

    @Override
    public void use(HostEntry host, Duration length) {
        // A daemon takes no demand for another host.
    }

    @Override
    public void unused(HostEntry host) {
        // Nothing was said.
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (daemon != null) {
                daemon.close();
                daemon = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
