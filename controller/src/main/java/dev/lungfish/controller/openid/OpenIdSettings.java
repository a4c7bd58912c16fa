package dev.lungfish.controller.openid;

import dev.lungfish.controller.access.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which OpenID provider vouches for callers, and what its claims mean here.
///
/// @param issuer of the tokens, as their claim `iss` has it; its documents are fetched from there
/// @param audience that a token must name: the tokens of other applications are not for us
/// @param name the claim by which a caller is known in the audit log
/// @param claim the claim with the groups or roles of a caller: its name, or a path of names with
///   dots between them
/// @param groups of each role, as the provider calls them
/// @param authority a PEM file with the authority of the provider's certificate; empty for those
///   that the JVM trusts
public record OpenIdSettings(
        URI issuer,
        String audience,
        String name,
        String claim,
        Map<Role, Set<String>> groups,
        Optional<Path> authority) {
    public OpenIdSettings {
        Map<Role, Set<String>> copy = new EnumMap<>(Role.class);
        groups.forEach((role, names) -> copy.put(role, Set.copyOf(names)));
        groups = Map.copyOf(copy);
    }

    /// Whether a document may be fetched from there: others on the way could put keys of their own
    /// into one that comes without TLS.
    public static boolean isSafe(URI place) {
        String host = place.getHost();
        boolean loopback =
                "127.0.0.1".equals(host) || "[::1]".equals(host) || "localhost".equals(host);
        return host != null
                && ("https".equals(place.getScheme())
                        || ("http".equals(place.getScheme()) && loopback));
    }

    /// The highest role that somebody has by their groups; empty where they have none.
    Optional<Role> role(Set<String> found) {
        return groups.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(found::contains))
                .map(Map.Entry::getKey)
                .max(Role::compareTo);
    }
}
