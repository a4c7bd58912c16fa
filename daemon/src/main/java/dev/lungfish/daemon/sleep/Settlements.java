package dev.lungfish.daemon.sleep;

import dev.lungfish.api.Settled;
import dev.lungfish.api.Settled;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.Log.Field;

/// Tells the log what became of what an earlier run had left open.
public final class Settlements {
    private Settlements() {}

    public static void tell(Settled settled, Log log) {
        String request = settled.request().map(open -> open.id()).orElse("none, but a test");
        settled.outcome()
                .ifPresentOrElse(
                        outcome ->
                                log.warning(
                                        "settled what an earlier run left open",
                                        Field.of("request", request),
                                        Field.of("outcome", ReasonText.sentence(outcome.reason())),
                                        Field.of("code", outcome.reason().code())),
                        () ->
                                log.warning(
                                        "undid what an earlier run left open",
                                        Field.of("request", request)));
        settled.leftBehind()
                .forEach(left ->
                        log.error(
                                "could not be undone",
                                Field.of("request", request),
                                Field.of("what", ReasonText.withRemedy(left)),
                                Field.of("code", left.code())));
    }
}
