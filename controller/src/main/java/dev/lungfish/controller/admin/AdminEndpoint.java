package dev.lungfish.controller.admin;

import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.ReasonJson;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The open port of the API. Safe for use by several threads.
public final class AdminEndpoint implements AutoCloseable {
    /// It tells of each step; what goes wrong comes as an exception. Kept here, as the JDK forgets
    /// the level of a logger that nobody holds.
    private static final Logger TALKATIVE = Logger.getLogger("io.helidon");

    private final WebServer server;
    private final InetSocketAddress at;

    private AdminEndpoint(WebServer server, InetSocketAddress at) {
        this.server = server;
        this.at = at;
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
                AdminToken.of(folder).secret());
    }

    /// Opens the port.
    ///
    /// @param at port 0 for any free one
    /// @throws IOException where it can't be opened
    public static AdminEndpoint open(
            InetSocketAddress at, Path folder, FleetLoop loop, Store store, Enroller enroller)
            throws IOException {
        TALKATIVE.setLevel(Level.WARNING);
        AdminToken token = AdminToken.of(folder);
        AdminRoutes routes = new AdminRoutes(loop, store, enroller);
        try {
            WebServer server =
                    WebServer.builder()
                            .address(at.getAddress())
                            .port(at.getPort())
                            .maxPayloadSize(AdminRoutes.MOST_BYTES)
                            .shutdownHook(false)
                            .routing((HttpRouting.Builder routing) -> {
                                HttpRouting.Builder _ =
                                        routing.addFilter((chain, request, response) ->
                                                admit(token, chain, request, response));
                                routes.addTo(routing);
                                HttpRouting.Builder _ =
                                        routing.error(
                                                ReasonException.class,
                                                (request, response, e) ->
                                                        problem(
                                                                response,
                                                                Status.BAD_REQUEST_400,
                                                                e.reason()));
                                HttpRouting.Builder _ =
                                        routing.error(
                                                RuntimeException.class,
                                                (request, response, e) ->
                                                        problem(
                                                                response,
                                                                Status.INTERNAL_SERVER_ERROR_500,
                                                                Reasoned.of(e)));
                            })
                            .build()
                            .start();
            return new AdminEndpoint(server, new InetSocketAddress(at.getAddress(), server.port()));
        } catch (RuntimeException e) {
            throw new IOException(
                    "the API cannot listen at %s: %s".formatted(at, e.getMessage()), e);
        }
    }

    /// Where it is open.
    public InetSocketAddress address() {
        return at;
    }

    @Override
    public void close() {
        WebServer _ = server.stop();
    }

    private static void admit(
            AdminToken token, FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String shown = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        if (token.isShown(shown)) {
            chain.proceed();
            return;
        }
        problem(
                response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer"),
                Status.UNAUTHORIZED_401,
                new AdminReason.TokenNeeded());
    }

    /// **Source:** RFC 9457.
    private static void problem(ServerResponse response, Status status, Reason reason) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
                .send(
                        JsonObject.write(json -> {
                            json.writeStringProperty("title", ReasonText.sentence(reason));
                            json.writeNumberProperty("status", status.code());
                            String remedy = ReasonText.remedy(reason);
                            if (!remedy.isEmpty()) {
                                json.writeStringProperty("detail", remedy);
                            }
                            ReasonJson.codeAndParameters(json, reason);
                        }));
    }
}
