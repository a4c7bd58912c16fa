package dev.lungfish.daemon.sleep;

import dev.lungfish.api.Settled;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;

/// Tells the log what became of what an earlier run had left open.
public final class Settlements {
    private Settlements() {}

    public static void tell(Settled settled, Log log) {
        String request = settled.request().map(open -> open.id()).orElse("none, but a test");
        settled.outcome()
                .ifPresentOrElse(
                        outcome ->
                                log.event(
                                        new LogEvent.OpenRequestSettled(request, outcome.reason())),
                        () -> log.event(new LogEvent.LeftoversUndone(request)));
        settled.leftBehind().forEach(left -> log.event(new LogEvent.UndoFailed(request, left)));
    }
}
