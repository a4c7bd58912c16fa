package dev.lungfish.agent.report;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.json.ReasonJson;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Writes a document as JSON.
record JsonDocument(JsonGenerator json) implements DocumentWriter {
    @Override
    public void object(String name, Runnable content) {
        json.writeObjectPropertyStart(name);
        content.run();
        json.writeEndObject();
    }

    @Override
    public <T> void objects(String name, String item, Collection<T> items, Consumer<T> content) {
        json.writeArrayPropertyStart(name);
        for (T one : items) {
            json.writeStartObject();
            content.accept(one);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void words(String name, String item, List<String> words) {
        json.writeArrayPropertyStart(name);
        words.forEach(json::writeString);
        json.writeEndArray();
    }

    @Override
    public void text(String name, String text) {
        json.writeStringProperty(name, text);
    }

    @Override
    public void number(String name, long number) {
        json.writeNumberProperty(name, number);
    }

    @Override
    public void decimal(String name, double number) {
        json.writeNumberProperty(name, number);
    }

    @Override
    public void flag(String name, boolean flag) {
        json.writeBooleanProperty(name, flag);
    }

    @Override
    public void code(Reason reason) {
        ReasonJson.codeAndParameters(json, reason);
    }
}
