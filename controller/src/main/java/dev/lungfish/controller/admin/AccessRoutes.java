package dev.lungfish.controller.admin;

import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.controller.access.AccessKeys;
import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.admin.Views.AccessBody;
import dev.lungfish.controller.admin.Views.AccessListView;
import dev.lungfish.controller.admin.Views.AccessMadeView;
import dev.lungfish.controller.admin.Views.AccessView;
import dev.lungfish.controller.admin.Views.AuditPageView;
import dev.lungfish.controller.admin.Views.AuditQuery;
import dev.lungfish.controller.admin.Views.AuditView;
import dev.lungfish.controller.admin.Views.By;
import dev.lungfish.controller.admin.Views.EnrolmentTokenBody;
import dev.lungfish.controller.admin.Views.EnrolmentTokenView;
import dev.lungfish.controller.enrolment.Tokens;
import dev.lungfish.controller.rest.Nothing;
import dev.lungfish.controller.rest.RestReason;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.rest.Route.Method;
import dev.lungfish.controller.store.Backup;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.text.ReasonException;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The calls of admins: who may use the API, who asked it for what, which hosts may join, and the
/// backup.
record AccessRoutes(AccessKeys keys, Store store, Tokens tokens, InstantSource clock) {
    private static final int USUAL_AUDIT = 100;
    private static final Duration USUAL_TOKEN = Duration.ofHours(1);

    List<Route<?, ?>> all() {
        return List.of(
                Route.get("/v1/access", "listAccess", AccessListView.class, _ -> list())
                        .forRole(Role.ADMIN),
                Route.acting(
                                Method.POST,
                                "/v1/access",
                                "makeAccess",
                                Nothing.class,
                                AccessBody.class,
                                new Route.Json<>(201, AccessMadeView.class, this::make))
                        .forRole(Role.ADMIN)
                        .withSecret(),
                Route.acting(
                                Method.DELETE,
                                "/v1/access/{name}",
                                "revokeAccess",
                                Nothing.class,
                                By.class,
                                new Route.Json<>(200, AccessView.class, this::revoke))
                        .forRole(Role.ADMIN),
                Route.acting(
                                Method.POST,
                                "/v1/enrolment-tokens",
                                "makeEnrolmentToken",
                                Nothing.class,
                                EnrolmentTokenBody.class,
                                new Route.Json<>(201, EnrolmentTokenView.class, this::token))
                        .forRole(Role.ADMIN)
                        .withSecret(),
                Route.get(
                                "/v1/audit",
                                "listAudit",
                                AuditQuery.class,
                                AuditPageView.class,
                                call -> audit(call.query()))
                        .forRole(Role.ADMIN),
                Route.stream(
                                "/v1/backup",
                                "getBackup",
                                Nothing.class,
                                "application/jsonl",
                                (_, response) -> backup(response))
                        .forRole(Role.ADMIN)
                        .audited());
    }

    private AccessListView list() {
        return new AccessListView(keys.all().stream().map(AccessView::of).toList());
    }

    private AccessMadeView make(Route.Call<Nothing, AccessBody> call) {
        AccessBody body = call.body();
        String by = call.caller().inWords();
        if (body.certificate().isPresent()) {
            X509Certificate shown = certificate(body.certificate().get());
            return new AccessMadeView(
                    AccessView.of(
                            keys.certificate(body.name(), body.role(), shown, body.length(), by)),
                    Optional.empty());
        }
        AccessKeys.Made made = keys.token(body.name(), body.role(), body.length(), by);
        return new AccessMadeView(AccessView.of(made.row()), Optional.of(made.secret()));
    }

    private static X509Certificate certificate(String pem) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(
                                            pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new ReasonException(
                    new RestReason.RequestMalformed(String.valueOf(e.getMessage())));
        }
    }

    private AccessView revoke(Route.Call<Nothing, By> call) {
        return AccessView.of(keys.revoke(call.named("name"), call.caller().inWords()));
    }

    private EnrolmentTokenView token(Route.Call<Nothing, EnrolmentTokenBody> call) {
        Duration valid = call.body().length().orElse(USUAL_TOKEN);
        EnrolmentToken token = tokens.make(call.body().host(), valid);
        return new EnrolmentTokenView(token.text(), clock.instant().plus(valid));
    }

    private AuditPageView audit(AuditQuery query) {
        int most = AdminRoutes.limit(query.limit(), USUAL_AUDIT);
        List<AuditView> page =
                store
                        .work(transaction ->
                                transaction
                                        .audit()
                                        .before(
                                                query.before().orElse(Long.MAX_VALUE),
                                                query.who(),
                                                most))
                        .stream()
                        .map(AuditView::of)
                        .toList();
        return new AuditPageView(
                page, page.size() == most ? Optional.of(page.getLast().seq()) : Optional.empty());
    }

    private void backup(ServerResponse response) {
        try (Writer to = new OutputStreamWriter(response.outputStream(), StandardCharsets.UTF_8)) {
            Backup.write(store, to, clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
