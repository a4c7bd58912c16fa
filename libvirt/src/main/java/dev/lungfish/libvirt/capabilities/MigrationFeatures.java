package dev.lungfish.libvirt.capabilities;

import java.util.List;

/// The element `<migration_features>`.
///
/// @param live whether guests keep running while they move
/// @param uriTransports the schemes of a migration's URI
public record MigrationFeatures(boolean live, List<String> uriTransports) {
    public MigrationFeatures {
        uriTransports = List.copyOf(uriTransports);
    }
}
