package dev.lungfish.controller.page;

import dev.lungfish.controller.access.AccessKeys;
import dev.lungfish.controller.access.AccessReason;
import dev.lungfish.controller.access.Caller;
import dev.lungfish.controller.page.PageSession.Credential;
import dev.lungfish.core.text.ReasonException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.function.Function;

/// Who a browser with a session is. Safe for use by several threads.
///
/// A browser adds the cookie by itself, so another site could have it send something. Three things
/// stand against that: the cookie is `SameSite=Strict`; a request that says that it comes from
/// elsewhere is refused; and a change must show a proof that only the page was told.
///
/// @param openId who shows a token that somebody else has signed
/// @param local whether the token of the controller's folder counts on this port
public record SessionCallers(
        PageSessions sessions,
        AccessKeys keys,
        Function<String, Optional<Caller>> openId,
        boolean local) {
    /// A name with this beginning is taken by browsers only with `Secure`, for one host and all
    /// paths.
    static final String COOKIE = "__Host-lungfish";

    /// The proof that a change comes from the page.
    static final HeaderName PROOF = HeaderNames.create("X-Lungfish-Proof");

    /// Set where nobody asked for it: the page looks by itself.
    private static final HeaderName UNASKED = HeaderNames.create("X-Lungfish-Unasked");

    private static final HeaderName SITE = HeaderNames.create("Sec-Fetch-Site");

    /// Who it is; empty where there is no session.
    ///
    /// @throws ReasonException with an [AccessReason] where it ended, or the page did not send this
    public Optional<Caller> caller(ServerRequest request) {
        Optional<SessionSecret> secret = secret(request);
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        PageSession session =
                sessions.of(secret.get())
                        .orElseThrow(() -> new ReasonException(new AccessReason.SessionEnded()));
        requireOwnOrigin(request);
        String method = request.prologue().method().text();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (!reads && request.headers().first(PROOF).filter(secret.get()::isProvedBy).isEmpty()) {
            throw new ReasonException(
                    new AccessReason.RequestForged(
                            "no " + PROOF.defaultCase() + " of its session"));
        }
        Optional<Caller> caller = caller(session.who());
        if (caller.isPresent() && request.headers().first(UNASKED).isEmpty()) {
            sessions.used(secret.get());
        }
        return caller;
    }

    private Optional<Caller> caller(Credential who) {
        return switch (who) {
            case Credential.Named(String name) -> keys.byName(name);
            case Credential.Local _ -> local ? Optional.of(Caller.LOCAL) : Optional.empty();
            case Credential.OpenId(String token) -> openId.apply(token);
        };
    }

    static Optional<SessionSecret> secret(ServerRequest request) {
        return request.headers().cookies().first(COOKIE).asOptional().flatMap(SessionSecret::of);
    }

    /// Refuses what a browser sends for another site.
    ///
    /// **Source:** Fetch Metadata Request Headers, section 2.3; Fetch, section 3.2.
    static void requireOwnOrigin(ServerRequest request) {
        Optional<String> site = request.headers().first(SITE);
        if (site.filter(from -> !from.equals("same-origin") && !from.equals("none")).isPresent()) {
            throw new ReasonException(
                    new AccessReason.RequestForged(
                            "%s: %s".formatted(SITE.defaultCase(), site.get())));
        }
        Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
        String own = request.headers().first(HeaderNames.HOST).orElse("");
        if (origin.filter(from -> !from.replaceFirst("^https?://", "").equals(own)).isPresent()) {
            throw new ReasonException(
                    new AccessReason.RequestForged("it comes from " + cut(origin.get())));
        }
    }

    private static String cut(String text) {
        return text.length() <= 128 ? text : text.substring(0, 128);
    }
}
