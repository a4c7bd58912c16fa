package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Event;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.server.Answer.Delivery;
import dev.lungfish.libvirt.share.ClientShares;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One connected client: reads its calls, and decides when to give it up.
final class ServerConnection implements Connection {
    private static final String ALL_WAS_SAID = "all was said";
    private static final String ENDED_BY_PEER = "it ended the connection";

    private final long number;
    private final Listener listener;
    private final Transport transport;
    private final Identity identity;
    private final Authentication authentication;
    private final Dispatcher dispatcher;
    private final Ending ending;
    private final ClientShares shares;
    private final PartedConnections parted;
    private final Session session;
    private final FrameReader reader;
    private final WriteQueue outbound;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Semaphore unanswered;
    private final CallsInWork inWork;
    private final ConnectionThreads.OfConnection work;

    /// The name of the threads that read for it once its frames go upstream.
    private final String relayed;

    /// The reading thread: virtual, until the first frame goes upstream.
    private volatile Thread ownThread;

    private volatile Optional<Upstream> upstream = Optional.empty();
    private volatile boolean endAfterReply;
    private volatile boolean saidAll;
    private volatile boolean halfOpen;
    private final PeerWatch watch;

    /// What happens when a connection is over.
    interface Ending {
        void ended(ServerConnection connection, String reason);
    }

    /// A connection of the thread that makes it.
    ServerConnection(
            long number,
            Listener listener,
            Transport transport,
            Identity identity,
            Server.Shared shared,
            ClientShares shares,
            Ending ending) {
        this.number = number;
        this.listener = listener;
        this.transport = transport;
        this.identity = identity;
        this.dispatcher = shared.dispatcher();
        ServerLimits limits = shared.limits();
        this.authentication = shared.authentication();
        this.ending = ending;
        this.shares = shares;
        this.parted = shared.parted();
        ownThread = Thread.currentThread();
        boolean readOnly = listener instanceof Listener.Unix unix && unix.readOnly();
        session = new Session(readOnly, limits.eventRegistrations());
        reader = FrameReader.ofCalls(transport, shares.frames());
        outbound = new WriteQueue(transport, limits, shares.replies(), new End());
        inWork = new CallsInWork(limits.unansweredCalls(), outbound::finish);
        work = shared.threads().of(shares.account());
        relayed = "libvirt-relayed " + number;
        unanswered = new Semaphore(limits.unansweredCalls());
        watch = new PeerWatch(limits);
    }

    void serve() {
        serve(Optional.empty());
    }

    /// Reads and answers until one side ends the connection or another thread takes over. At the
    /// first frame that goes upstream a platform thread continues, which the kernel wakes directly.
    ///
    /// @param first goes upstream before another is read
    private void serve(Optional<Frame> first) {
        boolean whole = false;
        boolean mine = true;
        try {
            if (first.isPresent()) {
                upstream.orElseThrow().pass(first.get());
            }
            mine = (first.isEmpty() || !takenOver()) && read();
            whole = true;
        } catch (IOException e) {
            close(String.valueOf(e.getMessage()));
            whole = true;
        } finally {
            if (!whole) {
                close("its thread broke");
            }
            if (mine) {
                reader.end();
                readTheRest();
            }
        }
    }

    /// @return whether the connection is still this thread's
    private boolean read() throws IOException {
        boolean virtual = Thread.currentThread().isVirtual();
        while (!closed.get()) {
            inWork.awaitRoom();
            Optional<Frame> frame = reader.next();
            if (frame.isEmpty()) {
                close(saidAll ? ALL_WAS_SAID : ENDED_BY_PEER);
                return true;
            }
            watch.countFrame();
            if (dispatcher.dispatch(this, frame.get())) {
                if (virtual && work.runByKernel(relayed, () -> goOnWith(frame))) {
                    return false;
                }
                upstream.orElseThrow().pass(frame.get());
            }
            if (virtual) {
                ConnectionThreads.letOthersIn(watch.frames());
            }
            if (endAfterReply) {
                outbound.finish();
                if (saidAll) {
                    close(ALL_WAS_SAID);
                }
                return true;
            }
            if (takenOver()) {
                return false;
            }
        }
        return true;
    }

    private void goOnWith(Optional<Frame> first) {
        ownThread = Thread.currentThread();
        serve(first);
    }

    private boolean takenOver() {
        reader.done();
        return !reader.hasBuffered() && upstream.filter(Upstream::takeOver).isPresent();
    }

    /// After another thread has read: goes on with what it did not pass.
    void readOn(byte[] begun) {
        work.run(
                relayed,
                () -> {
                    reader.goOnWith(begun);
                    goOnWith(Optional.empty());
                });
    }

    /// Another thread has read the client's end.
    void endedByPeer() {
        if (closed.get()) {
            readOn(new byte[0]); // what is half-open ends in its own way
        } else {
            close(saidAll ? ALL_WAS_SAID : ENDED_BY_PEER);
        }
    }

    PeerWatch watch() {
        return watch;
    }

    private void readTheRest() {
        if (halfOpen) {
            parted.readTheRest(this, transport);
        }
    }

    Session session() {
        return session;
    }

    Authentication authentication() {
        return authentication;
    }

    @Override
    public ClientShares shares() {
        return shares;
    }

    /// Queues a reply. The own thread waits for the peer if necessary, others never.
    void reply(ByteBuffer frame, @Nullable CompletableFuture<Delivery> delivery) {
        if (Thread.currentThread() == ownThread) {
            outbound.write(frame, delivery);
        } else {
            outbound.offer(frame, delivery);
        }
    }

    /// Queues a long reply, if the client's share has room for it. For the own thread.
    ///
    /// @return false if not
    boolean replyWithin(ByteBuffer frame) {
        return outbound.writeWithin(frame);
    }

    CallsInWork inWork() {
        return inWork;
    }

    ConnectionThreads.OfConnection work() {
        return work;
    }

    /// Waits until one more unanswered call is allowed; false if the connection has ended.
    boolean admitUnanswered() {
        unanswered.acquireUninterruptibly();
        return !closed.get();
    }

    void answered() {
        unanswered.release();
    }

    /// No further call is read once the reply to this one is queued, and then the connection ends.
    void endAfterReply() {
        endAfterReply = true;
    }

    /// Begins the end: a registered client is notified, running calls get their replies, new ones
    /// are refused.
    void drain(CloseReason reason) {
        inWork.begin(); // the end waits for the event as for a reply
        inWork.refuse();
        if (session.wantsCloseEvent()) {
            send(Remote.CLOSE_EVENT, reason.raw());
        }
        inWork.end();
    }

    /// A tick of the server has passed: checks the time limits of the peer.
    void tick() {
        Optional<Runnable> ping =
                session.keepalive() && !closed.get() && inWork.hasRoom()
                        ? Optional.of(() -> outbound.offer(Keepalive.PING.encode(), null))
                        : Optional.empty();
        watch.tick(reader.insideFrame(), outbound.waitingAt(), ping)
                .ifPresent(reason -> {
                    close(reason);
                    closeTransport(); // that of one that has parted
                });
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public String listener() {
        return listener.name();
    }

    @Override
    public Transport.Kind kind() {
        return transport.kind();
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public boolean readOnly() {
        return session.readOnly();
    }

    @Override
    public Optional<String> opened() {
        return session.opened();
    }

    @Override
    public int callsInWork() {
        return inWork.count();
    }

    @Override
    public boolean closed() {
        return closed.get();
    }

    @Override
    public <T> boolean send(Event<T> event, T value) {
        return !closed.get() && outbound.offer(event.encode(value), null);
    }

    @Override
    public Downstream relayTo(Upstream target) {
        upstream = Optional.of(target);
        return new ClientDownstream(this, outbound, reader, transport, dispatcher);
    }

    /// The upstream to which the client's frames go first.
    Optional<Upstream> upstream() {
        return upstream;
    }

    /// The last bytes. A peer that is about to call must not find its socket closed: a process that
    /// writes to a closed socket, such as virsh, is killed by a signal and shows no message. So its
    /// calls are still read and refused, until it has noticed that nothing more comes and ends the
    /// connection itself.
    private final class End implements WriteQueue.Ending {
        @Override
        public void end(String reason) {
            close(reason);
        }

        @Override
        public void saidAll() {
            saidAll = true;
            if (endAfterReply) {
                close(ALL_WAS_SAID); // nobody reads any more
            } else {
                ConnectionThreads.afterFarewell(() -> part(ALL_WAS_SAID));
            }
        }
    }

    @Override
    public void close(String reason) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        upstream.ifPresent(Upstream::end);
        closeTransport();
        abandon(reason);
    }

    /// Ends the connection for the server, and keeps a Unix socket half-open until the client
    /// leaves: a process that writes to a closed one is killed by SIGPIPE, and a client without an
    /// event loop calls before it looks.
    void part(String reason) {
        if (transport.kind() != Transport.Kind.UNIX || endAfterReply) {
            close(reason);
            return;
        }
        halfOpen = true; // the reading thread looks after it has seen that it is closed
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        parted.add(this);
        upstream.ifPresent(Upstream::end);
        try {
            transport.finish();
        } catch (IOException e) {
            closeTransport();
        }
        abandon(reason);
    }

    void closeTransport() {
        try {
            transport.close();
        } catch (IOException e) {
            return; // it is closed as far as it can be
        }
    }

    private void abandon(String reason) {
        outbound.abandon();
        unanswered.release();
        inWork.refuse();
        work.end();
        ending.ended(this, reason);
    }

    @Override
    public String toString() {
        return "connection %d at %s, %s".formatted(number, listener(), identity);
    }
}
