package dev.lungfish.controller.rest;

import dev.lungfish.controller.access.Role;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// The OpenAPI document of the routes. Its words stand in the bundle `api.properties` beside this
/// class.
///
/// **Source:** OpenAPI 3.1.1.
public final class OpenApi {
    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("dev.lungfish.controller.rest.api");

    private final Routes routes;
    private final String version;
    private final RecordSchema schemas = new RecordSchema(TEXTS::getString);

    private OpenApi(Routes routes, String version) {
        this.routes = routes;
        this.version = version;
    }

    /// The document, indented.
    ///
    /// @param version of the API
    public static byte[] of(Routes routes, String version) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(new Indented(), text)) {
            new OpenApi(routes, version).write(json);
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    private void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("openapi", "3.1.1");
        json.writeObjectPropertyStart("info");
        json.writeStringProperty("title", TEXTS.getString("title"));
        json.writeStringProperty("description", TEXTS.getString("description"));
        json.writeStringProperty("version", version);
        json.writeObjectPropertyStart("license");
        json.writeStringProperty("name", "Apache-2.0");
        json.writeStringProperty("identifier", "Apache-2.0");
        json.writeEndObject();
        json.writeEndObject();
        json.writeArrayPropertyStart("servers");
        json.writeStartObject();
        json.writeStringProperty("url", "http://127.0.0.1:16516");
        json.writeEndObject();
        json.writeEndArray();
        paths(json);
        components(json);
        json.writeEndObject();
    }

    private void paths(JsonGenerator json) {
        Map<String, List<Route<?, ?>>> paths = new LinkedHashMap<>();
        routes.all()
                .forEach(route ->
                        paths.computeIfAbsent(route.path(), _ -> new ArrayList<>()).add(route));
        json.writeObjectPropertyStart("paths");
        paths.forEach((path, methods) -> {
            json.writeObjectPropertyStart(path);
            for (Route<?, ?> route : methods) {
                json.writeObjectPropertyStart(
                        route.method().name().toLowerCase(java.util.Locale.ROOT));
                operation(json, route);
                json.writeEndObject();
            }
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    private void operation(JsonGenerator json, Route<?, ?> route) {
        json.writeStringProperty("operationId", route.operation());
        json.writeStringProperty("summary", TEXTS.getString(route.operation()));
        json.writeStringProperty("description", who(route));
        json.writeArrayPropertyStart("security");
        if (route.least().isPresent()) {
            for (String way : List.of("token", "certificate")) {
                json.writeStartObject();
                json.writeArrayPropertyStart(way);
                json.writeEndArray();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        parameters(json, route);
        if (route.body() != Nothing.class) {
            json.writeObjectPropertyStart("requestBody");
            json.writeBooleanProperty(
                    "required",
                    Shape.of(route.body()).fields().stream().anyMatch(field -> !field.optional()));
            content(json, "application/json", route.body());
            json.writeEndObject();
        }
        responses(json, route);
    }

    private static String who(Route<?, ?> route) {
        String role = route.least().map(Role::spelling).orElse("nobody");
        String key = route.own() ? "who.own" : route.least().isPresent() ? "who" : "who.all";
        return TEXTS.getString(key).formatted(role);
    }

    private void parameters(JsonGenerator json, Route<?, ?> route) {
        json.writeArrayPropertyStart("parameters");
        for (String name : route.parameters()) {
            parameter(json, name, "path", true, String.class, "path." + name);
        }
        for (Shape.Field field : Shape.of(route.query()).fields()) {
            parameter(
                    json,
                    field.name(),
                    "query",
                    !field.optional(),
                    field.value(),
                    "%s.%s".formatted(route.query().getSimpleName(), field.name()));
        }
        if (route.storable()) {
            parameter(json, "Idempotency-Key", "header", false, String.class, "Idempotency-Key");
        }
        if (route.answer() instanceof Route.Json && route.safe()) {
            parameter(json, "If-None-Match", "header", false, String.class, "If-None-Match");
        }
        json.writeEndArray();
    }

    private void parameter(
            JsonGenerator json,
            String name,
            String in,
            boolean required,
            java.lang.reflect.Type type,
            String text) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("in", in);
        json.writeBooleanProperty("required", required);
        json.writeStringProperty("description", TEXTS.getString(text));
        json.writeName("schema");
        schemas.refer(json, type);
        json.writeEndObject();
    }

    private void responses(JsonGenerator json, Route<?, ?> route) {
        json.writeObjectPropertyStart("responses");
        switch (route.answer()) {
            case Route.Json<?, ?, ?> answer -> {
                json.writeObjectPropertyStart(String.valueOf(answer.status()));
                json.writeStringProperty(
                        "description", TEXTS.getString(answer.type().getSimpleName()));
                content(json, "application/json", answer.type());
                json.writeEndObject();
                if (route.safe()) {
                    described(json, "304", "not-modified");
                }
            }
            case Route.Stream<?, ?> answer -> {
                json.writeObjectPropertyStart("200");
                json.writeStringProperty(
                        "description", TEXTS.getString(route.operation() + ".answer"));
                content(json, answer.contentType(), String.class);
                json.writeEndObject();
            }
        }
        json.writeObjectPropertyStart("default");
        json.writeStringProperty("$ref", "#/components/responses/Problem");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void described(JsonGenerator json, String status, String text) {
        json.writeObjectPropertyStart(status);
        json.writeStringProperty("description", TEXTS.getString(text));
        json.writeEndObject();
    }

    private void content(JsonGenerator json, String type, Class<?> shape) {
        json.writeObjectPropertyStart("content");
        json.writeObjectPropertyStart(type);
        json.writeName("schema");
        schemas.refer(json, shape);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void components(JsonGenerator json) {
        json.writeObjectPropertyStart("components");
        json.writeObjectPropertyStart("schemas");
        schemas.components(json);
        object(json, "Problem", List.of("title", "status", "code", "parameters"), "detail");
        object(json, "Reason", List.of("reason", "code", "parameters"), "remedy");
        json.writeEndObject();
        json.writeObjectPropertyStart("responses");
        json.writeObjectPropertyStart("Problem");
        json.writeStringProperty("description", TEXTS.getString("Problem"));
        json.writeObjectPropertyStart("content");
        json.writeObjectPropertyStart("application/problem+json");
        json.writeObjectPropertyStart("schema");
        json.writeStringProperty("$ref", "#/components/schemas/Problem");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectPropertyStart("securitySchemes");
        scheme(json, "token", "http", "bearer");
        scheme(json, "certificate", "mutualTLS", "");
        json.writeEndObject();
        json.writeEndObject();
    }

    /// What [Problems] and `state.json.ReasonJson` write.
    private static void object(
            JsonGenerator json, String name, List<String> required, String optional) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("type", "object");
        json.writeStringProperty("description", TEXTS.getString(name));
        json.writeArrayPropertyStart("required");
        required.forEach(json::writeString);
        json.writeEndArray();
        json.writeObjectPropertyStart("properties");
        List<String> all = new ArrayList<>(required);
        all.add(optional);
        for (String property : all) {
            json.writeObjectPropertyStart(property);
            json.writeStringProperty(
                    "type",
                    switch (property) {
                        case "status" -> "integer";
                        case "parameters" -> "object";
                        default -> "string";
                    });
            json.writeStringProperty(
                    "description", TEXTS.getString("%s.%s".formatted(name, property)));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void scheme(JsonGenerator json, String name, String type, String scheme) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("type", type);
        if (!scheme.isEmpty()) {
            json.writeStringProperty("scheme", scheme);
        }
        json.writeStringProperty("description", TEXTS.getString("scheme." + name));
        json.writeEndObject();
    }
}
