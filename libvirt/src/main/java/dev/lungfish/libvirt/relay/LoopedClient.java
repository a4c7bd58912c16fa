package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.server.Passage;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.libvirt.transport.SocketPolling;
import dev.lungfish.libvirt.transport.SocketTransport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One client in a loop: its frames in both directions pass as bytes, of most of which only the
/// header is read. Whatever needs more goes to threads that may wait: the client's own thread reads
/// calls that are answered here or need a rule, and another changes capabilities.
///
/// All fields belong to the loop's thread.
final class LoopedClient {
    private final RelayedClient owner;
    private final Passage client;
    private final FrameLoop loop;
    private final SocketTransport libvirtd;
    private final CallWay calls;
    private final ReplyWay replies;

    private FrameLoop.@Nullable Place atClient;
    private FrameLoop.@Nullable Place atLibvirtd;
    private boolean gone;

    LoopedClient(RelayedClient owner, Passage client, FrameLoop loop, SocketTransport libvirtd) {
        this.owner = owner;
        this.client = client;
        this.loop = loop;
        this.libvirtd = libvirtd;
        calls = new CallWay(owner, client, this);
        replies = new ReplyWay(owner, client, this);
    }

    /// Brings back what libvirtd sends, from now on. For any thread, as the next three.
    void begin() {
        execute(() -> {
            if (gone) {
                return;
            }
            try {
                atLibvirtd = loop.join(libvirtd, new Side(this::libvirtdIsReady));
                watch();
            } catch (IOException e) {
                replies.lost(RelayedClient.broke(e));
            }
        });
    }

    /// Reads the client's frames from now on.
    void adopt() {
        execute(calls::adopt);
    }

    /// From now on file descriptors may come: as soon as a frame has ended, a thread brings them
    /// back. Returns when nothing more is read beyond a frame.
    void expectDescriptors() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        execute(() -> {
            try {
                replies.expectDescriptors();
            } finally {
                done.complete(null);
            }
        });
        done.join();
    }

    /// The client's connection has ended.
    void end() {
        execute(() -> {
            gone = true;
            leaveLibvirtd();
            if (atClient != null) {
                loop.leave(atClient);
                atClient = null;
            }
            replies.end();
            calls.end();
        });
    }

    /// Runs a short task in the loop's thread. For any thread; a failure ends this client alone.
    void execute(Runnable task) {
        loop.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                broken(e);
            }
        });
    }

    private void broken(RuntimeException failure) {
        owner.close("its relay broke: " + FailureWords.of(failure));
    }

    FrameLoop loop() {
        return loop;
    }

    boolean gone() {
        return gone;
    }

    CallWay calls() {
        return calls;
    }

    /// The client's socket.
    ///
    /// @throws IOException if it is closed
    SocketPolling.Watched clientSocket() throws IOException {
        if (atClient == null) {
            atClient = loop.join(client.socket(), new Side(this::clientIsReady));
        }
        return atClient.socket();
    }

    /// Libvirtd's socket.
    ///
    /// @throws IOException if it is gone
    SocketPolling.Watched libvirtdSocket() throws IOException {
        if (atLibvirtd == null) {
            throw new IOException(RelayedClient.ENDED);
        }
        return atLibvirtd.socket();
    }

    void leaveLibvirtd() {
        if (atLibvirtd != null) {
            loop.leave(atLibvirtd);
            atLibvirtd = null;
        }
    }

    /// A thread brings back what libvirtd sends, from the next frame on.
    void departLibvirtd() {
        leaveLibvirtd();
        owner.bringBackInThread(libvirtd);
    }

    /// Waits for what can pass now.
    void watch() {
        if (gone) {
            return;
        }
        try {
            boolean reads = calls.reads() && atLibvirtd != null;
            if (atClient != null || reads || replies.isWaiting()) {
                clientSocket().watch(reads, replies.isWaiting());
            }
            if (atLibvirtd != null) {
                atLibvirtd.socket().watch(replies.reads(), calls.isWaiting());
            }
        } catch (IOException e) {
            owner.close(RelayedClient.broke(e));
        }
    }

    private void clientIsReady(boolean readable, boolean writable) {
        if (writable && replies.isWaiting()) {
            replies.sendWaiting();
        }
        if (readable && calls.reads() && !gone) {
            calls.read();
        }
    }

    private void libvirtdIsReady(boolean readable, boolean writable) {
        if (writable && calls.isWaiting()) {
            calls.sendWaiting();
        }
        if (readable && replies.reads() && !gone) {
            replies.read();
        }
    }

    private final class Side implements FrameLoop.Member {
        private final Readiness readiness;

        private Side(Readiness readiness) {
            this.readiness = readiness;
        }

        @Override
        public void ready(boolean readable, boolean writable) {
            readiness.ready(readable, writable);
        }

        @Override
        public void failed(RuntimeException failure) {
            broken(failure);
        }
    }

    private interface Readiness {
        void ready(boolean readable, boolean writable);
    }
}
