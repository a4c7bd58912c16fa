package dev.lungfish.gateway.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/// A host of one port, in this process. While it sleeps its queue of connections is full, so that
/// the kernel drops every SYN, as where nobody is there. Awake, each connection is served.
final class PlayedHost implements AutoCloseable {
    private final ServerSocket server;
    private final Serving serving;
    private final List<Socket> fillers = new CopyOnWriteArrayList<>();
    private final Semaphore awake = new Semaphore(0);
    private volatile boolean sleeps;

    /// What is done with a connection.
    interface Serving {
        void serve(InputStream in, OutputStream out, Socket socket) throws IOException;
    }

    PlayedHost(Serving serving) throws IOException {
        this(1, serving);
    }

    /// @param backlog how many connections the kernel keeps that are not accepted yet
    PlayedHost(int backlog, Serving serving) throws IOException {
        this.serving = serving;
        server = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
        Thread _ = Thread.ofVirtual().start(this::accept);
        awake.release();
    }

    /// A host that sends back what it gets.
    static PlayedHost echo() throws IOException {
        return echo(1);
    }

    static PlayedHost echo(int backlog) throws IOException {
        return new PlayedHost(
                backlog,
                (in, out, socket) -> {
                    in.transferTo(out);
                    socket.shutdownOutput();
                });
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                awake.acquire();
                awake.release();
                Socket socket = server.accept();
                if (sleeps) {
                    // It was accepted in the moment of falling asleep.
                    fillers.add(socket);
                    continue;
                }
                Thread _ = Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException | InterruptedException _) {
            // It was closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            serving.serve(socket.getInputStream(), socket.getOutputStream(), socket);
        } catch (IOException _) {
            // The peer has gone.
        }
    }

    /// Goes to sleep. Returns when it answers no more.
    void sleep() throws IOException, InterruptedException {
        sleeps = true;
        awake.acquire();
        InetSocketAddress own = new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
        // A place may become free while a dropped SYN waits for its next try.
        int silent = 0;
        while (silent < 2) {
            Socket filler = new Socket();
            try {
                filler.connect(own, 100);
                fillers.add(filler);
                silent = 0;
            } catch (SocketTimeoutException _) {
                filler.close();
                silent++;
            }
        }
    }

    /// Wakes up.
    void wake() {
        if (sleeps) {
            sleeps = false;
            for (Socket filler : fillers) {
                try {
                    filler.close();
                } catch (IOException _) {
                    // It is gone.
                }
            }
            fillers.clear();
            awake.release();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket filler : fillers) {
            filler.close();
        }
    }
}
