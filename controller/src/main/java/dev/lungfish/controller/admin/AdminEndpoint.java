package dev.lungfish.controller.admin;

import dev.lungfish.controller.access.AccessKeys;
import dev.lungfish.controller.access.Caller;
import dev.lungfish.controller.changes.ChangeFeed;
import dev.lungfish.controller.page.PageHandler;
import dev.lungfish.controller.page.PageSessions;
import dev.lungfish.controller.page.SessionCallers;
import dev.lungfish.controller.page.SessionHandler;
import dev.lungfish.controller.rest.ApiHandler;
import dev.lungfish.controller.rest.AuditLog;
import dev.lungfish.controller.rest.Gate;
import dev.lungfish.controller.rest.Problems;
import dev.lungfish.controller.rest.RestReason;
import dev.lungfish.controller.rest.Routes;
import dev.lungfish.core.reason.Reason;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The open ports of the API: one on this machine, and one with TLS where that is wanted. Safe for
/// use by several threads.
public final class AdminEndpoint implements AutoCloseable {
    /// It tells of each step; what goes wrong comes as an exception. Kept here, as the JDK forgets
    /// the level of a logger that nobody holds.
    private static final Logger TALKATIVE = Logger.getLogger("io.helidon");

    private static final String TLS = "tls";
    private static final int MOST_CONNECTIONS = 1024;
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    private static final int MOST_LINE_BYTES = 4 * 1024;

    /// How long a client may be silent in the middle of a request, and between two of them.
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final WebServer server;
    private final ChangeFeed feed;
    private final InetSocketAddress at;
    private final Optional<InetSocketAddress> tls;

    private AdminEndpoint(
            WebServer server,
            ChangeFeed feed,
            InetSocketAddress at,
            Optional<InetSocketAddress> tls) {
        this.server = server;
        this.feed = feed;
        this.at = at;
        this.tls = tls;
    }

    /// What a program needs to call.
    ///
    /// @param api to which `/v1/hosts` and the like are added
    public record Access(URI api, String token) {
        /// Does not reveal the token.
        @Override
        public String toString() {
            return "the API at " + api;
        }
    }

    /// How a program on this machine calls.
    ///
    /// @param folder of the controller
    public static Access access(InetSocketAddress at, Path folder) throws IOException {
        String host = at.getAddress().isAnyLocalAddress() ? "127.0.0.1" : at.getHostString();
        boolean six = host.indexOf(':') >= 0;
        return new Access(
                URI.create("http://%s:%d".formatted(six ? "[" + host + "]" : host, at.getPort())),
                AdminToken.kept(folder).secret());
    }

    /// Opens the ports.
    ///
    /// @throws IOException where one can't be opened
    public static AdminEndpoint open(ApiParts parts) throws IOException {
        TALKATIVE.setLevel(Level.WARNING);
        AdminToken token = AdminToken.of(parts.folder());
        Routes routes = parts.routes();
        WebServerConfig.Builder builder = WebServer.builder().shutdownHook(false);
        configure(builder, parts.at());
        PageSessions sessions = PageSessions.open(parts.folder(), parts.clock());
        PageHandler page = new PageHandler();
        builder.routing(routing(parts, routes, sessions, page, Optional.of(token)));
        if (parts.tls().isPresent()) {
            ListenerConfig.Builder listener = ListenerConfig.builder();
            configure(listener, parts.tls().get().at());
            listener.tls(ApiTls.of(parts.tls().get().shown()));
            // The file's token is for who can read the file: on this machine.
            listener.routing(routing(parts, routes, sessions, page, Optional.empty()));
            builder.putSocket(TLS, listener.build());
        }
        try {
            WebServer server = builder.build().start();
            return new AdminEndpoint(
                    server,
                    parts.feed(),
                    new InetSocketAddress(parts.at().getAddress(), server.port()),
                    parts.tls()
                            .map(port ->
                                    new InetSocketAddress(
                                            port.at().getAddress(), server.port(TLS))));
        } catch (RuntimeException e) {
            throw new IOException(
                    "the API cannot listen at %s: %s".formatted(parts.at(), e.getMessage()), e);
        }
    }

    private static HttpRouting.Builder routing(
            ApiParts parts,
            Routes routes,
            PageSessions sessions,
            PageHandler page,
            Optional<AdminToken> local) {
        AccessKeys keys = new AccessKeys(parts.store(), parts.clock());
        Function<String, Optional<Caller>> openId =
                token -> parts.openId().flatMap(callers -> callers.caller(token));
        SessionCallers signedIn = new SessionCallers(sessions, keys, openId, local.isPresent());
        Gate gate =
                new Gate(
                        keys,
                        openId,
                        shown -> local.filter(token -> token.is(shown)).isPresent(),
                        name ->
                                parts.store()
                                        .work(transaction -> transaction.hosts().byName(name))
                                        .map(row -> row.id()),
                        signedIn::caller);
        return HttpRouting.builder()
                .any(
                        SessionHandler.PATH,
                        new SessionHandler(
                                gate, signedIn, new AuditLog(parts.store(), parts.clock())))
                .any(page)
                .any(new ApiHandler(routes, gate, parts.store(), parts.clock()));
    }

    private static void configure(ListenerConfig.BuilderBase<?, ?> listener, InetSocketAddress at) {
        listener.address(at.getAddress());
        listener.port(at.getPort());
        listener.maxPayloadSize(ApiHandler.MOST_READ_BYTES);
        listener.maxTcpConnections(MOST_CONNECTIONS);
        listener.idleConnectionTimeout(IDLE);
        listener.connectionOptions(SocketOptions.builder().readTimeout(SILENCE).build());
        listener.addProtocol(
                Http1Config.builder()
                        .maxHeadersSize(MOST_HEADER_BYTES)
                        .maxPrologueLength(MOST_LINE_BYTES)
                        .build());
        DirectHandlers.Builder early = DirectHandlers.builder();
        Arrays.stream(DirectHandler.EventType.values())
                .forEach(type -> early.addHandler(type, AdminEndpoint::early));
        listener.directHandlers(early.build());
    }

    /// What is refused before it is a request.
    private static DirectHandler.TransportResponse early(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            io.helidon.http.ServerResponseHeaders headers,
            String message) {
        Reason reason =
                status.code() == Status.REQUEST_ENTITY_TOO_LARGE_413_CODE
                        ? new RestReason.RequestTooLarge(ApiHandler.MOST_BYTES)
                        : new RestReason.RequestMalformed(status.reasonPhrase());
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Problems.CONTENT_TYPE)
                .keepAlive(false)
                .entity(Problems.body(reason, status.code()))
                .build();
    }

    /// Where it is open on this machine.
    public InetSocketAddress address() {
        return at;
    }

    /// Where it is open by TLS.
    public Optional<InetSocketAddress> tlsAddress() {
        return tls;
    }

    @Override
    public void close() {
        feed.close();
        WebServer _ = server.stop();
    }
}
