package dev.lungfish.state.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/// How another process asks the running one to cancel.
public final class CancelFile {
    private CancelFile() {}

    /// Asks.
    ///
    /// @param request the request that is meant: whatever comes after it is left alone
    /// @param by who asks, in words
    public static void ask(StateDirectory state, String request, String by) throws StateException {
        state.replace(
                state.cancel(),
                JsonObject.write(json -> {
                    json.writeStringProperty("request", request);
                    json.writeStringProperty("by", by);
                }),
                false);
    }

    /// Who asks that a request be cancelled; empty where nobody does. A file that can't be
    /// understood asks too: staying awake is the safe side.
    public static Optional<String> asked(StateDirectory state, String request) {
        if (!Files.exists(state.cancel())) {
            return Optional.empty();
        }
        try {
            return state.content(state.cancel())
                    .map(JsonObject::parse)
                    .filter(asked -> asked.text("request").equals(request))
                    .map(asked -> asked.text("by"));
        } catch (StateException | IllegalArgumentException e) {
            return Optional.of(
                    "somebody by the file " + state.cancel() + " (" + e.getMessage() + ")");
        }
    }

    /// Forgets what was asked of a request that has ended.
    public static void forget(StateDirectory state) throws StateException {
        try {
            Files.deleteIfExists(state.cancel());
        } catch (IOException e) {
            throw StateException.of("remove", state.cancel(), e);
        }
    }
}
