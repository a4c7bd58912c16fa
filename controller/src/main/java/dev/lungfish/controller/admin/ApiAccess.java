package dev.lungfish.controller.admin;

import dev.lungfish.controller.access.AccessKeys;
import dev.lungfish.controller.access.AccessReason;
import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.admin.Views.AccessListView;
import dev.lungfish.controller.admin.Views.AccessMadeView;
import dev.lungfish.controller.admin.Views.AccessView;
import dev.lungfish.controller.rest.RecordJson;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.state.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Who may use the API, for the command on the controller's machine: by the database itself, so
/// that it also works where no controller runs and nobody has access yet. Its answers are those of
/// the API.
///
/// @param database as a URL of JDBC
public record ApiAccess(String database, InstantSource clock) {
    /// All, as `GET /v1/access` has them.
    public JsonObject list() {
        try (Store store = Store.open(database)) {
            return json(
                    new AccessListView(
                            new AccessKeys(store, clock)
                                    .all().stream().map(AccessView::of).toList()));
        }
    }

    /// Makes a token, or lets the owner of a certificate in.
    ///
    /// @param role as it is spelled
    /// @param certificate a PEM file; empty for a token
    /// @throws ReasonException with an [AccessReason] where the name or the role can't be
    /// @throws IOException where the certificate can't be read
    public JsonObject add(
            String name,
            String role,
            Optional<Duration> valid,
            Optional<Path> certificate,
            String by)
            throws IOException {
        Role wanted =
                Spelled.of(Role.class, role)
                        .filter(one -> one != Role.AGENT)
                        .orElseThrow(() ->
                                new ReasonException(new AccessReason.AccessRoleUnusable(role)));
        Optional<X509Certificate> shown =
                certificate.isPresent()
                        ? Optional.of(Credentials.read(certificate.get()).authorities().getFirst())
                        : Optional.empty();
        try (Store store = Store.open(database)) {
            AccessKeys keys = new AccessKeys(store, clock);
            if (shown.isPresent()) {
                return json(
                        new AccessMadeView(
                                AccessView.of(
                                        keys.certificate(name, wanted, shown.get(), valid, by)),
                                Optional.empty()));
            }
            AccessKeys.Made made = keys.token(name, wanted, valid, by);
            return json(new AccessMadeView(AccessView.of(made.row()), Optional.of(made.secret())));
        }
    }

    /// Takes one back.
    ///
    /// @throws ReasonException where there is none of this name
    public JsonObject revoke(String name, String by) {
        try (Store store = Store.open(database)) {
            return json(AccessView.of(new AccessKeys(store, clock).revoke(name, by)));
        }
    }

    private static JsonObject json(Record view) {
        return JsonObject.parse(RecordJson.write(view));
    }
}
