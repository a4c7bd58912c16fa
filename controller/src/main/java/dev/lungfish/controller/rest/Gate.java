package dev.lungfish.controller.rest;

import dev.lungfish.controller.access.AccessKeys;
import dev.lungfish.controller.access.AccessReason;
import dev.lungfish.controller.access.Caller;
import dev.lungfish.controller.access.Role;
import dev.lungfish.core.text.ReasonException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Finds out who calls, and whether they may. Safe for use by several threads.
///
/// @param openId who shows a token that somebody else has signed; empty for nobody
/// @param local whether a text is the token of the controller's folder
/// @param host the identity of the host that a name means
/// @param session who has signed in at the page
public record Gate(
        AccessKeys keys,
        Function<String, Optional<Caller>> openId,
        Predicate<String> local,
        Function<String, Optional<String>> host,
        Function<ServerRequest, Optional<Caller>> session) {
    private static final String BEARER = "Bearer ";

    /// Who calls. A token counts before a session, and that before a certificate.
    ///
    /// @throws ReasonException with an [AccessReason] where nobody is known
    public Caller caller(ServerRequest request) {
        Optional<Caller> caller;
        try {
            caller = shown(request);
        } catch (ReasonException e) {
            if (Problems.status(e.reason()) == 401) {
                requireFewFailures(request);
            }
            throw e;
        }
        return caller.orElseThrow(() -> {
            requireFewFailures(request);
            return new ReasonException(new AccessReason.TokenNeeded());
        });
    }

    private void requireFewFailures(ServerRequest request) {
        if (request.remotePeer().address() instanceof InetSocketAddress from) {
            keys.failed(from.getAddress())
                    .ifPresent(wait -> {
                        throw new ReasonException(new AccessReason.AttemptsExhausted(wait));
                    });
        }
    }

    private Optional<Caller> shown(ServerRequest request) {
        if (request.headers().contains(HeaderNames.AUTHORIZATION)) {
            return bearer(request).flatMap(this::byToken);
        }
        Optional<Caller> signedIn = session.apply(request);
        if (signedIn.isPresent()) {
            return signedIn;
        }
        return certificate(request).flatMap(keys::byCertificate);
    }

    /// The token that a request shows.
    public static Optional<String> bearer(ServerRequest request) {
        // RFC 9110, section 11.1: the name of a scheme is in either case.
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(text -> text.substring(BEARER.length()).strip());
    }

    private Optional<Caller> byToken(String token) {
        return local.test(token)
                ? Optional.of(Caller.LOCAL)
                : keys.byToken(token).or(() -> openId.apply(token));
    }

    private static Optional<X509Certificate> certificate(ServerRequest request) {
        Optional<Certificate[]> chain = request.remotePeer().tlsCertificates();
        return chain.filter(certificates -> certificates.length > 0)
                .map(certificates -> certificates[0])
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast);
    }

    /// Checks whether somebody may make a call.
    ///
    /// @throws ReasonException with an [AccessReason] where they may not
    void requireRole(Caller caller, Route<?, ?> route, Map<String, String> path) {
        Role needed = route.least().orElse(Role.AGENT);
        if (route.least().isEmpty() || caller.role().covers(needed)) {
            return;
        }
        if (!route.own() || caller.role() != Role.AGENT) {
            throw new ReasonException(
                    new AccessReason.RoleInsufficient(caller.name(), caller.role(), needed));
        }
        boolean itself =
                host.apply(path.getOrDefault("host", "")).filter(caller::isHost).isPresent();
        if (!itself) {
            throw new ReasonException(new AccessReason.HostSpeaksForItself(caller.name()));
        }
    }
}
