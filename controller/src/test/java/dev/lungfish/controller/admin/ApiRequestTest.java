package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.state.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for all requests: keys, pages, versions of answers, and what is refused.
@Timeout(120)
class ApiRequestTest {
    @TempDir Path folder;
    private ServedFleet fleet;
    private String token;

    @BeforeEach
    void open() throws Exception {
        fleet = new ServedFleet(folder);
        token = fleet.token("anna", Role.OPERATOR);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    void aRequestIsCarriedOutOnceForItsKey(Databases.Kind kind) throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        try (ServedFleet other = new ServedFleet(folder, now::get, kind)) {
            String anna = other.token("anna", Role.OPERATOR);
            String ben = other.token("ben", Role.OPERATOR);
            String body = "{\"host\":\"lab1\"}";

            HttpResponse<String> first =
                    other.post("/v1/demands", anna, body, "Idempotency-Key", "k1");
            HttpResponse<String> again =
                    other.post("/v1/demands", anna, body, "Idempotency-Key", "k1");
            HttpResponse<String> reused =
                    other.post("/v1/demands", anna, "{\"hosts\":1}", "Idempotency-Key", "k1");
            HttpResponse<String> others =
                    other.post("/v1/demands", ben, body, "Idempotency-Key", "k1");

            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(reused.statusCode()).isEqualTo(422);
            assertThat(ServedFleet.code(reused)).isEqualTo("idempotency-key-reused");
            assertThat(others.body()).isNotEqualTo(first.body());
            assertThat(ServedFleet.json(other.get("/v1/demands", anna)).objects("demands"))
                    .hasSize(2);
            now.set(now.get().plusSeconds(24 * 3600 + 1));
            HttpResponse<String> dayLater =
                    other.post("/v1/demands", anna, body, "Idempotency-Key", "k1");
            assertThat(dayLater.body()).isNotEqualTo(first.body());
        }
    }

    /// What a request was refused for is repeated too, and a key is never in use for ever.
    @Test
    void aRefusalIsRepeatedForItsKey() throws Exception {
        HttpResponse<String> first =
                fleet.post("/v1/hosts/lab2/wake", token, "{}", "Idempotency-Key", "k1");
        fleet.add("id2", "lab2");
        HttpResponse<String> again =
                fleet.post("/v1/hosts/lab2/wake", token, "{}", "Idempotency-Key", "k1");

        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(
                        ServedFleet.code(
                                fleet.post(
                                        "/v1/access",
                                        fleet.local(),
                                        "{\"name\":\"x\",\"role\":\"viewer\"}",
                                        "Idempotency-Key",
                                        "k2")))
                .isEqualTo("idempotency-key-not-taken");
    }

    @Test
    void listsComeInPagesAndByFilter() throws Exception {
        for (int i = 2; i <= 5; i++) {
            fleet.add("id" + i, "lab" + i);
        }
        List<String> names = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            JsonObject page = ServedFleet.json(fleet.get("/v1/hosts?limit=2" + next.get(), token));
            page.objects("hosts").forEach(host -> names.add(host.text("name")));
            next = page.maybe("next", page::text).map("&after="::concat);
        }

        assertThat(names).containsExactly("lab1", "lab2", "lab3", "lab4", "lab5");
        assertThat(
                        ServedFleet.json(fleet.get("/v1/hosts?state=asleep,due", token))
                                .objects("hosts"))
                .isEmpty();
        assertThat(
                        ServedFleet.json(fleet.get("/v1/hosts?prefix=lab3&state=unknown", token))
                                .objects("hosts"))
                .hasSize(1);
    }

    @Test
    void whoHasTheAnswerAlreadyIsSentNothing() throws Exception {
        HttpResponse<String> first = fleet.get("/v1/hosts", token);
        String tag = first.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> same =
                fleet.send(fleet.request("/v1/hosts", token).header("If-None-Match", tag).GET());
        assertThat(fleet.post("/v1/hosts/lab1/hold", token, "{}").statusCode()).isEqualTo(200);
        HttpResponse<String> changed =
                fleet.send(fleet.request("/v1/hosts", token).header("If-None-Match", tag).GET());

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("etag"))
                .isNotEqualTo(first.headers().firstValue("etag"));
    }

    @Test
    void aDryRunShowsWhatWouldBeAndChangesNothing() throws Exception {
        HttpResponse<String> shown = fleet.post("/v1/hosts/lab1/hold?dryRun=true", token, "{}");

        assertThat(shown.body()).contains("anna holds it");
        assertThat(fleet.get("/v1/hosts/lab1", token).body()).doesNotContain("held");
        assertThat(fleet.delete("/v1/hosts/lab1?dryRun=true", fleet.local()).body())
                .contains("lab1");
        assertThat(fleet.get("/v1/hosts/lab1", token).statusCode()).isEqualTo(200);
    }

    @Test
    void aHostThatIsNotAwakeIsNotPutToSleep() throws Exception {
        HttpResponse<String> refused =
                fleet.post("/v1/hosts/lab1/sleep", token, "{\"for\":\"1h\"}");

        assertThat(ServedFleet.code(refused)).isEqualTo("host-not-awake");
        assertThat(refused.statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /v1/demands     | {"host":"lab1","hots":3}   | 400 | request-field-unknown
                    /v1/demands     | {"hosts":"three"}          | 400 | request-malformed
                    /v1/demands     | {"hosts":99999999999}      | 400 | request-malformed
                    /v1/demands     | {"host":"lab1","for":"-1h"}| 400 | request-malformed
                    /v1/demands     | []                         | 400 | request-malformed
                    /v1/demands     | {"host":                   | 400 | request-malformed
                    /v1/nothing     | {}                         | 404 | route-unknown
                    /v1/hosts//hold | {}                         | 404 | route-unknown
                    /v1/status      | {}                         | 405 | method-not-allowed
                    /v1/hosts/lab1/hold?dry=true | {}            | 400 | request-field-unknown
                    """)
    void whatDoesNotFitIsRefusedWithItsName(String path, String body, int status, String code)
            throws Exception {
        HttpResponse<String> refused = fleet.post(path, token, body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(ServedFleet.code(refused)).isEqualTo(code);
        if (status == 405) {
            assertThat(refused.headers().firstValue("allow")).contains("GET");
        }
        if (code.equals("request-field-unknown")) {
            assertThat(refused.body()).containsAnyOf("hots", "dry");
        }
    }

    @Test
    void bodiesAreBoundedAndJson() throws Exception {
        String large = "{\"host\":\"%s\"}".formatted("x".repeat(100_000));
        HttpResponse<String> refused = fleet.post("/v1/demands", token, large);
        HttpResponse<String> streamed =
                fleet.send(
                        fleet.request("/v1/demands", token)
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofInputStream(() ->
                                                new java.io.ByteArrayInputStream(
                                                        large.getBytes(StandardCharsets.UTF_8)))));
        HttpResponse<String> form =
                fleet.send(
                        fleet.request("/v1/demands", token)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("host=lab1")));

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(ServedFleet.code(refused)).isEqualTo("request-too-large");
        assertThat(streamed.statusCode()).isEqualTo(413);
        assertThat(form.statusCode()).isEqualTo(415);
        assertThat(ServedFleet.code(form)).isEqualTo("content-type-not-taken");
    }

    /// A client that sends no HTTP, too much of it, or nothing at all gets no thread for long.
    @Test
    void headersAreBoundedAndWhatIsNoHttpIsAProblem() throws Exception {
        assertThat(
                        told(
                                "GET /v1/status HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n"
                                        .formatted("y".repeat(40_000))))
                .doesNotStartWith("HTTP/1.1 2");
        assertThat(told("GET /%s HTTP/1.1\r\nHost: x\r\n\r\n".formatted("y".repeat(40_000))))
                .doesNotStartWith("HTTP/1.1 2");
        assertThat(told("GET /v1/status HTTP/1.1\r\nHost x\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "request-malformed");
        assertThat(fleet.get("/v1/status", token).statusCode()).isEqualTo(200);
    }

    /// What the controller answers to these bytes; nothing where it closes without a word, even
    /// while they are sent.
    private String told(String sent) throws Exception {
        InetSocketAddress at = fleet.endpoint.address();
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            InputStream in = socket.getInputStream();
            Thread _ =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    byte[] some = in.readNBytes(400);
                                    answer.complete(new String(some, StandardCharsets.US_ASCII));
                                } catch (IOException _) {
                                    answer.complete("");
                                }
                            });
            try {
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
            } catch (SocketException _) {
                // Refused before it was read to its end: the answer tells.
            }
            return answer.get();
        }
    }
}
