package dev.lungfish.gateway.relay;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.Waking;
import dev.lungfish.gateway.wake.HostClaims;
import dev.lungfish.gateway.wake.HostWaker;
import dev.lungfish.gateway.wake.WakeNotice;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One host: what is known of it, who uses it, and its wake, if one is under way. For the loop's
/// thread.
final class HostGate {
    /// After these times packets are sent again: a card that is just going down hears nothing.
    private static final Duration FIRST_REPEAT = Duration.ofSeconds(2);

    private static final Duration LAST_REPEAT = Duration.ofSeconds(16);

    private final EventLoop loop;
    private final HostEntry entry;
    private final Waking waking;
    private final Outside outside;
    private final Map<InetSocketAddress, PortGate> ports = new HashMap<>();
    private Optional<Duration> silent = Optional.empty();
    private Optional<Duration> wakeBegan = Optional.empty();
    private Duration repeat = FIRST_REPEAT;
    private Duration lingersUntil = Duration.ZERO;
    private boolean calling;
    private boolean lingering;
    private int run;
    private int uses;

    /// What a host has to do with others.
    record Outside(
            HostWaker waker, HostClaims claims, GatewayCounters counters, Consumer<Reason> log) {}

    HostGate(EventLoop loop, HostEntry entry, Waking waking, Outside outside) {
        this.loop = loop;
        this.entry = entry;
        this.waking = waking;
        this.outside = outside;
    }

    String name() {
        return entry.name();
    }

    Waking waking() {
        return waking;
    }

    /// The gate of a port, of the host or of a guest on it.
    PortGate port(Optional<InetAddress> guest, int port) {
        InetSocketAddress target = target(guest, port);
        return ports.computeIfAbsent(
                target, _ -> new PortGate(loop, this, target, waking.refusedFor()));
    }

    InetSocketAddress target(Optional<InetAddress> guest, int port) {
        return new InetSocketAddress(guest.orElse(entry.address()), port);
    }

    /// Whether it was found to be asleep, not long ago.
    boolean knownAsleep() {
        return wakeBegan.isPresent()
                || silent.filter(at -> loop.now().minus(at).compareTo(waking.askAgain()) < 0)
                        .isPresent();
    }

    /// It did not answer in time.
    void silent() {
        silent = Optional.of(loop.now());
    }

    /// It sent something.
    void heard() {
        silent = Optional.empty();
    }

    /// Whether a wake is under way.
    boolean wakes() {
        return wakeBegan.isPresent();
    }

    /// Begins to wake it.
    void wake(WakeNotice.GatewayWakesHost notice) {
        wakeBegan = Optional.of(loop.now());
        repeat = FIRST_REPEAT;
        outside.counters.wake(entry.name());
        outside.log.accept(notice);
        call("%s for %s".formatted(notice.listener(), notice.source()));
        int mine = ++run;
        EventLoop.Alarm _ = loop.after(repeat, () -> again(notice, mine));
    }

    private void again(WakeNotice.GatewayWakesHost notice, int mine) {
        if (wakeBegan.isEmpty() || mine != run) {
            return;
        }
        if (waiting() == 0 && !lingers()) {
            wakeBegan = Optional.empty(); // nobody wants it any more
            return;
        }
        call("%s for %s".formatted(notice.listener(), notice.source()));
        repeat = repeat.multipliedBy(2);
        if (repeat.compareTo(LAST_REPEAT) > 0) {
            repeat = LAST_REPEAT;
        }
        EventLoop.Alarm _ = loop.after(repeat, () -> again(notice, mine));
    }

    private void call(String why) {
        if (calling) {
            return; // the call before has not come back
        }
        calling = true;
        Thread _ =
                Thread.ofVirtual()
                        .name("wake of " + entry.name())
                        .start(() -> {
                            try {
                                outside.waker.wake(entry, why);
                            } catch (IOException e) {
                                outside.log.accept(
                                        new WakeNotice.GatewayWakeFailed(
                                                entry.name(), FailureWords.of(e)));
                            } finally {
                                loop.execute(() -> calling = false);
                            }
                        });
    }

    /// It answers. Called before those who wait are let through.
    void awake() {
        if (wakeBegan.isPresent()) {
            outside.log.accept(
                    new WakeNotice.GatewayHostAwake(
                            entry.name(), loop.now().minus(wakeBegan.get()), waiting()));
            wakeBegan = Optional.empty();
        }
    }

    /// How many wait for any of its ports.
    int waiting() {
        return ports.values().stream().mapToInt(PortGate::waiting).sum();
    }

    /// Somebody will come back soon, who waits outside.
    ///
    /// @param port is asked until the host is awake
    void linger(Duration length, Optional<PortGate> port) {
        Duration until = loop.now().plus(length);
        if (until.compareTo(lingersUntil) > 0) {
            lingersUntil = until;
            if (!lingering) {
                lingering = true;
                use(1);
                lingerOn();
            }
        }
        port.ifPresent(PortGate::ask);
    }

    private void lingerOn() {
        Duration left = lingersUntil.minus(loop.now());
        if (left.isPositive()) {
            EventLoop.Alarm _ = loop.after(left, this::lingerOn);
        } else {
            lingering = false;
            use(-1);
        }
    }

    /// Whether it is wanted awake though no connection waits, until it is.
    boolean lingers() {
        return wakes() && lingersUntil.compareTo(loop.now()) > 0;
    }

    /// Counts connections that use it.
    void use(int more) {
        boolean before = uses > 0;
        uses += more;
        if (before != uses > 0) {
            outside.claims.want(entry, uses > 0);
        }
    }
}
