package dev.lungfish.controller.authority;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What somebody with a certificate of the fleet is. A certificate says so by a URI among its
/// alternative names: `lungfish:host:4c4c4544-0051-3610-8052-b4c04f4e3132`.
public enum FleetRole {
    HOST,
    CONTROLLER;

    private String prefix() {
        return "lungfish:%s:".formatted(name().toLowerCase(Locale.ROOT));
    }

    /// The URI of somebody in this role.
    public String uri(String identity) {
        return prefix() + identity;
    }

    /// Who it is in this role, by all URIs of a certificate; empty unless exactly one says so.
    public Optional<String> identity(List<String> uris) {
        List<String> found =
                uris.stream()
                        .filter(uri -> uri.startsWith(prefix()))
                        .map(uri -> uri.substring(prefix().length()))
                        .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
