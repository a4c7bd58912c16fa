package dev.lungfish.controller.changes;

import dev.lungfish.controller.rest.RestReason;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.StoreException;
import dev.lungfish.core.text.ReasonException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Writes what happens as Server-Sent Events until the client goes or the controller ends.
///
/// **Source:** WHATWG HTML, "Server-sent events".
///
/// @param data what is told of an event, as JSON in one line
public record ChangeStream(ChangeFeed feed, Function<EventTable.Row, byte[]> data) {
    /// Of the answer.
    public static final String CONTENT_TYPE = "text/event-stream";

    /// The events that there are.
    public static final Set<String> TYPES = Set.of("host", "demand", "event");

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    /// How soon a client that lost its connection comes again.
    private static final byte[] BEGIN = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

    /// Writes.
    ///
    /// @param after the number up to which the client has read; empty for what happens from now on
    /// @param types of [#TYPES]
    /// @throws ReasonException where too many follow already
    public void write(Optional<Long> after, Set<String> types, ServerResponse response) {
        try (ChangeFeed.Reader reader =
                        feed.reader()
                                .orElseThrow(() ->
                                        new ReasonException(
                                                new RestReason.TooManyReaders(
                                                        feed.settings().readers())));
                OutputStream out = response.outputStream()) {
            send(reader, out, BEGIN);
            // A number that is not there yet is of another database: begin anew.
            long from = after.filter(seq -> seq <= feed.kept()).orElseGet(feed::last);
            follow(reader, out, types, from);
        } catch (IOException
                | UncheckedIOException
                | ServerConnectionException
                | StoreException _) {
            // The client has gone, or was too slow, or the database failed: the client comes
            // again, and says where it was.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(ChangeFeed.Reader reader, OutputStream out, Set<String> types, long from)
            throws IOException, InterruptedException {
        long seq = from;
        for (Optional<List<EventTable.Row>> rows = feed.after(seq);
                rows.isPresent();
                rows = feed.after(seq)) {
            if (rows.get().isEmpty()) {
                send(reader, out, HEARTBEAT);
            }
            for (EventTable.Row row : rows.get()) {
                seq = row.seq();
                if (types.contains(type(row))) {
                    send(reader, out, event(row));
                }
            }
        }
    }

    private static void send(ChangeFeed.Reader reader, OutputStream out, byte[] text)
            throws IOException {
        reader.begins();
        out.write(text);
        out.flush();
        reader.ends();
    }

    private byte[] event(EventTable.Row row) {
        return "id: %d\nevent: %s\ndata: %s\n\n"
                .formatted(
                        row.seq(), type(row), new String(data.apply(row), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String type(EventTable.Row row) {
        return switch (row.code()) {
            case "fleet-host-state" -> "host";
            case "demand-made", "demand-ended" -> "demand";
            default -> "event";
        };
    }
}
