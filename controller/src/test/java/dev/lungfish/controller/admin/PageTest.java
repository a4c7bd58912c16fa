package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.state.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final Pattern ASSET = Pattern.compile("/assets/[a-z]+-[A-Za-z0-9]+\\.[a-z]+");
    private static final int MOST_BYTES = 200 * 1024;

    @TempDir Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    /// Somebody who has signed in.
    private record SignedIn(String cookie, String proof) {
        HttpRequest.Builder on(HttpRequest.Builder request) {
            return request.header("Cookie", cookie);
        }
    }

    private ServedFleet fleet() throws Exception {
        return new ServedFleet(folder, now::get, Databases.Kind.SQLITE);
    }

    @Test
    void theAddressOfEachViewHasThePageWithHeadersThatAllowNothingElse() throws Exception {
        try (ServedFleet fleet = fleet()) {
            for (String view :
                    List.of(
                            "/",
                            "/hosts",
                            "/hosts/lab1",
                            "/pools",
                            "/pools/a%20b",
                            "/energy",
                            "/events",
                            "/audit")) {
                HttpResponse<String> page = fleet.send(HttpRequest.newBuilder(fleet.uri(view)));

                assertThat(page.statusCode()).as(view).isEqualTo(200);
                assertThat(page.body()).contains("<div id=\"page\">").doesNotContain("<style");
                assertThat(header(page, "content-security-policy"))
                        .contains("default-src 'none'")
                        .contains("script-src 'self'")
                        .contains("frame-ancestors 'none'")
                        .contains("base-uri 'none'")
                        .contains("form-action 'none'")
                        .doesNotContain("unsafe")
                        .doesNotContain("http");
                assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
                assertThat(header(page, "x-frame-options")).isEqualTo("DENY");
                assertThat(header(page, "referrer-policy")).isEqualTo("no-referrer");
                assertThat(header(page, "cross-origin-opener-policy")).isEqualTo("same-origin");
                assertThat(header(page, "cross-origin-resource-policy")).isEqualTo("same-origin");
                assertThat(header(page, "cache-control")).isEqualTo("no-cache");
            }
        }
    }

    @Test
    void assetsAreKeptForEverAndAreSmall() throws Exception {
        try (ServedFleet fleet = fleet()) {
            String page = fleet.send(HttpRequest.newBuilder(fleet.uri("/"))).body();
            List<String> assets = ASSET.matcher(page).results().map(MatchResult::group).toList();
            int bytes = 0;
            for (String asset : assets) {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(fleet.uri(asset)).header("Accept-Encoding", "gzip");
                HttpResponse<String> plain = fleet.send(HttpRequest.newBuilder(fleet.uri(asset)));
                HttpResponse<String> zipped = fleet.send(request);

                assertThat(plain.statusCode()).as(asset).isEqualTo(200);
                assertThat(header(plain, "cache-control")).contains("immutable");
                assertThat(header(plain, "x-content-type-options")).isEqualTo("nosniff");
                assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
                assertThat(header(zipped, "content-encoding")).isEqualTo("gzip");
                assertThat(header(zipped, "vary")).isEqualTo("Accept-Encoding");
                bytes += Integer.parseInt(header(zipped, "content-length"));
            }

            assertThat(assets).hasSize(3);
            assertThat(bytes).isBetween(10_000, MOST_BYTES);
        }
    }

    @Test
    void whatIsNoViewAndNoAssetIsRefusedAsByTheApi() throws Exception {
        try (ServedFleet fleet = fleet()) {
            for (String path :
                    List.of(
                            "/assets/none.js",
                            "/assets/..%2findex.html",
                            "/assets/../files.txt",
                            "/hosts/a/b",
                            "/index.html",
                            "/files.txt")) {
                HttpResponse<String> answer = fleet.send(HttpRequest.newBuilder(fleet.uri(path)));

                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(ServedFleet.code(answer)).isEqualTo("route-unknown");
            }
        }
    }

    @Test
    void aTokenIsExchangedForACookieThatScriptsCannotRead() throws Exception {
        try (ServedFleet fleet = fleet()) {
            String token = fleet.token("anna", Role.OPERATOR);

            HttpResponse<String> in =
                    fleet.send(
                            fleet.request("/session", token)
                                    .POST(HttpRequest.BodyPublishers.noBody()));

            assertThat(in.statusCode()).isEqualTo(200);
            assertThat(header(in, "set-cookie"))
                    .startsWith("__Host-lungfish=")
                    .contains("; Path=/;", "; HttpOnly", "; Secure", "; SameSite=Strict")
                    .doesNotContain(token);
            assertThat(header(in, "cache-control")).isEqualTo("no-store");
            assertThat(ServedFleet.json(in).text("role")).isEqualTo("operator");
            assertThat(in.body()).doesNotContain(token);
            SignedIn anna = signIn(fleet, token);
            HttpResponse<String> who =
                    fleet.send(anna.on(HttpRequest.newBuilder(fleet.uri("/session"))));
            assertThat(ServedFleet.json(who).text("name")).isEqualTo("anna");
            assertThat(who.body()).doesNotContain(token);
            assertThat(get(fleet, anna, "/v1/status").statusCode()).isEqualTo(200);
            assertThat(get(fleet, anna, "/v1/audit").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aChangeNeedsTheProofThatOnlyThePageWasTold() throws Exception {
        try (ServedFleet fleet = fleet()) {
            SignedIn anna = signIn(fleet, fleet.token("anna", Role.OPERATOR));
            SignedIn other = signIn(fleet, fleet.token("other", Role.OPERATOR));

            HttpResponse<String> none = hold(fleet, anna);
            assertThat(none.statusCode()).isEqualTo(403);
            assertThat(ServedFleet.code(none)).isEqualTo("request-forged");
            assertThat(hold(fleet, anna, "X-Lungfish-Proof", other.proof()).statusCode())
                    .isEqualTo(403);
            assertThat(hold(fleet, anna, "X-Lungfish-Proof", anna.proof()).statusCode())
                    .isEqualTo(200);
            assertThat(fleet.get("/v1/audit", fleet.local()).body())
                    .contains("\"who\":\"anna\"", "\"action\":\"holdHost\"", "signIn");
        }
    }

    @Test
    void whatABrowserSendsForAnotherSiteIsRefused() throws Exception {
        try (ServedFleet fleet = fleet()) {
            SignedIn anna = signIn(fleet, fleet.token("anna", Role.OPERATOR));
            String proof = anna.proof();
            String own = fleet.uri("/").toString().replaceAll("/$", "");

            for (List<String> forged :
                    List.of(
                            List.of("Sec-Fetch-Site", "cross-site"),
                            List.of("Sec-Fetch-Site", "same-site"),
                            List.of("Origin", "https://evil.example"),
                            List.of("Origin", "null"))) {
                HttpResponse<String> refused =
                        hold(
                                fleet,
                                anna,
                                "X-Lungfish-Proof",
                                proof,
                                forged.getFirst(),
                                forged.getLast());
                assertThat(ServedFleet.code(refused)).as("%s", forged).isEqualTo("request-forged");
            }
            assertThat(
                            hold(
                                            fleet,
                                            anna,
                                            "X-Lungfish-Proof",
                                            proof,
                                            "Origin",
                                            own,
                                            "Sec-Fetch-Site",
                                            "same-origin")
                                    .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> signIn =
                    fleet.send(
                            fleet.request("/session", fleet.token("c", Role.VIEWER))
                                    .header("Sec-Fetch-Site", "cross-site")
                                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(signIn.statusCode()).isEqualTo(403);
            assertThat(signIn.headers().firstValue("set-cookie")).isEmpty();
        }
    }

    @Test
    void aSessionEndsAnHourAfterItsUserDidSomethingAndAfterTwelveHoursInAll() throws Exception {
        try (ServedFleet fleet = fleet()) {
            SignedIn anna = signIn(fleet, fleet.token("anna", Role.VIEWER));
            for (int i = 0; i < 14; i++) {
                now.set(now.get().plus(Duration.ofMinutes(50)));
                assertThat(get(fleet, anna, "/v1/status").statusCode()).isEqualTo(200);
            }
            now.set(now.get().plus(Duration.ofMinutes(21)));
            assertThat(ServedFleet.code(get(fleet, anna, "/v1/status"))).isEqualTo("session-ended");

            SignedIn idle = signIn(fleet, fleet.token("idle", Role.VIEWER));
            now.set(now.get().plus(Duration.ofMinutes(50)));
            HttpRequest.Builder unasked =
                    idle.on(HttpRequest.newBuilder(fleet.uri("/v1/status")))
                            .header("X-Lungfish-Unasked", "1");
            assertThat(fleet.send(unasked).statusCode()).isEqualTo(200);
            now.set(now.get().plus(Duration.ofMinutes(11)));
            HttpResponse<String> ended = get(fleet, idle, "/v1/status");
            assertThat(ended.statusCode()).isEqualTo(401);
            assertThat(ServedFleet.code(ended)).isEqualTo("session-ended");
        }
    }

    @Test
    void whoLosesTheTokenLosesTheSessionAtOnceAndWhoSignsOutToo() throws Exception {
        try (ServedFleet fleet = fleet()) {
            SignedIn gone = signIn(fleet, fleet.token("gone", Role.ADMIN));
            assertThat(fleet.delete("/v1/access/gone", fleet.local()).statusCode()).isEqualTo(200);
            assertThat(ServedFleet.code(get(fleet, gone, "/v1/status")))
                    .isEqualTo("access-revoked");

            SignedIn out = signIn(fleet, fleet.token("out", Role.VIEWER));
            HttpRequest.Builder delete =
                    out.on(HttpRequest.newBuilder(fleet.uri("/session")))
                            .header("X-Lungfish-Proof", out.proof())
                            .DELETE();
            HttpResponse<String> ended = fleet.send(delete);
            assertThat(ended.statusCode()).isEqualTo(204);
            assertThat(header(ended, "set-cookie")).contains("Max-Age=0");
            assertThat(get(fleet, out, "/v1/status").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void whoGuessesTokensHereIsTurnedAwayAsByTheApi() throws Exception {
        try (ServedFleet fleet = fleet()) {
            for (int i = 0; i < 10; i++) {
                assertThat(guess(fleet).statusCode()).isEqualTo(401);
            }
            HttpResponse<String> turned = guess(fleet);

            assertThat(turned.statusCode()).isEqualTo(429);
            assertThat(turned.headers().firstValue("retry-after")).isPresent();
            assertThat(signIn(fleet, fleet.token("good", Role.VIEWER)).cookie()).isNotEmpty();
        }
    }

    @Test
    void aSessionOutlivesTheControllerAndItsFileHasNoSecret() throws Exception {
        SignedIn local;
        try (ServedFleet fleet = fleet()) {
            local = signIn(fleet, fleet.local());
            String file = Files.readString(folder.resolve("page.sessions"));
            assertThat(file).contains("local");
            assertThat(file).doesNotContain(local.cookie().substring("__Host-lungfish=".length()));
            assertThat(file).doesNotContain(fleet.local(), local.proof());
        }
        try (ServedFleet again = fleet()) {
            assertThat(get(again, local, "/v1/access").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> guess(ServedFleet fleet) throws Exception {
        return fleet.send(
                fleet.request("/session", "guess").POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpResponse<String> get(ServedFleet fleet, SignedIn who, String path)
            throws Exception {
        return fleet.send(who.on(HttpRequest.newBuilder(fleet.uri(path))));
    }

    private static HttpResponse<String> hold(ServedFleet fleet, SignedIn who, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                who.on(HttpRequest.newBuilder(fleet.uri("/v1/hosts/lab1/hold")))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        return fleet.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static SignedIn signIn(ServedFleet fleet, String token) throws Exception {
        HttpResponse<String> in =
                fleet.send(
                        fleet.request("/session", token).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
        JsonObject told = ServedFleet.json(in);
        return new SignedIn(header(in, "set-cookie").replaceFirst(";.*", ""), told.text("proof"));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
