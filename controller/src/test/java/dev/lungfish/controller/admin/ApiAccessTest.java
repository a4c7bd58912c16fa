package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.store.Backup;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.state.json.JsonObject;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who may use the API, and what the audit log keeps of it.
@Timeout(120)
class ApiAccessTest {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Databases.Kind.class)
    void eachRoleMayWhatItMay(Databases.Kind kind) throws Exception {
        try (ServedFleet fleet = new ServedFleet(folder, InstantSource.system(), kind)) {
            String viewer = fleet.token("grafana", Role.VIEWER);
            String operator = fleet.token("anna", Role.OPERATOR);
            String admin = fleet.token("ops@example.org", Role.ADMIN);

            assertThat(fleet.get("/v1/hosts", viewer).statusCode()).isEqualTo(200);
            HttpResponse<String> denied = fleet.post("/v1/hosts/lab1/hold", viewer, "{}");
            assertThat(denied.statusCode()).isEqualTo(403);
            assertThat(ServedFleet.code(denied)).isEqualTo("role-insufficient");
            assertThat(ServedFleet.json(denied).object("parameters").text("needed"))
                    .isEqualTo("operator");
            assertThat(fleet.post("/v1/hosts/lab1/hold", operator, "{}").body())
                    .contains("anna holds it");
            assertThat(fleet.get("/v1/access", operator).statusCode()).isEqualTo(403);
            assertThat(fleet.get("/v1/access", admin).body()).contains("grafana");

            List<JsonObject> audit =
                    ServedFleet.json(fleet.get("/v1/audit", admin)).objects("requests");
            assertThat(audit)
                    .extracting(
                            row -> row.text("who"),
                            row -> row.text("action"),
                            row -> row.number("status"))
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("anna", "listAccess", 403L),
                            org.assertj.core.groups.Tuple.tuple("anna", "holdHost", 200L),
                            org.assertj.core.groups.Tuple.tuple("grafana", "holdHost", 403L));
            assertThat(audit.getLast().text("code")).isEqualTo("role-insufficient");
            assertThat(audit.getLast().text("target")).isEqualTo("/v1/hosts/lab1/hold");
        }
    }

    @Test
    void aTokenIsShownOnceAndKeptAsAFingerprint() throws Exception {
        try (ServedFleet fleet = new ServedFleet(folder)) {
            HttpResponse<String> made =
                    fleet.post(
                            "/v1/access",
                            fleet.local(),
                            "{\"name\":\"ci\",\"role\":\"viewer\",\"for\":\"PT1H\"}");
            String token = ServedFleet.json(made).text("token");

            assertThat(made.statusCode()).isEqualTo(201);
            assertThat(token).matches("lfa_[A-Za-z0-9_-]{43}");
            assertThat(fleet.get("/v1/status", token).statusCode()).isEqualTo(200);
            assertThat(fleet.get("/v1/access", fleet.local()).body()).doesNotContain(token);
            StringWriter backup = new StringWriter();
            Backup.write(fleet.store, backup, Instant.now());
            assertThat(backup.toString()).contains("\"ci\"").doesNotContain(token);
            assertThat(
                            ServedFleet.code(
                                    fleet.post(
                                            "/v1/access",
                                            fleet.local(),
                                            "{\"name\":\"ci\",\"role\":\"admin\"}")))
                    .isEqualTo("access-name-taken");
        }
    }

    @Test
    void whoWasRevokedOrHasEndedHasNoSayFromTheNextRequestOn() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        try (ServedFleet fleet = new ServedFleet(folder, now::get, Databases.Kind.SQLITE)) {
            String revoked = fleet.token("gone", Role.ADMIN);
            String ending =
                    fleet.keys
                            .token("short", Role.VIEWER, Optional.of(Duration.ofHours(1)), "test")
                            .secret();
            assertThat(fleet.get("/v1/status", revoked).statusCode()).isEqualTo(200);
            assertThat(fleet.get("/v1/status", ending).statusCode()).isEqualTo(200);

            assertThat(fleet.delete("/v1/access/gone", fleet.local()).body()).contains("revoked");
            now.set(now.get().plus(Duration.ofHours(1)));

            HttpResponse<String> denied = fleet.get("/v1/status", revoked);
            assertThat(denied.statusCode()).isEqualTo(401);
            assertThat(denied.headers().firstValue("www-authenticate"))
                    .hasValueSatisfying(scheme -> assertThat(scheme).startsWith("Bearer"));
            assertThat(ServedFleet.code(denied)).isEqualTo("access-revoked");
            assertThat(ServedFleet.code(fleet.get("/v1/status", ending))).isEqualTo("access-ended");
            assertThat(fleet.delete("/v1/access/nobody", fleet.local()).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aRestoredBackupBringsNobodyBackWhoWasRevokedSince() throws Exception {
        try (ServedFleet fleet = new ServedFleet(folder)) {
            String token = fleet.token("gone", Role.VIEWER);
            StringWriter backup = new StringWriter();
            Backup.write(fleet.store, backup, Instant.now());
            assertThat(fleet.keys.revoke("gone", "test").revoked()).isPresent();

            assertThat(
                            Backup.restore(
                                            fleet.store,
                                            new StringReader(backup.toString()),
                                            Instant.now())
                                    .number())
                    .isGreaterThan(1);

            assertThatThrownBy(() -> fleet.keys.byToken(token))
                    .satisfies(e -> assertThat(Reasoned.of(e).code()).isEqualTo("access-revoked"));
        }
    }

    /// Guessing fills no log; and who has a good token is served all the same.
    @Test
    void whoGuessesIsTurnedAwayAfterTenTries() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        try (ServedFleet fleet = new ServedFleet(folder, now::get, Databases.Kind.SQLITE)) {
            for (int i = 0; i < 10; i++) {
                assertThat(fleet.get("/v1/hosts", "guess" + i).statusCode()).isEqualTo(401);
            }
            HttpResponse<String> turned = fleet.get("/v1/hosts", "guess");

            assertThat(turned.statusCode()).isEqualTo(429);
            assertThat(turned.headers().firstValue("retry-after")).contains("61");
            assertThat(fleet.get("/v1/hosts", fleet.local()).statusCode()).isEqualTo(200);
            assertThat(ServedFleet.json(fleet.get("/v1/audit", fleet.local())).objects("requests"))
                    .hasSize(10);
            now.set(now.get().plusSeconds(61));
            assertThat(fleet.get("/v1/hosts", "guess").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aCertificateIsKnownByItsKeyWhoeverSignedIt() throws Exception {
        try (ServedFleet fleet = new ServedFleet(folder)) {
            Instant now = Instant.now();
            FleetAuthority other =
                    FleetAuthority.open(
                            new dev.lungfish.controller.authority.AuthorityFolder(
                                    folder.resolve("other")),
                            now);
            KeyPair anna = FleetAuthority.newKeys();
            X509Certificate annas = other.forHost("anna", "anna", anna.getPublic(), now);
            KeyPair lab1 = FleetAuthority.newKeys();
            X509Certificate hosts = fleet.authority.forHost("id1", "lab1", lab1.getPublic(), now);
            let(fleet, "id1", "lab1", hosts);

            try (HttpClient client = client(fleet, annas, anna)) {
                assertThat(get(fleet, client, "/v1/status").statusCode()).isEqualTo(401);
                assertThat(
                                fleet.keys
                                        .certificate(
                                                "anna",
                                                Role.OPERATOR,
                                                annas,
                                                Optional.empty(),
                                                "test")
                                        .kind())
                        .isEqualTo("certificate");
                assertThat(get(fleet, client, "/v1/status").statusCode()).isEqualTo(200);
                assertThat(get(fleet, client, "/v1/access").statusCode()).isEqualTo(403);
                assertThat(fleet.keys.revoke("anna", "test").revoked()).isPresent();
                assertThat(ServedFleet.code(get(fleet, client, "/v1/status")))
                        .isEqualTo("access-revoked");
            }
            try (HttpClient client = client(fleet, hosts, lab1)) {
                assertThat(get(fleet, client, "/v1/hosts/lab1").statusCode()).isEqualTo(200);
                fleet.add("id2", "lab2");
                assertThat(ServedFleet.code(get(fleet, client, "/v1/hosts/lab2")))
                        .isEqualTo("host-speaks-for-itself");
                assertThat(ServedFleet.code(get(fleet, client, "/v1/hosts")))
                        .isEqualTo("role-insufficient");
            }
        }
    }

    /// It is for who can read the file, and that is on this machine.
    @Test
    void theTokenOfTheFolderIsWorthNothingByTls() throws Exception {
        try (ServedFleet fleet = new ServedFleet(folder);
                HttpClient client = client(fleet, Optional.empty())) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(tls(fleet, "/v1/status"))
                            .header("Authorization", "Bearer " + fleet.local());
            assertThat(
                            client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                    .isEqualTo(401);
            HttpRequest.Builder named =
                    HttpRequest.newBuilder(tls(fleet, "/v1/status"))
                            .header("Authorization", "bearer " + fleet.token("v", Role.VIEWER));
            assertThat(
                            client.send(named.build(), HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    private static void let(ServedFleet fleet, String id, String name, X509Certificate shown) {
        HostTable.Row row =
                new HostTable.Row(
                        id,
                        name,
                        Optional.empty(),
                        EnrolmentToken.fingerprint(shown.getPublicKey()),
                        "key",
                        Instant.EPOCH,
                        Optional.empty());
        boolean _ =
                fleet.store.work(transaction -> {
                    transaction.hosts().put(row);
                    return true;
                });
    }

    private static HttpResponse<String> get(ServedFleet fleet, HttpClient client, String path)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(tls(fleet, path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static URI tls(ServedFleet fleet, String path) {
        return URI.create(
                "https://localhost:%d%s"
                        .formatted(fleet.endpoint.tlsAddress().orElseThrow().getPort(), path));
    }

    private static HttpClient client(ServedFleet fleet, X509Certificate shown, KeyPair keys)
            throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("own", keys.getPrivate(), new char[0], new Certificate[] {shown});
        return client(fleet, Optional.of(store));
    }

    private static HttpClient client(ServedFleet fleet, Optional<KeyStore> own) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", fleet.authority.certificate());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.orElse(null), new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
