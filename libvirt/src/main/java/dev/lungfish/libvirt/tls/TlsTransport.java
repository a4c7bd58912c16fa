package dev.lungfish.libvirt.tls;

import dev.lungfish.libvirt.transport.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// TLS over another transport.
///
/// Its buffers grow with the records that arrive and are released while it waits without data, so
/// that an idle connection needs little memory. Renegotiation, with which a client of TLS 1.2 could
/// overload a server, ends the connection.
public final class TlsTransport implements Transport {
    /// The server's byte after it has accepted the client's certificate.
    private static final byte CONFIRMATION = 1;

    private static final int SMALL_BUFFER = 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Transport lower;
    private final TlsContext.Side side;
    private final SSLEngine engine;
    private final ReentrantLock writing = new ReentrantLock();

    private final Flight flight = new Flight();

    /// Received and not yet decrypted bytes are between position and limit.
    private ByteBuffer sealed;

    /// Why the first message of a client can't be one.
    private Optional<SSLException> failure = Optional.empty();

    /// Decrypted and not yet read bytes are between position and limit.
    private ByteBuffer clear = NOTHING.duplicate();

    /// @param received what the peer has sent by now
    private TlsTransport(Transport lower, TlsContext.Side side, ByteBuffer received) {
        this.lower = lower;
        this.side = side;
        this.engine = side.engine();
        sealed = received;
    }

    /// Makes the handshake with a client, and confirms its certificate. May wait long; closing the
    /// lower transport ends that.
    ///
    /// @param admits which of the signed certificates are accepted
    /// @throws IOException if the client presents another one, or none where one is needed
    public static TlsTransport accept(
            Transport lower, TlsContext context, Predicate<X509Certificate> admits)
            throws IOException {
        return accept(lower, context, admits, HandshakeSteps.AT_ONCE);
    }

    /// The same with steps that are done in their turn. Nothing is made for a client before its
    /// first message has come, and its turn.
    public static TlsTransport accept(
            Transport lower,
            TlsContext context,
            Predicate<X509Certificate> admits,
            HandshakeSteps steps)
            throws IOException {
        ClientHello hello = ClientHello.read(lower);
        AtomicReference<@Nullable TlsTransport> made = new AtomicReference<>();
        steps.begin(
                hello.resumes(),
                () -> {
                    TlsTransport server =
                            new TlsTransport(lower, context.serverSide(), hello.bytes());
                    made.set(server);
                    server.beginHandshake();
                });
        TlsTransport transport = Objects.requireNonNull(made.get());
        transport.shakeHands(steps);
        Optional<X509Certificate> client = transport.peer();
        if (client.isEmpty() && context.certificateNeeded()) {
            throw new IOException("it shows no certificate");
        }
        if (client.isPresent() && !admits.test(client.get())) {
            throw new IOException(
                    "its certificate is not among those that are admitted: %s"
                            .formatted(client.get().getSubjectX500Principal().getName()));
        }
        ByteBuffer confirmation = ByteBuffer.wrap(new byte[] {CONFIRMATION});
        while (confirmation.hasRemaining()) {
            transport.write(confirmation);
        }
        return transport;
    }

    /// Makes the handshake with a server, and waits for its confirmation.
    ///
    /// @param host as the server's certificate must name it
    /// @param verify whether the name is checked
    /// @throws IOException if the server is not trusted, or refuses
    public static TlsTransport connect(
            Transport lower, TlsContext context, String host, int port, boolean verify)
            throws IOException {
        TlsTransport transport =
                new TlsTransport(
                        lower,
                        context.clientSide(host, port, verify),
                        ByteBuffer.allocate(SMALL_BUFFER).limit(0));
        transport.engine.beginHandshake();
        transport.shakeHands(HandshakeSteps.AT_ONCE);
        transport.sendFlight();
        ByteBuffer confirmation = ByteBuffer.allocate(1);
        if (transport.read(confirmation) < 0) {
            throw new EOFException(
                    "the server ended the connection after the TLS handshake: it does not accept"
                            + " the client's certificate, or got none");
        }
        if (confirmation.get(0) != CONFIRMATION) {
            throw new IOException(
                    "the server confirmed the client's certificate with byte %d, and %d was due"
                            .formatted(confirmation.get(0), CONFIRMATION));
        }
        return transport;
    }

    @Override
    public Kind kind() {
        return Kind.TLS;
    }

    /// The peer's certificate; empty without one.
    public Optional<X509Certificate> peer() {
        try {
            Certificate[] chain = engine.getSession().getPeerCertificates();
            return Optional.of((X509Certificate) chain[0]);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /// `TLSv1.2` or `TLSv1.3`.
    public String version() {
        return engine.getSession().getProtocol();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        while (!clear.hasRemaining()) {
            clear = NOTHING.duplicate();
            SSLEngineResult result = unwrap();
            if (result.getStatus() == Status.CLOSED) {
                return -1;
            }
            if (result.getStatus() == Status.BUFFER_UNDERFLOW && !fill()) {
                return -1;
            }
            if (result.bytesConsumed() > 0 && result.bytesProduced() == 0) {
                letOthersIn();
            }
            followUp(result);
        }
        int count = Math.min(clear.remaining(), target.remaining());
        target.put(clear.slice(clear.position(), count));
        clear.position(clear.position() + count);
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int before = source.remaining();
        writing.lock();
        try {
            wrap(source);
        } finally {
            writing.unlock();
        }
        return before - source.remaining();
    }

    @Override
    public boolean isOpen() {
        return lower.isOpen();
    }

    @Override
    public void finish() throws IOException {
        writing.lock();
        try {
            engine.closeOutbound();
            wrap(NOTHING.duplicate());
            lower.finish();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lower.close();
    }

    /// Does what the client's first message asks for. What is wrong with it is kept for who goes
    /// on, as only that may wait for the client.
    private void beginHandshake() throws IOException {
        engine.beginHandshake();
        try {
            SSLEngineResult _ = unwrap();
        } catch (SSLException e) {
            failure = Optional.of(e);
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            runTasks();
            side.withholdTicket();
        }
    }

    private void shakeHands(HandshakeSteps steps) throws IOException {
        if (failure.isPresent()) {
            tellWhy();
            throw failure.get();
        }
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.NOT_HANDSHAKING) {
            switch (status) {
                case NEED_WRAP -> wrapOfHandshake();
                case NEED_TASK ->
                        steps.goOn(() -> {
                            runTasks();
                            side.withholdTicket();
                        });
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapOfHandshake();
                case FINISHED, NOT_HANDSHAKING -> {}
            }
            status = engine.getHandshakeStatus();
        }
    }

    private void unwrapOfHandshake() throws IOException {
        SSLEngineResult result;
        try {
            result = unwrap();
        } catch (SSLException e) {
            tellWhy();
            throw e;
        }
        if (result.getStatus() == Status.CLOSED
                || (result.getStatus() == Status.BUFFER_UNDERFLOW && !fillOfHandshake())) {
            throw new EOFException("the peer ended the connection during the TLS handshake");
        }
    }

    private boolean fillOfHandshake() throws IOException {
        sendFlight();
        return fill();
    }

    /// Sends the engine's alert for a failed handshake.
    private void tellWhy() {
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                    && !engine.isOutboundDone()) {
                wrap(NOTHING.duplicate());
            }
        } catch (IOException e) {
            // The alert is a courtesy: the caller reports the failure itself.
            return;
        }
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    /// After the handshake an engine may still have data to send, such as the answer to new keys.
    private void followUp(SSLEngineResult result) throws IOException {
        switch (result.getHandshakeStatus()) {
            case NOT_HANDSHAKING, FINISHED -> {}
            case NEED_WRAP -> {
                requireNoRenegotiation();
                write(NOTHING.duplicate());
            }
            case NEED_TASK -> {
                requireNoRenegotiation();
                runTasks();
            }
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> requireNoRenegotiation();
        }
    }

    private void requireNoRenegotiation() throws IOException {
        if (!version().equals("TLSv1.3")) {
            throw new IOException("the peer wants to negotiate TLS again, which is not allowed");
        }
    }

    /// A peer that sends empty records must not occupy a processor.
    @SuppressWarnings("ThreadPriorityCheck") // for fairness; nothing rests on it
    private static void letOthersIn() {
        Thread.yield();
    }

    /// Decrypts one record into the clear buffer.
    private SSLEngineResult unwrap() throws SSLException {
        @Nullable SSLEngineResult result = null;
        while (result == null) {
            clear.clear();
            SSLEngineResult attempt = engine.unwrap(sealed, clear);
            clear.flip();
            if (attempt.getStatus() == Status.BUFFER_OVERFLOW) {
                int most = engine.getSession().getApplicationBufferSize();
                if (clear.capacity() >= most) {
                    throw new SSLException("a TLS record holds more than " + most + " bytes");
                }
                int likely = Math.max(SMALL_BUFFER, 2 * clear.capacity());
                clear = ByteBuffer.allocate(Math.min(most, likely)).limit(0);
            } else {
                result = attempt;
            }
        }
        return result;
    }

    /// Waits for bytes from below; false if there are no more.
    private boolean fill() throws IOException {
        int room = engine.getSession().getPacketBufferSize();
        if (!sealed.hasRemaining()) {
            sealed = ByteBuffer.allocate(SMALL_BUFFER);
        } else if (sealed.remaining() < sealed.capacity()) {
            sealed.compact();
        } else {
            int capacity = Math.min(2 * sealed.capacity(), room);
            if (capacity == sealed.capacity()) {
                throw new SSLException("a TLS record is larger than " + room + " bytes");
            }
            sealed = ByteBuffer.allocate(capacity).put(sealed);
        }
        int count = lower.read(sealed);
        sealed.flip();
        return count >= 0;
    }

    /// Encrypts as much as fits into one record and sends it, after what a handshake has left.
    private void wrap(ByteBuffer source) throws IOException {
        send(flight.takeWith(encrypted(source)));
    }

    /// Encrypts the next message of a handshake. It is sent with those that follow it, before this
    /// side waits: each packet of its own would wake the other side once.
    private void wrapOfHandshake() throws IOException {
        flight.add(encrypted(NOTHING.duplicate()));
    }

    private void sendFlight() throws IOException {
        send(flight.take());
    }

    private void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            lower.write(bytes);
        }
    }

    /// As much as fits into one record.
    private ByteBuffer encrypted(ByteBuffer source) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(Math.min(source.remaining(), 16 * 1024) + 512);
        SSLEngineResult result = engine.wrap(source, record);
        while (result.getStatus() == Status.BUFFER_OVERFLOW) {
            record =
                    ByteBuffer.allocate(
                            Math.max(
                                    2 * record.capacity(),
                                    engine.getSession().getPacketBufferSize()));
            result = engine.wrap(source, record);
        }
        if (result.getStatus() == Status.CLOSED && source.hasRemaining()) {
            sendFlight();
            send(record.flip());
            throw new SSLException("the TLS connection is closed");
        }
        return record.flip();
    }
}
