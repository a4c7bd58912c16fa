package dev.lungfish.controller.admin;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// An OpenID provider on this machine, as far as somebody sees of it who checks tokens.
final class PlayedProvider implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile ECKey key = newKey("first");
    private volatile String saidIssuer;
    private volatile int status = 200;

    PlayedProvider() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        saidIssuer = issuer().toString();
        document("/.well-known/openid-configuration", false);
        document("/keys", true);
        server.start();
    }

    private void document(String path, boolean keys) {
        server.createContext(
                path,
                exchange -> {
                    int _ = asked.incrementAndGet();
                    String text =
                            keys
                                    ? new JWKSet(key.toPublicJWK()).toString()
                                    : "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}"
                                            .formatted(saidIssuer, issuer());
                    byte[] body = text.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    try {
                        exchange.sendResponseHeaders(status, body.length);
                        exchange.getResponseBody().write(body);
                    } catch (IOException _) {
                        // Nobody waits any more.
                    } finally {
                        exchange.close();
                    }
                });
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// How many documents were fetched.
    int asked() {
        return asked.get();
    }

    /// Answers so from now on.
    void answers(int other) {
        status = other;
    }

    /// Says in its document that it is another one.
    void poses(String as) {
        saidIssuer = as;
    }

    /// Signs by a new key from now on, and publishes that alone.
    void rotate() throws Exception {
        key = newKey("second");
    }

    static ECKey newKey(String id) throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    /// A good token's claims.
    JWTClaimsSet.Builder claims(String subject, Instant now, String... groups) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer().toString())
                .audience("lungfish")
                .subject(subject)
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))))
                .claim("groups", List.of(groups));
    }

    String sign(JWTClaimsSet claims) throws Exception {
        return sign(claims, key);
    }

    static String sign(JWTClaimsSet claims, ECKey by) throws Exception {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .type(JOSEObjectType.JWT)
                                .keyID(by.getKeyID())
                                .build(),
                        claims);
        token.sign(new ECDSASigner(by));
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
