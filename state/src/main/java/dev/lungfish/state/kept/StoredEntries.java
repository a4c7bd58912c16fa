package dev.lungfish.state.kept;

import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StoredFile;
import dev.lungfish.state.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// A file of the state directory with a list of entries, of which the last one of each name is
/// kept. Whoever writes sees to it that nobody else does.
///
/// @param <T> an entry
/// @param file its name without the end, and that of its schema: `rtc-tests`
/// @param list the property that holds them
/// @param reader understands one
/// @param writer writes one object
/// @param name of an entry
record StoredEntries<T>(
        String file,
        String list,
        Function<JsonObject, T> reader,
        BiConsumer<JsonGenerator, T> writer,
        Function<T, String> name) {

    /// The entries by their names; none where the file is missing.
    ///
    /// @throws StateException where it can't be read or understood
    Map<String, T> read(StateDirectory state) throws StateException {
        Map<String, T> entries = new LinkedHashMap<>();
        StoredFile kept = file(state);
        try {
            kept.read().stream()
                    .flatMap(document -> document.objects(list).stream())
                    .map(reader)
                    .forEach(entry -> entries.put(name.apply(entry), entry));
        } catch (IllegalArgumentException e) {
            throw kept.unusable(e);
        }
        return entries;
    }

    /// The same; none where the file can't be read or understood either.
    Map<String, T> readOrNone(StateDirectory state) {
        try {
            return read(state);
        } catch (StateException _) {
            return Map.of();
        }
    }

    /// Keeps an entry in place of the last one of the same name, beside others.
    void keep(StateDirectory state, T entry, Map<String, T> others) throws StateException {
        Map<String, T> entries = new LinkedHashMap<>(others);
        entries.put(name.apply(entry), entry);
        file(state)
                .write(json -> {
                    json.writeArrayPropertyStart(list);
                    entries.values().forEach(kept -> writer.accept(json, kept));
                    json.writeEndArray();
                });
    }

    private StoredFile file(StateDirectory state) {
        return new StoredFile(
                state,
                file + ".json",
                "lungfish." + file + "/2",
                Optional.of("lungfish." + file + "/1"),
                false);
    }
}
