package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.state.json.JsonObject;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The controls of a machine under QEMU. Safe for use by several threads; events come on a thread
/// of their own.
///
/// **Source:** QEMU `docs/interop/qmp-spec.rst`.
final class Qmp implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LineSocket socket;
    private final LinkedBlockingQueue<JsonObject> answers;

    private Qmp(LineSocket socket, LinkedBlockingQueue<JsonObject> answers) {
        this.socket = socket;
        this.answers = answers;
    }

    /// Connects and agrees on the protocol.
    static Qmp connect(Path path, Deadline deadline, Consumer<QmpEvent> events) {
        LinkedBlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
        LineSocket socket =
                LineSocket.connect(
                        path,
                        deadline,
                        line -> {
                            JsonObject said =
                                    JsonObject.parse(line.getBytes(StandardCharsets.UTF_8));
                            if (said.has("event")) {
                                events.accept(event(said));
                            } else if (!said.has("QMP")) {
                                answers.add(said);
                            }
                        });
        Qmp qmp = new Qmp(socket, answers);
        qmp.execute("qmp_capabilities");
        return qmp;
    }

    private static QmpEvent event(JsonObject said) {
        JsonObject at = said.object("timestamp");
        return new QmpEvent(
                said.text("event"),
                Instant.ofEpochSecond(at.number("seconds"), at.number("microseconds") * 1000));
    }

    /// Runs a command of QEMU without arguments.
    ///
    /// @return the whole answer
    /// @throws LabException if QEMU refuses or does not answer
    JsonObject execute(String command) {
        return execute(command, "{}");
    }

    /// Runs a command of QEMU.
    ///
    /// @param arguments a JSON object
    /// @return the whole answer
    /// @throws LabException if QEMU refuses or does not answer
    synchronized JsonObject execute(String command, String arguments) {
        socket.send("{\"execute\":\"%s\",\"arguments\":%s}".formatted(command, arguments));
        JsonObject answer;
        try {
            answer = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LabException(command + ": interrupted");
        }
        if (answer == null) {
            throw new LabException(
                    command + ": QEMU did not answer within " + PATIENCE.toSeconds() + " s");
        }
        if (answer.has("error")) {
            throw new LabException(
                    command + ": QEMU refuses: " + answer.object("error").text("desc"));
        }
        return answer;
    }

    /// `running`, `suspended`, ...
    String status() {
        return execute("query-status").object("return").text("status");
    }

    @Override
    public void close() {
        socket.close();
    }
}
