package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.remote.SuspendArguments;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.server.Answer.Delivery;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// The end of a server, and answers that come late.
@Timeout(30)
@ParameterizedClass(name = "served by {0} threads of the system''s, the rest by virtual ones")
@ValueSource(ints = {0, 64})
class ShutdownTest {
    @Parameter int systemThreads;
    @TempDir Path folder;

    private final BlockingQueue<Answer<NoValue>> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer<NoValue>> later = new LinkedBlockingQueue<>();
    private Program program;

    @BeforeEach
    void answerLater() {
        program =
                RemoteProgram.begin((connection, name, readOnly) -> {})
                        .answer(Remote.GET_TYPE, (connection, none) -> "Later")
                        .answerLater(
                                Remote.NODE_SUSPEND_FOR_DURATION,
                                (connection, arguments, answer) -> answers.add(answer))
                        .build();
    }

    @Test
    void tellsWhoAskedForItWritesTheLastRepliesAndEnds() throws Exception {
        RunningServer server = server();
        try (Wire wire = server.connect().open();
                Wire idle = server.connect()) {
            wire.call(Remote.REGISTER_CLOSE_CALLBACK);
            wire.send(Remote.NODE_SUSPEND_FOR_DURATION, minute());
            Answer<NoValue> answer = answers.take();

            CompletableFuture<Void> end =
                    CompletableFuture.runAsync(
                            () -> server.server.close(CloseReason.ERROR, Duration.ofSeconds(20)));
            assertThat(Remote.CLOSE_EVENT.matches(wire.reply().header())).isTrue();
            assertThat(idle.next()).isEmpty();
            assertThat(wire.error(Remote.GET_TYPE, NoValue.NONE).message())
                    .isEqualTo(
                            "Requested operation is not valid: the server is ending and takes no"
                                    + " further calls");
            assertThat(end).isNotDone();

            assertThat(answer.reply(NoValue.NONE).toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .isEqualTo(Delivery.WRITTEN);
            assertThat(wire.reply().header().procedure()).isEqualTo(250);
            assertThat(wire.next()).isEmpty();
            end.get(5, TimeUnit.SECONDS);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void doesNotCutOffWhoIsAboutToCall() throws Exception {
        try (RunningServer server = server();
                Wire wire = server.connect().open()) {
            CompletableFuture<Integer> dismissed = dismiss(server);
            assertThat(wire.next()).isEmpty();

            wire.send(Remote.NODE_SUSPEND_FOR_DURATION, minute()); // to a closed socket: EPIPE

            assertThat(dismissed.get(5, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(server.gone.poll(5, TimeUnit.SECONDS)).isEqualTo("all was said");
            assertThat(answers).isEmpty();
        }
    }

    /// A client without an event loop, such as virt-top 1.1 or a script with Sys::Virt, looks at
    /// its socket only when it calls. One that writes to a closed socket dies of SIGPIPE.
    @Test
    void keepsTheSocketHalfOpenForAClientThatCallsLongAfterwards() throws Exception {
        try (RunningServer server = server();
                Wire wire = server.connect().open();
                Wire talking = server.connect().open()) {
            talking.send(Remote.NODE_SUSPEND_FOR_DURATION, minute());
            Answer<NoValue> _ = answers.take();
            assertThat(
                            server.server.dismiss(
                                    _ -> true,
                                    CloseReason.END_OF_FILE,
                                    Duration.ofMillis(400),
                                    "they were sent home"))
                    .isEqualTo(2);
            assertThat(server.server.connections()).isEmpty();

            for (Wire client : List.of(wire, talking)) {
                for (int calls = 0; calls < 3; calls++) {
                    client.send(Remote.NODE_SUSPEND_FOR_DURATION, minute()); // throws on EPIPE
                }
                assertThat(client.next()).isEmpty();
            }
            assertThat(answers).isEmpty();
            assertThat(server.gone)
                    .containsExactlyInAnyOrder("all was said", "they were sent home");
        }
    }

    @Test
    void closesTheOldestSocketWhereTooManyClientsDoNotLeave() throws Exception {
        List<Wire> clients = new ArrayList<>();
        try (RunningServer server = server()) {
            for (int i = 0; i < 260; i++) {
                clients.add(server.connect().open());
            }
            assertThat(dismiss(server).get(20, TimeUnit.SECONDS)).isEqualTo(260);

            // The last of them may be closed as soon as its reader has seen it.
            while (stillOpen(clients) > 256) {
                Thread.sleep(10);
            }
            assertThat(stillOpen(clients)).isEqualTo(256);
        } finally {
            for (Wire client : clients) {
                client.close();
            }
        }
    }

    private static long stillOpen(List<Wire> clients) throws Exception {
        long open = 0;
        for (Wire client : clients) {
            try {
                client.send(Remote.NODE_SUSPEND_FOR_DURATION, minute());
                open++;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("Broken pipe");
            }
        }
        return open;
    }

    @Test
    void doesNotWaitLongForWhoDoesNotSeeTheEnd() throws Exception {
        try (RunningServer server = server();
                Wire _ = server.connect().open()) {
            assertThat(dismiss(server).get(5, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(server.gone.poll(5, TimeUnit.SECONDS)).isEqualTo("all was said");
        }
    }

    private RunningServer server() throws IOException {
        return RunningServer.in(
                folder,
                program,
                usual -> usual.with(usual.limits().withSystemThreads(systemThreads)));
    }

    private static CompletableFuture<Integer> dismiss(RunningServer server) {
        return CompletableFuture.supplyAsync(() ->
                server.server.dismiss(
                        _ -> true,
                        CloseReason.END_OF_FILE,
                        Duration.ofSeconds(20),
                        "they were sent home"));
    }

    @Test
    void doesNotWaitBeyondItsGrace() throws Exception {
        RunningServer server = server();
        try (Wire wire = server.connect().open()) {
            wire.send(Remote.NODE_SUSPEND_FOR_DURATION, minute());
            Answer<NoValue> answer = answers.take();

            server.server.close(CloseReason.ERROR, Duration.ofMillis(100));

            assertThat(wire.ended()).isTrue();
            assertThat(answer.reply(NoValue.NONE).toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .isEqualTo(Delivery.LOST);
        }
    }

    @Test
    void tellsThatAReplyNeverArrived() throws Exception {
        try (RunningServer server = server()) {
            Wire wire = server.connect().open();
            wire.send(Remote.NODE_SUSPEND_FOR_DURATION, minute());
            Answer<NoValue> answer = answers.take();
            wire.close();
            assertThat(server.gone.poll(5, TimeUnit.SECONDS)).isEqualTo("it ended the connection");

            assertThat(
                            answer.fail(RpcError.rpc("too late"))
                                    .toCompletableFuture()
                                    .get(5, TimeUnit.SECONDS))
                    .isEqualTo(Delivery.LOST);
        }
    }

    @Test
    void readsNoFurtherCallsWhereTooManyWaitForTheirAnswers() throws Exception {
        try (RunningServer server = server();
                Wire wire = server.connect().open()) {
            int most = RunningServer.IMPATIENT.unansweredCalls();
            for (int i = 0; i < most + 3; i++) {
                wire.send(Remote.NODE_SUSPEND_FOR_DURATION, minute());
            }
            for (int i = 0; i < most; i++) {
                assertThat(answers.poll(5, TimeUnit.SECONDS)).isNotNull().satisfies(later::add);
            }
            assertThat(answers.poll(200, TimeUnit.MILLISECONDS)).isNull();

            for (Answer<NoValue> answer : later) {
                answer.reply(NoValue.NONE);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(answers.poll(5, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void replacesTheSocketOfADeadServerAndNoOther() throws Exception {
        RunningServer dead = server();
        Files.move(dead.readWrite, folder.resolve("kept"));
        dead.close();
        Files.move(folder.resolve("kept"), dead.readWrite);
        Files.setPosixFilePermissions(dead.readWrite, PosixFilePermissions.fromString("rwx------"));

        try (RunningServer server = server()) {
            assertThat(Files.getPosixFilePermissions(server.readWrite))
                    .isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
            assertThatThrownBy(() -> server())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a server listens at");
            try (Wire wire = server.connect().open()) {
                assertThat(wire.call(Remote.GET_TYPE)).isEqualTo("Later");
            }
        }
        Files.writeString(folder.resolve("rw"), "a file");
        assertThatThrownBy(() -> server()).hasMessageContaining("is there and is no socket");
    }

    private static SuspendArguments minute() {
        return new SuspendArguments(SuspendArguments.MEMORY, 60, 0);
    }
}
