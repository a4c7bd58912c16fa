package dev.lungfish.controller.openid;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// The keys by which a provider signs, as it publishes them. Nothing is fetched before the first
/// token comes, so that the controller starts without the provider. Safe for use by several
/// threads.
///
/// **Source:** OpenID Connect Discovery 1.0, section 4; RFC 7517.
final class ProviderKeys {
    private static final String PLACE = "/.well-known/openid-configuration";
    private static final int WAIT_MILLIS = 3_000;
    private static final int MOST_BYTES = 256 * 1024;

    /// How long keys are believed without a look; an unknown key is looked for sooner.
    private static final Duration KEPT = Duration.ofMinutes(15);

    /// How long they are believed while the provider does not answer.
    private static final Duration KEPT_IN_OUTAGE = Duration.ofHours(4);

    /// The least time between two fetches, whatever tokens are shown.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final URI issuer;
    private final ResourceRetriever retriever;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable JWKSource<SecurityContext> source;
    private @Nullable Failure failure;

    private record Failure(Instant at, IOException what) {}

    /// @param trusted checks the provider's certificate; empty for as the JVM does
    ProviderKeys(URI issuer, Optional<SSLSocketFactory> trusted, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
        retriever =
                new DefaultResourceRetriever(
                        WAIT_MILLIS, WAIT_MILLIS, MOST_BYTES, false, trusted.orElse(null));
    }

    /// The source of the keys; they come when they are asked for.
    ///
    /// @throws KeySourceException where the provider does not say where they are
    JWKSource<SecurityContext> source() throws KeySourceException {
        lock.lock();
        try {
            if (source != null) {
                return source;
            }
            Instant now = clock.instant();
            if (failure == null || Duration.between(failure.at(), now).abs().compareTo(PAUSE) > 0) {
                failure = null;
                source = keysAt(discovered());
                return source;
            }
            throw new KeySourceException(FailureWords.of(failure.what()), failure.what());
        } catch (IOException e) {
            failure = new Failure(clock.instant(), e);
            throw new KeySourceException(FailureWords.of(e), e);
        } finally {
            lock.unlock();
        }
    }

    private URI discovered() throws IOException {
        String base = issuer.toString().replaceAll("/+$", "");
        URI place = URI.create(base + PLACE);
        try {
            String text = retriever.retrieveResource(place.toURL()).getContent();
            Map<String, Object> document = JSONObjectUtils.parse(text, MOST_BYTES);
            String said = String.valueOf(JSONObjectUtils.getString(document, "issuer"));
            if (!said.equals(issuer.toString())) {
                throw new IOException(
                        "%s is the document of the issuer '%s'".formatted(place, said));
            }
            URI keys = JSONObjectUtils.getURI(document, "jwks_uri");
            if (keys == null) {
                throw new IOException("%s does not name its keys (jwks_uri)".formatted(place));
            }
            if (!OpenIdSettings.isSafe(keys)) {
                throw new IOException("%s names keys without TLS: %s".formatted(place, keys));
            }
            return keys;
        } catch (ParseException e) {
            throw new IOException("%s is not understood: %s".formatted(place, e.getMessage()), e);
        }
    }

    private JWKSource<SecurityContext> keysAt(URI keys) throws IOException {
        return JWKSourceBuilder.create(keys.toURL(), retriever)
                .cache(KEPT.toMillis(), 2L * WAIT_MILLIS)
                .refreshAheadCache(false)
                .rateLimited(PAUSE.toMillis())
                .outageTolerant(KEPT_IN_OUTAGE.toMillis())
                .build();
    }
}
