package dev.lungfish.testkit;

import dev.lungfish.testkit.ExpectedFindings.State;
import dev.lungfish.testkit.ExpectedFindings.Wake;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads an `expected.json`. A property that it does not know is an error: a misspelt expectation
/// would otherwise expect nothing.
final class ExpectedFindingsReader {
    private final JsonParser json;

    private ExpectedFindingsReader(JsonParser json) {
        this.json = json;
    }

    /// @throws IOException if the file cannot be read or is not of the form that
    ///   `testkit/machines/README.md` describes; the message names the file and the line
    static ExpectedFindings read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file);
                JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            return new ExpectedFindingsReader(json).findings();
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private ExpectedFindings findings() {
        Map<String, Optional<List<String>>> documents = new LinkedHashMap<>();
        Map<String, State> states = new LinkedHashMap<>();
        Optional<List<Wake>> wake = Optional.empty();
        expect(JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            switch (property()) {
                case "powerManagement" -> documents.put("powerManagement", elements());
                case "rfc" -> documents.put("rfc", elements());
                case "states" -> readStates(states);
                case "wake" -> wake = Optional.of(wakeDevices());
                case String other -> throw unknown(other);
            }
        }
        Optional<List<String>> powerManagement = documents.get("powerManagement");
        Optional<List<String>> rfc = documents.get("rfc");
        if (powerManagement == null || rfc == null || states.isEmpty()) {
            throw new IllegalArgumentException(
                    "powerManagement, rfc and states are all needed, and one is missing");
        }
        return new ExpectedFindings(
                powerManagement, rfc, Collections.unmodifiableMap(states), wake);
    }

    /// An array of names, or the word `absent`.
    private Optional<List<String>> elements() {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            if (!"absent".equals(json.getString())) {
                throw new IllegalArgumentException("an array or \"absent\" expected" + place());
            }
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        expect(JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            names.add(string());
        }
        return Optional.of(List.copyOf(names));
    }

    private void readStates(Map<String, State> states) {
        expect(JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            states.put(property(), state());
        }
    }

    private State state() {
        String support = "";
        String reasonContains = "";
        expect(JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            switch (property()) {
                case "support" -> support = string();
                case "reasonContains" -> reasonContains = string();
                case String other -> throw unknown(other);
            }
        }
        return new State(support, reasonContains);
    }

    private List<Wake> wakeDevices() {
        List<Wake> devices = new ArrayList<>();
        expect(JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            devices.add(wakeDevice());
        }
        return List.copyOf(devices);
    }

    private Wake wakeDevice() {
        String kind = "";
        String name = "";
        String support = "";
        @Nullable Boolean enabled = null;
        expect(JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            switch (property()) {
                case "kind" -> kind = string();
                case "name" -> name = string();
                case "support" -> support = string();
                case "enabled" ->
                        enabled =
                                json.currentToken() == JsonToken.VALUE_NULL
                                        ? null
                                        : Boolean.valueOf(json.getBooleanValue());
                case String other -> throw unknown(other);
            }
        }
        return new Wake(kind, name, support, enabled);
    }

    /// The name of the property at hand; moves on to its value.
    private String property() {
        String name = json.currentName();
        json.nextToken();
        return name;
    }

    private String string() {
        expect(JsonToken.VALUE_STRING);
        return json.getString();
    }

    private void expect(JsonToken token) {
        if (json.currentToken() != token) {
            throw new IllegalArgumentException(
                    token + " expected, found " + json.currentToken() + place());
        }
    }

    private IllegalArgumentException unknown(String property) {
        return new IllegalArgumentException("unknown property '" + property + "'" + place());
    }

    private String place() {
        return " in line " + json.currentTokenLocation().getLineNr();
    }
}
