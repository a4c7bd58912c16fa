package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.rest.Route;
import dev.lungfish.controller.rest.Routes;
import dev.lungfish.state.json.JsonObject;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The OpenAPI document against the code, a parser of others, and real answers. With
/// `-Drest.update=true` it is written anew.
@Timeout(180)
class OpenApiTest {
    private static final Path FILE =
            Path.of(System.getProperty("lungfish.checkout", ""), "docs/openapi/controller.json");

    /// Nobody is awake here, and nothing was kept yet; AskedSleepTest, PlanRoutesTest and
    /// WhatIfRoutesTest show these.
    private static final Set<String> OF_ANOTHER_FLEET =
            Set.of("sleepHost", "acceptStep", "refuseStep", "askWhatIf");

    /// It tells of each keyword that is OpenAPI's. Kept here, as the JDK forgets the level of a
    /// logger that nobody holds.
    private static final Logger TALKATIVE = Logger.getLogger("com.networknt");

    static {
        TALKATIVE.setLevel(Level.OFF);
    }

    @TempDir Path folder;
    private ServedFleet fleet;
    private String document;

    @BeforeEach
    void open() throws Exception {
        fleet = new ServedFleet(folder);
        document = fleet.get("/v1/openapi.json", "none").body();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void theFileIsWhatTheServerSays() throws Exception {
        if (Boolean.getBoolean("rest.update")) {
            Path _ = Files.createDirectories(FILE.getParent());
            Path _ = Files.writeString(FILE, document);
        }
        assertThat(FILE).hasContent(document);
    }

    @Test
    void aParserOfOthersFindsNoFaultAndAllRoutes() {
        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(document);
        OpenAPI api = parsed.getOpenAPI();
        Set<String> written = new TreeSet<>();
        for (var path : api.getPaths().entrySet()) {
            for (var operation : path.getValue().readOperationsMap().entrySet()) {
                written.add("%s %s".formatted(operation.getKey(), path.getKey()));
                requireWords(operation.getKey(), operation.getValue());
            }
        }
        Routes routes = fleet.parts.routes();
        Set<String> served = new TreeSet<>();
        routes.all().forEach(route -> served.add(route.method() + " " + route.path()));

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(written).hasSizeGreaterThan(20).isEqualTo(served);
    }

    private static void requireWords(PathItem.HttpMethod method, Operation operation) {
        assertThat(operation.getSummary()).as(operation.getOperationId()).isNotBlank();
        assertThat(operation.getResponses()).containsKey("default");
        if (operation.getParameters() != null) {
            assertThat(operation.getParameters())
                    .allSatisfy(parameter -> assertThat(parameter.getDescription()).isNotBlank());
        }
        assertThat(method)
                .isIn(
                        PathItem.HttpMethod.GET,
                        PathItem.HttpMethod.POST,
                        PathItem.HttpMethod.DELETE);
    }

    /// Each call that answers JSON is made once, and one is refused.
    @Test
    void eachAnswerIsAsItIsDescribed() throws Exception {
        String admin = fleet.token("admin", Role.ADMIN);
        fleet.add("id2", "lab2");
        List<String> made = new ArrayList<>();
        for (Route<?, ?> route : fleet.parts.routes().all()) {
            if (route.answer() instanceof Route.Json<?, ?, ?> json) {
                HttpResponse<String> answer = call(route, admin);
                made.add(route.operation());
                if (!OF_ANOTHER_FLEET.contains(route.operation())) {
                    assertThat(answer.statusCode())
                            .as(route.operation() + answer.body())
                            .isEqualTo(json.status());
                    requireFits(answer.body(), json.type().getSimpleName());
                }
            }
        }
        requireFits(fleet.get("/v1/hosts/lab9", admin).body(), "Problem");

        assertThat(made).hasSizeGreaterThan(15);
    }

    private HttpResponse<String> call(Route<?, ?> route, String token) throws Exception {
        String path =
                route.path()
                        .replace("{host}", route.operation().equals("revokeHost") ? "lab2" : "lab1")
                        .replace("{demand}", "job")
                        .replace("{step}", "none")
                        .replace("{pool}", "default")
                        .replace("{name}", "new");
        String body =
                switch (route.operation()) {
                    case "makeDemand" -> "{\"host\":\"lab1\",\"id\":\"job\",\"for\":\"PT1H\"}";
                    case "makeAccess" -> "{\"name\":\"new\",\"role\":\"viewer\"}";
                    default -> "{}";
                };
        return fleet.send(
                fleet.request(path, token)
                        .header("Content-Type", "application/json")
                        .method(
                                route.method().name(),
                                route.safe()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body)));
    }

    private void requireFits(String answer, String shape) {
        String schema =
                document.replaceFirst(
                        "\\{", "{\"\\$ref\":\"#/components/schemas/%s\",".formatted(shape));
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema)
                                .validate(answer, InputFormat.JSON))
                .as(shape + answer)
                .isEmpty();
    }

    /// The check above sees what does not fit.
    @Test
    void anAnswerThatDoesNotFitIsSeen() {
        String schema =
                document.replaceFirst("\\{", "{\"\\$ref\":\"#/components/schemas/StatusView\",");
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema)
                                .validate("{\"epoch\":\"one\",\"states\":{}}", InputFormat.JSON))
                .hasSize(6);
        assertThat(
                        JsonObject.parse(document.getBytes(StandardCharsets.UTF_8))
                                .text("openapi")
                                .toLowerCase(Locale.ROOT))
                .startsWith("3.1");
    }
}
