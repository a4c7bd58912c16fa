package dev.lungfish.state.kept;

import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The file by which another process cancels the running request.
public final class CancelFile {
    private CancelFile() {}

    /// Requests the cancellation.
    ///
    /// @param request the request to cancel; later ones are not affected
    /// @param by the requester, as text
    ///
    /// @throws StateException where neither that nor an empty file can be written; a full disk
    ///   often has room for the second one, which cancels too
    public static void ask(StateDirectory state, String request, String by) throws StateException {
        try {
            write(state, request, by);
        } catch (StateException e) {
            try {
                Path _ = Files.createFile(state.cancel());
            } catch (FileAlreadyExistsException _) {
                return; // it is asked already
            } catch (IOException _) {
                throw e;
            }
        }
    }

    private static void write(StateDirectory state, String request, String by)
            throws StateException {
        state.replace(
                state.cancel(),
                JsonObject.write(json -> {
                    json.writeStringProperty("request", request);
                    json.writeStringProperty("by", by);
                }),
                false);
    }

    /// Who cancels a request; empty if nobody does. An unreadable file cancels too: staying awake
    /// is the safe side.
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

    /// Removes the cancellation of a request that has ended.
    public static void forget(StateDirectory state) throws StateException {
        try {
            Files.deleteIfExists(state.cancel());
        } catch (IOException e) {
            throw StateException.of("remove", state.cancel(), e);
        }
    }
}
