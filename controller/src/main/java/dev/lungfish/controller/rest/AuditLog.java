package dev.lungfish.controller.rest;

import dev.lungfish.controller.access.Caller;
import dev.lungfish.controller.store.AuditTable;
import dev.lungfish.controller.store.Store;
import io.helidon.webserver.http.ServerRequest;
import java.time.InstantSource;
import java.util.Optional;

/// Writes down who asked for what, and what came of it. Safe for use by several threads.
public record AuditLog(Store store, InstantSource clock) {
    private static final String NOBODY = "-";

    /// Writes one request.
    ///
    /// @param caller empty where nobody is known
    /// @param operation the name of the call; `-` where the request means none
    /// @param status of HTTP
    /// @param code of the reason for a refusal
    public void add(
            ServerRequest request,
            Optional<Caller> caller,
            String operation,
            int status,
            Optional<String> code) {
        AuditTable.Row row =
                new AuditTable.Row(
                        0,
                        clock.instant(),
                        caller.map(Caller::name).orElse(NOBODY),
                        caller.map(known -> known.role().spelling()),
                        cut(request.remotePeer().host(), 64),
                        operation,
                        cut(request.path().rawPath(), 1024),
                        status,
                        code);
        boolean _ =
                store.work(transaction -> {
                    transaction.audit().add(row);
                    return true;
                });
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
