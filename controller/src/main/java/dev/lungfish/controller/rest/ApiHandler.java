package dev.lungfish.controller.rest;

import dev.lungfish.controller.access.AccessReason;
import dev.lungfish.controller.access.Caller;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.state.json.JsonObject;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Answers all requests: finds the call, who makes it and whether they may, reads what was sent,
/// carries it out, and writes the audit log before anybody is answered. Safe for use by several
/// threads.
public final class ApiHandler implements Handler {
    /// How many bytes a body may have.
    public static final int MOST_BYTES = 64 * 1024;

    /// How many bytes of a body that is too large are read all the same. A connection that is
    /// closed while something unread is there is reset, and its client may never see the refusal.
    public static final int MOST_READ_BYTES = 1024 * 1024;

    private static final String JSON = "application/json";
    private static final String NOBODY = "-";

    private final Routes routes;
    private final Gate gate;
    private final AuditLog audit;
    private final KeptAnswers answers;

    public ApiHandler(Routes routes, Gate gate, Store store, InstantSource clock) {
        this.routes = routes;
        this.gate = gate;
        audit = new AuditLog(store, clock);
        answers = new KeptAnswers(store, clock);
    }

    /// One request, as far as it is understood.
    private static final class Course {
        Optional<Routes.Match> match = Optional.empty();
        Optional<Caller> caller = Optional.empty();

        boolean isAudited(int status) {
            boolean denied = status == 401 || status == 403;
            boolean acts = match.filter(found -> !found.route().safe()).isPresent();
            return denied || (acts && caller.isPresent());
        }
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Course course = new Course();
        try {
            Routes.Match match =
                    routes.find(request.prologue().method().text(), request.path().rawPath());
            course.match = Optional.of(match);
            if (match.route().least().isPresent()) {
                Caller caller = gate.caller(request);
                course.caller = Optional.of(caller);
                gate.requireRole(caller, match.route(), match.path());
            }
            carryOut(course, match, request, response);
        } catch (ReasonException e) {
            refuse(course, request, response, Problems.status(e.reason()), e.reason());
        } catch (RequestException e) {
            throw e;
        } catch (RuntimeException e) {
            Reason reason = Reasoned.of(e);
            int status = Problems.status(reason);
            refuse(course, request, response, status == 400 ? 500 : status, reason);
        }
    }

    private <Q extends Record, B extends Record> void carryOut(
            Course course, Routes.Match match, ServerRequest request, ServerResponse response) {
        @SuppressWarnings("unchecked")
        Route<Q, B> route = (Route<Q, B>) match.route();
        byte[] sent = body(request);
        Route.Call<Q, B> call =
                new Route.Call<>(
                        course.caller.orElse(Caller.LOCAL),
                        match.path(),
                        RecordReader.query(route.query(), query(request)),
                        RecordReader.body(route.body(), parsed(sent)),
                        request.headers().first(HeaderNames.create("Last-Event-ID")));
        switch (route.answer()) {
            case Route.Stream<Q, B> stream -> {
                audit(course, request, 200, Optional.empty());
                stream.work()
                        .on(call, response.header(HeaderNames.CONTENT_TYPE, stream.contentType()));
            }
            case Route.Json<Q, B, ?> json -> {
                KeptAnswers.Reply reply = reply(call, route, json, request, sent);
                audit(course, request, reply.status(), code(reply));
                answer(route, request, response, reply);
            }
        }
    }

    /// The code of a refusal that is repeated.
    private static Optional<String> code(KeptAnswers.Reply reply) {
        return reply.status() < 400
                ? Optional.empty()
                : Optional.of(parsed(bytes(reply.body())).text("code"));
    }

    private <Q extends Record, B extends Record> KeptAnswers.Reply reply(
            Route.Call<Q, B> call,
            Route<Q, B> route,
            Route.Json<Q, B, ?> json,
            ServerRequest request,
            byte[] sent) {
        Optional<String> key = request.headers().first(HeaderNames.create("Idempotency-Key"));
        if (key.isEmpty() || route.safe()) {
            return new KeptAnswers.Reply(
                    json.status(), text(RecordJson.write(json.work().on(call))));
        }
        if (!route.storable()) {
            throw new ReasonException(new RestReason.IdempotencyKeyNotTaken(route.operation()));
        }
        String asked =
                "%s %s?%s\n%s"
                        .formatted(
                                route.method(),
                                request.path().rawPath(),
                                request.query().rawValue(),
                                new String(sent, StandardCharsets.ISO_8859_1));
        return answers.reply(
                call.caller(),
                key.get(),
                bytes(asked),
                () -> {
                    try {
                        return new KeptAnswers.Reply(
                                json.status(), text(RecordJson.write(json.work().on(call))));
                    } catch (ReasonException e) {
                        int status = Problems.status(e.reason());
                        return new KeptAnswers.Reply(
                                status, text(Problems.body(e.reason(), status)));
                    }
                });
    }

    private static void answer(
            Route<?, ?> route,
            ServerRequest request,
            ServerResponse response,
            KeptAnswers.Reply reply) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        if (route.safe()) {
            String tag = "\"%s\"".formatted(KeptAnswers.print(bytes(reply.body())));
            response.header(HeaderNames.ETAG, tag).header(HeaderNames.CACHE_CONTROL, "no-cache");
            if (request.headers()
                    .first(HeaderNames.IF_NONE_MATCH)
                    .filter(tag::equals)
                    .isPresent()) {
                response.status(Status.NOT_MODIFIED_304).send();
                return;
            }
        }
        response.status(reply.status())
                .header(
                        HeaderNames.CONTENT_TYPE,
                        reply.status() < 400 ? JSON : Problems.CONTENT_TYPE)
                .send(bytes(reply.body()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, String> query(ServerRequest request) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String name : request.query().names()) {
            if (request.query().all(name).size() > 1) {
                throw new ReasonException(
                        new RestReason.RequestMalformed("'%s' is there twice".formatted(name)));
            }
            query.put(name, request.query().get(name));
        }
        return query;
    }

    private static byte[] body(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        Optional<HttpMediaType> type = request.headers().contentType();
        if (type.filter(found -> !found.mediaType().text().equals(JSON)).isPresent()) {
            throw new ReasonException(
                    new RestReason.ContentTypeNotTaken(type.get().mediaType().text()));
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int read = 0;
        try (InputStream in = request.content().inputStream()) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0 && read <= MOST_READ_BYTES; n = in.read(buffer)) {
                read += n;
                if (read <= MOST_BYTES) {
                    content.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (read > MOST_BYTES) {
            throw new ReasonException(new RestReason.RequestTooLarge(MOST_BYTES));
        }
        return content.toByteArray();
    }

    private static JsonObject parsed(byte[] content) {
        try {
            return JsonObject.parse(content.length == 0 ? new byte[] {'{', '}'} : content);
        } catch (IllegalArgumentException e) {
            throw new ReasonException(
                    new RestReason.RequestMalformed(String.valueOf(e.getMessage())));
        }
    }

    private void refuse(
            Course course,
            ServerRequest request,
            ServerResponse response,
            int status,
            Reason reason) {
        if (response.isSent()) {
            return;
        }
        audit(course, request, status, Optional.of(reason.code()));
        switch (reason) {
            case AccessReason.AttemptsExhausted(var wait) ->
                    response.header(HeaderNames.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
            case RestReason.MethodNotAllowed wrong ->
                    response.header(HeaderNames.ALLOW, String.join(", ", wrong.allowed()));
            default -> {}
        }
        if (status == 401) {
            response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"lungfish\"");
        }
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, Problems.CONTENT_TYPE)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(Problems.body(reason, status));
    }

    private void audit(Course course, ServerRequest request, int status, Optional<String> code) {
        if (!course.isAudited(status)) {
            return;
        }
        audit.add(
                request,
                course.caller,
                course.match.map(match -> match.route().operation()).orElse(NOBODY),
                status,
                code);
    }
}
