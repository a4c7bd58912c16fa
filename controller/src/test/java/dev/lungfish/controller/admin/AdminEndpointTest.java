package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.state.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The API over HTTP, as `lungfish fleet` and other programs use it.
@Timeout(120)
class AdminEndpointTest {
    @TempDir Path folder;
    private ServedFleet fleet;
    private Store store;
    private AdminClient api;

    @BeforeEach
    void open() throws Exception {
        fleet = new ServedFleet(folder);
        store = fleet.store;
        api = new AdminClient(AdminEndpoint.access(fleet.endpoint.address(), folder));
    }

    @AfterEach
    void close() {
        api.close();
        fleet.close();
    }

    @Test
    void whoHasNoTokenIsRefusedAsAProblemWithACode() throws Exception {
        HttpResponse<String> answer = fleet.get("/v1/hosts", "guess");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/problem+json");
        JsonObject problem = JsonObject.parse(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(problem.text("code")).isEqualTo("token-needed");
        assertThat(problem.number("status")).isEqualTo(401);
        assertThat(Files.getPosixFilePermissions(folder.resolve("admin.token"))).hasSize(2);
    }

    @Test
    void showsHostsAndWhyTheyAreWanted() throws Exception {
        AdminClient.Answer made =
                api.send(
                        "POST",
                        "/v1/demands",
                        json -> {
                            json.writeStringProperty("host", "lab1");
                            json.writeStringProperty("id", "job");
                            json.writeStringProperty("by", "anna");
                            json.writeStringProperty("for", "2h");
                        });
        JsonObject host = api.get("/v1/hosts").content().objects("hosts").getFirst();

        assertThat(made.content().objects("demands").getFirst().texts("hosts"))
                .containsExactly("lab1");
        assertThat(host.text("name")).isEqualTo("lab1");
        assertThat(host.object("wanted").text("code")).isEqualTo("demanded-by");
        assertThat(api.get("/v1/status").content().counts("states")).hasSize(1);
        AdminClient.Answer _ = api.send("DELETE", "/v1/demands/job", json -> {});
        assertThat(api.get("/v1/demands").content().objects("demands")).isEmpty();
        assertThat(api.get("/v1/hosts/lab1").content().has("wanted")).isFalse();
    }

    @Test
    void aHostThatHasJoinedAndNeverCalledIsListedAsUnknown() throws Exception {
        boolean _ =
                store.work(transaction -> {
                    transaction
                            .hosts()
                            .put(
                                    new HostTable.Row(
                                            "id2",
                                            "lab2",
                                            Optional.empty(),
                                            "print2",
                                            "key2",
                                            Instant.EPOCH,
                                            Optional.empty()));
                    return true;
                });

        assertThat(api.get("/v1/hosts").content().objects("hosts"))
                .anySatisfy(host -> {
                    assertThat(host.text("name")).isEqualTo("lab2");
                    assertThat(host.text("state")).isEqualTo("unknown");
                });
        assertThat(api.get("/v1/hosts/lab2").content().text("name")).isEqualTo("lab2");
    }

    @Test
    void aHoldIsToldAsAnEventWithWhoDidIt() throws Exception {
        AdminClient.Answer held =
                api.send(
                        "POST",
                        "/v1/hosts/lab1/hold",
                        json -> json.writeStringProperty("by", "anna"));
        AdminClient.Answer _ = api.send("POST", "/v1/hosts/lab1/release", json -> {});

        assertThat(held.content().object("held").text("reason")).contains("anna");
        assertThat(api.get("/v1/events?host=lab1").content().objects("events"))
                .map(event -> event.object("event").text("code"))
                .containsSubsequence("held-by-person", "released-by");
        assertThat(api.get("/v1/events?after=0&limit=1").content().objects("events")).hasSize(1);
    }

    @Test
    void aRevokedHostIsGone() throws Exception {
        AdminClient.Answer _ = api.send("DELETE", "/v1/hosts/lab1", json -> {});

        assertThat(api.get("/v1/hosts").content().objects("hosts")).isEmpty();
        assertThat(store.work(transaction -> transaction.hosts().byName("lab1")).orElseThrow())
                .satisfies(row -> assertThat(row.revoked()).isPresent());
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithWords() {
        assertThatThrownBy(() -> api.get("/v1/hosts/lab9"))
                .satisfies(e -> assertThat(Reasoned.of(e).code()).isEqualTo("fleet-host-unknown"));
        assertThatThrownBy(() -> api.send("POST", "/v1/demands", json -> {}))
                .satisfies(e -> assertThat(Reasoned.of(e).code()).isEqualTo("request-malformed"))
                .hasMessageContaining("cores or memory expected");
        assertThatThrownBy(() -> api.get("/v1/events?limit=many"))
                .satisfies(e -> assertThat(Reasoned.of(e).code()).isEqualTo("request-malformed"));
    }
}
