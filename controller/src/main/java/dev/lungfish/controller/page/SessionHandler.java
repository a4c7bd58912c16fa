package dev.lungfish.controller.page;

import dev.lungfish.controller.access.AccessReason;
import dev.lungfish.controller.access.Caller;
import dev.lungfish.controller.page.PageSession.Credential;
import dev.lungfish.controller.rest.AuditLog;
import dev.lungfish.controller.rest.Gate;
import dev.lungfish.controller.rest.Problems;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.state.json.JsonObject;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// Signs people in and out, at `/session`. `POST` takes a token in the header `Authorization`, as
/// the API does, and answers with a cookie that scripts can't read; `GET` says who is signed in;
/// `DELETE` signs out. Safe for use by several threads.
public final class SessionHandler implements Handler {
    /// Where it is.
    public static final String PATH = "/session";

    private static final String COOKIE =
            SessionCallers.COOKIE + "=%s; Path=/; Max-Age=%d; HttpOnly; Secure; SameSite=Strict";
    private static final String OPEN_ID = "openid:";

    private final Gate gate;
    private final SessionCallers callers;
    private final AuditLog audit;

    public SessionHandler(Gate gate, SessionCallers callers, AuditLog audit) {
        this.gate = gate;
        this.callers = callers;
        this.audit = audit;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        PageHeaders.on(response);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        try {
            switch (request.prologue().method().text()) {
                case "POST" -> signIn(request, response);
                case "GET" -> tell(request, response);
                case "DELETE" -> signOut(request, response);
                default ->
                        response.status(Status.METHOD_NOT_ALLOWED_405)
                                .header(HeaderNames.ALLOW, "GET, POST, DELETE")
                                .send();
            }
        } catch (ReasonException e) {
            refuse(request, response, e.reason());
        } catch (RuntimeException e) {
            refuse(request, response, Reasoned.of(e));
        }
    }

    private void signIn(ServerRequest request, ServerResponse response) {
        SessionCallers.requireOwnOrigin(request);
        Optional<String> token = Gate.bearer(request);
        if (token.isEmpty()) {
            throw new ReasonException(new AccessReason.TokenNeeded());
        }
        Caller caller = gate.caller(request);
        SessionCallers.secret(request).ifPresent(callers.sessions()::end);
        SessionSecret secret = callers.sessions().begin(credential(caller, token.get()));
        audit.add(request, Optional.of(caller), "signIn", 200, Optional.empty());
        response.header(
                HeaderNames.SET_COOKIE,
                COOKIE.formatted(secret.text(), PageSession.LONGEST.toSeconds()));
        send(response, caller, secret);
    }

    private static Credential credential(Caller caller, String token) {
        if (caller.equals(Caller.LOCAL)) {
            return new Credential.Local();
        }
        return caller.name().startsWith(OPEN_ID)
                ? new Credential.OpenId(token)
                : new Credential.Named(caller.name());
    }

    private void tell(ServerRequest request, ServerResponse response) {
        Optional<SessionSecret> secret = SessionCallers.secret(request);
        Caller caller =
                callers.caller(request)
                        .orElseThrow(() -> new ReasonException(new AccessReason.TokenNeeded()));
        send(response, caller, secret.orElseThrow());
    }

    private void send(ServerResponse response, Caller caller, SessionSecret secret) {
        String end =
                callers.sessions()
                        .of(secret)
                        .orElseThrow(() -> new ReasonException(new AccessReason.SessionEnded()))
                        .end()
                        .toString();
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(
                        JsonObject.write(json -> {
                            json.writeStringProperty("name", caller.name());
                            json.writeStringProperty("role", caller.role().spelling());
                            json.writeStringProperty("until", end);
                            json.writeStringProperty("proof", secret.proof());
                        }));
    }

    private void signOut(ServerRequest request, ServerResponse response) {
        Optional<SessionSecret> secret = SessionCallers.secret(request);
        Optional<Caller> caller = callers.caller(request);
        secret.ifPresent(callers.sessions()::end);
        if (caller.isPresent()) {
            audit.add(request, caller, "signOut", 204, Optional.empty());
        }
        response.header(HeaderNames.SET_COOKIE, COOKIE.formatted("", 0))
                .status(Status.NO_CONTENT_204)
                .send();
    }

    private void refuse(ServerRequest request, ServerResponse response, Reason reason) {
        int status = Problems.status(reason);
        boolean in = request.prologue().method().text().equals("POST");
        if (in && (status == 401 || status == 403)) {
            audit.add(request, Optional.empty(), "signIn", status, Optional.of(reason.code()));
        }
        if (reason instanceof AccessReason.AttemptsExhausted(var wait)) {
            response.header(HeaderNames.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
        }
        response.status(status == 400 ? 500 : status)
                .header(HeaderNames.CONTENT_TYPE, Problems.CONTENT_TYPE)
                .send(Problems.body(reason, status == 400 ? 500 : status));
    }
}
