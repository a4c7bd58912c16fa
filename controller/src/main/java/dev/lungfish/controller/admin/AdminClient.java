package dev.lungfish.controller.admin;

import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.state.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Calls the API of a controller. For one thread.
public final class AdminClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AdminEndpoint.Access access;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();

    public AdminClient(AdminEndpoint.Access access) {
        this.access = access;
    }

    /// What the API answers.
    ///
    /// @param text as it came
    public record Answer(JsonObject content, String text) {}

    /// Asks.
    ///
    /// @param path `/v1/hosts`
    /// @throws ReasonException with the reason of the API where it refuses
    /// @throws IOException where the controller is not reached
    public Answer get(String path) throws IOException {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    /// Changes something.
    ///
    /// @param method `POST` or `DELETE`
    /// @param content the properties of what is sent
    public Answer send(String method, String path, Consumer<JsonGenerator> content)
            throws IOException {
        return send(
                method, path, HttpRequest.BodyPublishers.ofByteArray(JsonObject.write(content)));
    }

    /// Asks for something that is no JSON.
    ///
    /// @param path `/v1/energy.csv`
    /// @throws ReasonException with the reason of the API where it refuses
    /// @throws IOException where the controller is not reached
    public String text(String path) throws IOException {
        HttpResponse<String> response = exchange("GET", path, HttpRequest.BodyPublishers.noBody());
        if (response.statusCode() >= 400) {
            throw refusal(content(response));
        }
        return response.body();
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException {
        HttpResponse<String> response = exchange(method, path, body);
        JsonObject content = content(response);
        if (response.statusCode() >= 400) {
            throw refusal(content);
        }
        return new Answer(content, response.body());
    }

    private static JsonObject content(HttpResponse<String> response) {
        return JsonObject.parse(response.body().getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> exchange(
            String method, String path, HttpRequest.BodyPublisher body) throws IOException {
        URI uri = access.api().resolve(path);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(LIMIT)
                        .header("Authorization", "Bearer " + access.token())
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    "no controller answers at %s: %s; is it running (systemctl status lungfish-controller)?"
                            .formatted(access.api(), FailureWords.of(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("asking the controller was interrupted", e);
        }
    }

    private static ReasonException refusal(JsonObject problem) {
        return new ReasonException(
                new ReceivedReason(
                        problem.maybe("code", problem::text).orElse(ReceivedReason.UNCODED),
                        List.of(),
                        problem.maybe("title", problem::text).orElse("the controller refuses"),
                        problem.maybe("detail", problem::text).orElse("")));
    }

    @Override
    public void close() {
        http.close();
    }
}
