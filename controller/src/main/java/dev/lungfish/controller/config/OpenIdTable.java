package dev.lungfish.controller.config;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.openid.OpenIdSettings;
import dev.lungfish.core.reason.Spelled;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `[api.oidc]`.
final class OpenIdTable {
    private static final String TABLE = "api.oidc";
    private static final String ISSUER = TABLE + ".issuer";
    private static final List<Role> ROLES = List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN);

    private OpenIdTable() {}

    static Optional<OpenIdSettings> read(SettingTable table) {
        Map<Role, Set<String>> groups = new EnumMap<>(Role.class);
        for (Role role : ROLES) {
            groups.put(role, Set.copyOf(table.texts("%s.%s".formatted(TABLE, role.spelling()))));
        }
        String issuer = table.text(ISSUER, "");
        String audience = table.text(TABLE + ".audience", "");
        String name = table.text(TABLE + ".name", "sub");
        String claim = table.text(TABLE + ".claim", "groups");
        String authority = table.text(TABLE + ".authority", "");
        if (!table.has(TABLE)) {
            return Optional.empty();
        }
        Optional<URI> place = place(table, issuer);
        if (audience.isEmpty()) {
            table.wrong(
                    TABLE + ".audience",
                    "the audience of tokens that are for this controller, as the provider has it",
                    audience);
        }
        if (groups.values().stream().allMatch(Set::isEmpty)) {
            table.wrong(
                    TABLE,
                    "groups of %s, or nobody has a role"
                            .formatted(
                                    String.join(
                                            ", ", ROLES.stream().map(Spelled::spelling).toList())),
                    "none");
        }
        return place.map(from ->
                new OpenIdSettings(
                        from,
                        audience,
                        name,
                        claim,
                        groups,
                        authority.isEmpty() ? Optional.empty() : Optional.of(Path.of(authority))));
    }

    private static Optional<URI> place(SettingTable table, String issuer) {
        try {
            URI place = new URI(issuer);
            if (OpenIdSettings.isSafe(place)
                    && place.getQuery() == null
                    && place.getFragment() == null) {
                return Optional.of(place);
            }
        } catch (URISyntaxException _) {
            // Told below, like an address without TLS.
        }
        table.wrong(ISSUER, "an address as \"https://login.example.org/realms/fleet\"", issuer);
        return Optional.empty();
    }
}
