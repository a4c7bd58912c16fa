package dev.lungfish.controller.endpoint;

import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Identity;
import dev.lungfish.libvirt.server.Observer;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.runtime.clock.Stopwatch;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Counts the handshakes of hosts with certificates. A certificate is checked in whole handshakes
/// only; whoever shows one without a check has resumed a session. Safe for use by several threads.
final class Handshakes implements TlsContext.ClientCheck, Observer {
    private final TlsContext.ClientCheck check;
    private final Observer observer;
    private final LongAdder checked = new LongAdder();
    private final LongAdder connected = new LongAdder();
    private final LongAdder computed = new LongAdder();

    /// @param check decides
    /// @param observer is told of all else
    Handshakes(TlsContext.ClientCheck check, Observer observer) {
        this.check = check;
        this.observer = observer;
    }

    @Override
    public void check(List<X509Certificate> chain) throws CertificateException {
        check.check(chain);
        checked.increment();
    }

    @Override
    public void connected(Connection connection) {
        if (connection.identity() instanceof Identity.CertificateHolder) {
            connected.increment();
        }
        observer.connected(connection);
    }

    @Override
    public void disconnected(Connection connection, String reason) {
        observer.disconnected(connection, reason);
    }

    @Override
    public void turnedAway(String listener, String reason) {
        observer.turnedAway(listener, reason);
    }

    @Override
    public void handlerFailed(
            Connection connection, Procedure<?, ?> procedure, RuntimeException failure) {
        observer.handlerFailed(connection, procedure, failure);
    }

    @Override
    public Runnable handshakeStep() {
        Runnable ended = observer.handshakeStep();
        Stopwatch watch = Stopwatch.start();
        return () -> {
            computed.add(watch.elapsed().toNanos());
            ended.run();
        };
    }

    /// How long steps of handshakes were computed so far, one added to the other.
    Duration computed() {
        return Duration.ofNanos(computed.sum());
    }

    /// How many there were; one that is under way may be missing.
    HandshakeCount count() {
        long whole = checked.sum();
        return new HandshakeCount(whole, Math.max(0, connected.sum() - whole));
    }
}
