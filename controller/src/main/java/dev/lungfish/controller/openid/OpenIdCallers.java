package dev.lungfish.controller.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.lungfish.controller.access.AccessReason;
import dev.lungfish.controller.access.Caller;
import dev.lungfish.controller.access.Role;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.libvirt.tls.TlsContext;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Finds out who shows a token that an OpenID provider has signed, and what their groups allow.
/// Safe for use by several threads; a call may wait some seconds for the provider's keys.
///
/// **Source:** OpenID Connect Core 1.0, section 3.1.3.7; RFC 7519; RFC 8725; RFC 9068.
public final class OpenIdCallers {
    /// What a provider signs with a key that it can publish. A token that is "signed" by nothing,
    /// or by a secret that both know, is none of these.
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    /// By how much the provider's clock may differ.
    private static final Duration SKEW = Duration.ofMinutes(1);

    /// A token can't be taken back before its end: one that lasts longer is refused.
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern TOKEN =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /// Names stand in the audit log and on terminals.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._@:|+/=-]{1,128}");

    private static final String NAMED = "openid:";

    private final OpenIdSettings settings;
    private final InstantSource clock;
    private final ProviderKeys keys;

    private OpenIdCallers(OpenIdSettings settings, ProviderKeys keys, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    /// Asks nobody yet.
    ///
    /// @throws IOException where the file with the provider's authority can't be used
    public static OpenIdCallers of(OpenIdSettings settings, InstantSource clock)
            throws IOException {
        Optional<SSLSocketFactory> trusted =
                settings.authority().isEmpty()
                        ? Optional.empty()
                        : Optional.of(TlsContext.trusting(settings.authority().get()));
        return new OpenIdCallers(
                settings, new ProviderKeys(settings.issuer(), trusted, clock), clock);
    }

    /// Who shows a token.
    ///
    /// @return empty where the text is no signed token at all
    /// @throws ReasonException with an [AccessReason] where the token is not good, gives no role,
    ///   or can't be checked as the provider does not answer
    public Optional<Caller> caller(String shown) {
        if (!TOKEN.matcher(shown).matches()) {
            return Optional.empty();
        }
        JWTClaimsSet claims = verified(shown);
        String name = name(claims);
        Set<String> groups = groups(claims);
        Role role =
                settings.role(groups)
                        .orElseThrow(() ->
                                new ReasonException(
                                        new AccessReason.OpenIdRoleMissing(
                                                name,
                                                settings.claim(),
                                                groups.stream()
                                                        .filter(group ->
                                                                NAME.matcher(group).matches())
                                                        .limit(16)
                                                        .toList())));
        return Optional.of(new Caller(name, role, ""));
    }

    private JWTClaimsSet verified(String shown) {
        try {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSTypeVerifier(
                    new DefaultJOSEObjectTypeVerifier<>(
                            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
            processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(ALGORITHMS, keys.source()));
            processor.setJWTClaimsSetVerifier(new Claims(settings, clock));
            JWTClaimsSet claims = processor.process(SignedJWT.parse(shown), null);
            Instant end = claims.getExpirationTime().toInstant();
            if (clock.instant().plus(LONGEST).plus(SKEW).isBefore(end)) {
                throw refused("it lasts until %s, longer than a day".formatted(end));
            }
            return claims;
        } catch (KeySourceException e) {
            throw new ReasonException(
                    new AccessReason.OpenIdProviderSilent(
                            settings.issuer().toString(), String.valueOf(e.getMessage())));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private ReasonException refused(String found) {
        return new ReasonException(
                new AccessReason.OpenIdTokenRefused(settings.issuer().toString(), found));
    }

    /// What a token must say, by our clock.
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        Claims(OpenIdSettings settings, InstantSource clock) {
            super(
                    settings.audience(),
                    new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
                    Set.of("sub", "exp"));
            this.clock = clock;
            setMaxClockSkew((int) SKEW.toSeconds());
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }

    private String name(JWTClaimsSet claims) {
        return Stream.of(claims.getClaim(settings.name()), claims.getSubject())
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .filter(found -> NAME.matcher(found).matches())
                .findFirst()
                .map(NAMED::concat)
                .orElseThrow(() -> refused("its claim 'sub' is no name that can be shown"));
    }

    private Set<String> groups(JWTClaimsSet claims) {
        Map<String, Object> all = claims.getClaims();
        Object found =
                all.containsKey(settings.claim())
                        ? all.get(settings.claim())
                        : below(all, settings.claim());
        return switch (found) {
            case Collection<?> several -> {
                Set<String> names = new LinkedHashSet<>();
                several.forEach(one -> names.add(String.valueOf(one)));
                yield names;
            }
            // RFC 6749, section 3.3: a scope is words with spaces between them.
            case String words -> new TreeSet<>(Arrays.asList(words.split(" ", -1)));
            case null, default -> Set.of();
        };
    }

    private static @Nullable Object below(Object from, String path) {
        @Nullable Object at = from;
        for (String part : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> object ? object.get(part) : null;
        }
        return at;
    }
}
