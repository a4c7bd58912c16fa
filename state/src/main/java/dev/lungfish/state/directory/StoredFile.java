package dev.lungfish.state.directory;

import dev.lungfish.core.bound.Bounds;
import dev.lungfish.state.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// One file of the state directory that holds one JSON document, which is read and replaced whole.
/// Several threads may read; whoever writes sees to it that nobody else does.
///
/// @param state where it lies
/// @param name of the file: `hosts.json`
/// @param schema of the document: `lungfish.hosts/1`
/// @param older the schema before, which is read as well
/// @param secret whether its owner alone may read it
public record StoredFile(
        StateDirectory state, String name, String schema, Optional<String> older, boolean secret) {

    /// A file of which there has been one schema.
    public StoredFile(StateDirectory state, String name, String schema, boolean secret) {
        this(state, name, schema, Optional.empty(), secret);
    }

    /// A file that everybody may read who may read the directory.
    public static StoredFile open(StateDirectory state, String name, String schema) {
        return new StoredFile(state, name, schema, false);
    }

    /// The document; empty where there is none.
    ///
    /// @throws StateException where it can't be read, or is of another schema: what a newer version
    ///   wrote is not to be replaced
    public Optional<JsonObject> read() throws StateException {
        Optional<byte[]> content = state.content(state.file(name));
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonObject document = JsonObject.parse(content.get());
            String found = document.text("schema");
            if (!found.equals(schema) && !older.equals(Optional.of(found))) {
                throw new StateException(
                        new StateReason.StateFileOfOtherVersion(
                                state.file(name).toString(), found, schema));
            }
            return Optional.of(document);
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
    }

    /// What is to be told where the document can't be understood.
    public StateException unusable(IllegalArgumentException e) {
        return new StateException(
                new StateReason.StateFileMalformed(
                        state.file(name).toString(), String.valueOf(e.getMessage())));
    }

    /// Replaces the document; it outlives a power cut.
    ///
    /// @throws StateException also where it is longer than is read back; the file stays as it was
    public void write(Consumer<JsonGenerator> properties) throws StateException {
        write(properties, 0);
    }

    /// The same where the document must be able to grow.
    ///
    /// @param growthBytes by so much
    public void write(Consumer<JsonGenerator> properties, int growthBytes) throws StateException {
        byte[] document = document(properties);
        if (document.length + growthBytes > Bounds.FILE_BYTES) {
            throw new StateException(
                    new StateReason.StateFileFull(state.file(name).toString(), Bounds.FILE_BYTES));
        }
        state.create();
        keepUnreadable();
        if (secret) {
            state.prepareSecretly(state.file(name));
        }
        state.replace(state.file(name), document, true);
    }

    /// Sets the document aside where it can't be read, so that nothing overwrites it.
    ///
    /// @throws StateException where that fails, or it is of another schema
    public void keepUnreadable() throws StateException {
        try {
            Optional<JsonObject> _ = read();
        } catch (StateException e) {
            switch (e.reason()) {
                case StateReason.StateFileTooLong _, StateReason.StateFileMalformed _ -> {
                    Path _ = state.setAside(state.file(name));
                }
                default -> throw e;
            }
        }
    }

    /// Whether such a document can be read back.
    public boolean fits(Consumer<JsonGenerator> properties) {
        return document(properties).length <= Bounds.FILE_BYTES;
    }

    private byte[] document(Consumer<JsonGenerator> properties) {
        return JsonObject.write(json -> {
            json.writeStringProperty("schema", schema);
            properties.accept(json);
        });
    }
}
