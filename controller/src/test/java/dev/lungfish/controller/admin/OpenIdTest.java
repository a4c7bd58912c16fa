package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.openid.OpenIdCallers;
import dev.lungfish.controller.openid.OpenIdSettings;
import dev.lungfish.controller.store.Databases;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom an OpenID provider vouches for may use the API as their groups say.
@Timeout(120)
class OpenIdTest {
    @TempDir Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private PlayedProvider provider;
    private ServedFleet fleet;

    @BeforeEach
    void open() throws Exception {
        provider = new PlayedProvider();
        fleet = served("sub", "groups");
    }

    private ServedFleet served(String name, String claim) throws Exception {
        OpenIdSettings settings =
                new OpenIdSettings(
                        provider.issuer(),
                        "lungfish",
                        name,
                        claim,
                        Map.of(
                                Role.VIEWER, Set.of("everybody"),
                                Role.OPERATOR, Set.of("night-shift"),
                                Role.ADMIN, Set.of("platform")),
                        Optional.empty());
        InstantSource clock = now::get;
        return new ServedFleet(
                folder.resolve(name + claim.hashCode()),
                clock,
                Databases.Kind.SQLITE,
                Optional.of(OpenIdCallers.of(settings, clock)));
    }

    @AfterEach
    void close() {
        fleet.close();
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({
        "everybody, 200, 403, 403",
        "night-shift, 200, 200, 403",
        "platform, 200, 200, 200",
    })
    void theGroupsOfACallerAreTheirRole(String group, int read, int hold, int access)
            throws Exception {
        String token = provider.sign(provider.claims("anna", now.get(), "staff", group).build());

        assertThat(fleet.get("/v1/hosts", token).statusCode()).isEqualTo(read);
        assertThat(fleet.post("/v1/hosts/lab1/hold", token, "{}").statusCode()).isEqualTo(hold);
        assertThat(fleet.get("/v1/access", token).statusCode()).isEqualTo(access);
        assertThat(ServedFleet.json(fleet.get("/v1/audit", fleet.local())).objects("requests"))
                .allSatisfy(row -> assertThat(row.text("who")).isEqualTo("openid:anna"))
                .isNotEmpty();
    }

    @Test
    void theHighestOfSeveralRolesCounts() throws Exception {
        String token =
                provider.sign(provider.claims("anna", now.get(), "platform", "everybody").build());

        assertThat(fleet.get("/v1/access", token).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutAGroupThatCountsNobodyMayAnything() throws Exception {
        String token = provider.sign(provider.claims("eve", now.get(), "guests").build());

        HttpResponse<String> refused = fleet.get("/v1/hosts", token);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(ServedFleet.code(refused)).isEqualTo("open-id-role-missing");
        assertThat(refused.body()).contains("openid:eve", "guests");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "of another provider",
                "for another application",
                "over",
                "not yet",
                "without an end",
                "for two days",
                "without a subject",
                "with a subject that is no name",
                "of a key that is not published",
                "unsigned",
                "signed by a shared secret",
            })
    void aTokenThatIsNotGoodIsRefused(String kind) throws Exception {
        Instant at = now.get();
        JWTClaimsSet.Builder claims = provider.claims("anna", at, "platform");
        String token =
                switch (kind) {
                    case "of another provider" ->
                            provider.sign(claims.issuer("https://login.example.org").build());
                    case "for another application" ->
                            provider.sign(claims.audience("wiki").build());
                    case "over" -> provider.sign(claims.expirationTime(date(at, -120)).build());
                    case "not yet" -> provider.sign(claims.notBeforeTime(date(at, 120)).build());
                    case "without an end" -> provider.sign(claims.expirationTime(null).build());
                    case "for two days" ->
                            provider.sign(claims.expirationTime(date(at, 172_800)).build());
                    case "without a subject" -> provider.sign(claims.subject(null).build());
                    case "with a subject that is no name" ->
                            provider.sign(claims.subject("anna\u001b[2J").build());
                    case "of a key that is not published" ->
                            PlayedProvider.sign(claims.build(), PlayedProvider.newKey("first"));
                    case "unsigned" -> new PlainJWT(claims.build()).serialize();
                    default -> bySecret(claims.build());
                };

        HttpResponse<String> refused = fleet.get("/v1/hosts", token);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(ServedFleet.code(refused))
                .isEqualTo(kind.equals("unsigned") ? "token-needed" : "open-id-token-refused");
        assertThat(refused.body()).doesNotContain("\u001b").doesNotContain(token);
    }

    private static Date date(Instant from, long seconds) {
        return Date.from(from.plusSeconds(seconds));
    }

    private static String bySecret(JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner("x".repeat(32)));
        return token.serialize();
    }

    @Test
    void aNewKeyOfTheProviderIsFetched() throws Exception {
        String old = provider.sign(provider.claims("anna", now.get(), "everybody").build());
        assertThat(fleet.get("/v1/hosts", old).statusCode()).isEqualTo(200);

        provider.rotate();
        String fresh = provider.sign(provider.claims("anna", now.get(), "everybody").build());

        assertThat(fleet.get("/v1/hosts", fresh).statusCode()).isEqualTo(200);
    }

    @Test
    void unknownKeysDoNotMakeTheProviderBeAskedEachTime() throws Exception {
        String good = provider.sign(provider.claims("anna", now.get(), "everybody").build());
        assertThat(fleet.get("/v1/hosts", good).statusCode()).isEqualTo(200);
        int before = provider.asked();

        for (int i = 0; i < 20; i++) {
            String foreign =
                    PlayedProvider.sign(
                            provider.claims("anna", now.get(), "everybody").build(),
                            PlayedProvider.newKey("key" + i));
            assertThat(fleet.get("/v1/hosts", foreign).statusCode()).isIn(401, 429, 503);
        }

        assertThat(provider.asked() - before).isLessThanOrEqualTo(4);
        assertThat(fleet.get("/v1/hosts", good).statusCode()).isEqualTo(200);
    }

    @Test
    void whileTheProviderIsSilentOnlyItsOwnTokensWait() throws Exception {
        provider.answers(500);
        String token = provider.sign(provider.claims("anna", now.get(), "everybody").build());

        HttpResponse<String> refused = fleet.get("/v1/hosts", token);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(ServedFleet.code(refused)).isEqualTo("open-id-provider-silent");
        assertThat(fleet.get("/v1/hosts", fleet.token("grafana", Role.VIEWER)).statusCode())
                .isEqualTo(200);
        int before = provider.asked();
        assertThat(fleet.get("/v1/hosts", token).statusCode()).isEqualTo(503);
        assertThat(provider.asked()).isEqualTo(before);

        provider.answers(200);
        now.set(now.get().plus(Duration.ofSeconds(11)));

        assertThat(fleet.get("/v1/hosts", token).statusCode()).isEqualTo(200);
    }

    @Test
    void aDocumentOfAnotherIssuerIsNotBelieved() throws Exception {
        provider.poses("https://login.example.org");
        String token = provider.sign(provider.claims("anna", now.get(), "everybody").build());

        HttpResponse<String> refused = fleet.get("/v1/hosts", token);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("https://login.example.org");
    }

    @Test
    void groupsMayStandDeeperInTheToken() throws Exception {
        fleet.close();
        fleet = served("email", "realm_access.roles");
        String token =
                provider.sign(
                        provider.claims("4711", now.get())
                                .claim("email", "anna@example.org")
                                .claim("realm_access", Map.of("roles", List.of("night-shift")))
                                .build());

        assertThat(fleet.post("/v1/hosts/lab1/hold", token, "{}").body())
                .contains("openid:anna@example.org holds it");
    }
}
