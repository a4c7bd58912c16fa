package dev.lungfish.daemon.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// The port on the loopback where Prometheus reads the metrics. Answers one after the other: a page
/// takes a moment in which the power is measured.
public final class MetricsPort implements AutoCloseable {
    private static final int BACKLOG = 16;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final HttpServer server;
    private final ExecutorService thread;

    private MetricsPort(HttpServer server, ExecutorService thread) {
        this.server = server;
        this.thread = thread;
    }

    /// Opens the port.
    ///
    /// @param page gives the page, in the form of [MetricsPage]
    /// @throws IOException where it can't be opened
    public static MetricsPort open(InetSocketAddress address, Supplier<byte[]> page)
            throws IOException {
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService thread =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("metrics").daemon().factory());
        server.setExecutor(thread);
        server.createContext("/", exchange -> answer(exchange, page));
        server.start();
        return new MetricsPort(server, thread);
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, Supplier<byte[]> page) throws IOException {
        try (exchange) {
            boolean isPage = exchange.getRequestURI().getPath().equals("/metrics");
            if (!isPage || !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(isPage ? NOT_ALLOWED : NOT_FOUND, -1);
                return;
            }
            byte[] content = page.get();
            exchange.getResponseHeaders().set("Content-Type", MetricsPage.CONTENT_TYPE);
            exchange.sendResponseHeaders(OK, content.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(content);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
