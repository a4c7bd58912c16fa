package dev.lungfish.controller.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.fleet.LoopReason;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.state.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who follows what happens.
@Timeout(120)
class ChangesTest {
    @TempDir Path folder;
    private ServedFleet fleet;
    private String token;

    @BeforeEach
    void open() throws Exception {
        fleet = new ServedFleet(folder);
        token = fleet.token("web", Role.VIEWER);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    /// One client of Server-Sent Events.
    private final class Follower implements AutoCloseable {
        final HttpClient http = HttpClient.newHttpClient();
        final HttpResponse<InputStream> response;
        final BufferedReader lines;

        Follower(String query, Optional<Long> last) throws Exception {
            HttpRequest.Builder request = fleet.request("/v1/changes" + query, token);
            last.ifPresent(seq -> request.header("Last-Event-ID", String.valueOf(seq)));
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /// The next event: its number, type and data.
        List<String> next() throws IOException {
            List<String> event = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ") || line.startsWith("event: ")) {
                    event.add(line.replaceFirst("^[a-z]*: ", ""));
                } else if (line.startsWith("data: ")) {
                    event.add(line.substring(6));
                    return event;
                }
            }
            throw new IOException("the stream has ended");
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }

    private void happens(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            boolean _ =
                    fleet.store.work(transaction -> {
                        transaction
                                .events()
                                .add(
                                        Instant.now(),
                                        Optional.empty(),
                                        new LoopReason.DemandEnded("d" + number));
                        return true;
                    });
        }
    }

    @Test
    void eachChangeIsToldWithItsTypeAndNumber() throws Exception {
        try (Follower follower = new Follower("", Optional.empty())) {
            assertThat(follower.response.headers().firstValue("content-type"))
                    .contains("text/event-stream");
            assertThat(follower.lines.readLine()).isEqualTo("retry: 2000");
            String operator = fleet.token("anna", Role.OPERATOR);
            assertThat(
                            fleet.post(
                                            "/v1/demands",
                                            operator,
                                            "{\"host\":\"lab1\",\"id\":\"job\"}")
                                    .statusCode())
                    .isEqualTo(201);
            List<String> event = follower.next();
            while (!event.get(1).equals("demand")) {
                event = follower.next();
            }

            JsonObject data = JsonObject.parse(event.get(2).getBytes(StandardCharsets.UTF_8));
            assertThat(data.number("seq")).isEqualTo(Long.parseLong(event.get(0)));
            assertThat(data.object("event").text("code")).isEqualTo("demand-made");
            // It stays open with heartbeats.
            String line = follower.lines.readLine();
            while (!line.equals(":")) {
                line = follower.lines.readLine();
            }
        }
    }

    /// A reader that loses its connection again and again, while events come from several threads.
    @Test
    void whoComesAgainMissesNothingAndGetsNothingTwice() throws Exception {
        long from = fleet.store.work(transaction -> transaction.events().last());
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(Thread.ofVirtual().start(() -> happens(100)));
        }
        List<Long> got = new ArrayList<>();
        long last = from;
        while (got.size() < 300) {
            try (Follower follower = new Follower("", Optional.of(last))) {
                for (int i = 0; i < 60 && got.size() < 300; i++) {
                    last = Long.parseLong(follower.next().getFirst());
                    got.add(last);
                }
            }
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(got)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(from + 1, from + 300).boxed().toList());
        assertThat(new TreeSet<>(got)).hasSize(300);
    }

    @Test
    void onlyTheTypesThatAreWantedCome() throws Exception {
        try (Follower follower = new Follower("?types=demand", Optional.of(0L))) {
            happens(1);
            assertThat(follower.next().get(1)).isEqualTo("demand");
        }
        assertThat(ServedFleet.code(fleet.get("/v1/changes?types=all", token)))
                .isEqualTo("request-malformed");
        assertThat(
                        ServedFleet.code(
                                fleet.send(
                                        fleet.request("/v1/changes", token)
                                                .header("Last-Event-ID", "x")
                                                .GET())))
                .isEqualTo("request-malformed");
    }

    @Test
    void whatHappensAtOnceIsToldTogetherWithTheRowsOfItsHosts() throws Exception {
        long from = fleet.store.work(transaction -> transaction.events().last());
        try (Follower follower = new Follower("?batch=true&after=" + from, Optional.empty())) {
            List<String> begin = follower.next();
            assertThat(begin.getFirst()).isEqualTo("begin");
            assertThat(json(begin).number("after")).isEqualTo(from);
            assertThat(json(begin).number("epoch")).isEqualTo(1);

            boolean _ =
                    fleet.store.work(transaction -> {
                        List<EventTable.Entry> entries = new ArrayList<>();
                        for (int i = 0; i < 200; i++) {
                            entries.add(
                                    new EventTable.Entry(
                                            Instant.now(),
                                            Optional.of(i % 2 == 0 ? "id1" : "id9"),
                                            new LoopReason.DemandEnded("d" + i)));
                        }
                        transaction.events().add(entries);
                        return true;
                    });
            List<String> batch = follower.next();
            assertThat(batch.get(1)).isEqualTo("batch");
            assertThat(Long.parseLong(batch.getFirst())).isEqualTo(from + 200);
            assertThat(json(batch).objects("events")).hasSize(200);
            assertThat(json(batch).objects("rows"))
                    .extracting(row -> row.text("name"))
                    .containsExactly("lab1");
            assertThat(json(batch).texts("gone")).containsExactly("id9");
        }
    }

    private static JsonObject json(List<String> event) {
        return JsonObject.parse(event.getLast().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoComesAgainTooLateOrFromAnotherDatabaseIsToldOfTheGap() throws Exception {
        boolean _ =
                fleet.store.work(transaction -> {
                    transaction
                            .events()
                            .add(
                                    Collections.nCopies(
                                            10_001,
                                            new EventTable.Entry(
                                                    Instant.now(),
                                                    Optional.empty(),
                                                    new LoopReason.DemandEnded("d"))));
                    return true;
                });
        long kept = fleet.store.work(transaction -> transaction.events().last());
        for (long unknown : List.of(0L, kept + 1)) {
            try (Follower follower = new Follower("", Optional.of(unknown))) {
                List<String> gap = follower.next();
                assertThat(gap.getFirst()).isEqualTo("gap");
                assertThat(json(gap).number("after")).isLessThanOrEqualTo(kept);
            }
        }
        try (Follower follower = new Follower("", Optional.of(kept - 10_000))) {
            assertThat(Long.parseLong(follower.next().getFirst())).isEqualTo(kept - 9_999);
        }
    }

    @Test
    void oneMoreThanManyIsRefused() throws Exception {
        List<Follower> followers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                followers.add(new Follower("", Optional.empty()));
            }
            HttpResponse<String> refused = fleet.get("/v1/changes", token);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(ServedFleet.code(refused)).isEqualTo("too-many-readers");
        } finally {
            followers.forEach(Follower::close);
        }
    }

    /// Who takes nothing is cut off, and another one can follow in its place.
    @Test
    void aReaderThatTakesNothingIsCutOff() throws Exception {
        InetSocketAddress at = fleet.endpoint.address();
        List<Socket> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(1024);
                socket.connect(at);
                socket.getOutputStream()
                        .write(
                                """
                                GET /v1/changes HTTP/1.1\r
                                Host: localhost\r
                                Authorization: Bearer %s\r
                                Last-Event-ID: 0\r
                                \r
                                """
                                        .formatted(token)
                                        .getBytes(StandardCharsets.US_ASCII));
                deaf.add(socket);
            }
            while (fleet.followers() < 4) {
                Thread.onSpinWait();
            }
            while (fleet.followers() == 4) {
                large();
            }
            assertThat(fleet.followers()).isLessThan(4);
        } finally {
            for (Socket socket : deaf) {
                socket.close();
            }
        }
    }

    private void large() {
        boolean _ =
                fleet.store.work(transaction -> {
                    for (int i = 0; i < 100; i++) {
                        transaction
                                .events()
                                .add(
                                        Instant.now(),
                                        Optional.empty(),
                                        new LoopReason.DemandEnded("x".repeat(10_000)));
                    }
                    return true;
                });
    }

    @Test
    void theStreamEndsWithTheServer() throws Exception {
        try (Follower follower = new Follower("", Optional.empty())) {
            CompletableFuture<Boolean> ended = new CompletableFuture<>();
            Thread _ =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (follower.lines.readLine() != null) {
                                        Thread.onSpinWait();
                                    }
                                } catch (IOException _) {
                                    // It ends in the middle of a chunk.
                                }
                                ended.complete(true);
                            });
            fleet.endpoint.close();

            assertThat(ended.get()).isTrue();
        }
    }
}
