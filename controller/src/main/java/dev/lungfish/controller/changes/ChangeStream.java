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
import java.util.function.LongFunction;

/// Writes what happens as Server-Sent Events until the client goes or the controller ends.
///
/// **Source:** WHATWG HTML, "Server-sent events".
///
/// A client that says up to where it has read misses nothing. Where that is too long ago, or is not
/// of this database, it is told of a gap, and reads all anew.
public record ChangeStream(ChangeFeed feed, Words words) {
    /// What is told, as JSON in one line.
    ///
    /// @param event of one event
    /// @param batch of some events and of what the hosts are that they are about
    /// @param begin of the beginning, after the event with a number
    /// @param gap of a gap: what happens is told from a number on
    public record Words(
            Function<EventTable.Row, byte[]> event,
            Function<List<EventTable.Row>, byte[]> batch,
            LongFunction<byte[]> begin,
            LongFunction<byte[]> gap) {}

    /// What a client wants.
    ///
    /// @param types of [#TYPES]
    /// @param batch whether events that come together are told together
    public record Wish(Set<String> types, boolean batch) {}

    /// The most events that are told to who comes again.
    static final long MOST_MISSED = 10_000;

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
    /// @throws ReasonException where too many follow already
    public void write(Optional<Long> after, Wish wish, ServerResponse response) {
        try (ChangeFeed.Reader reader =
                        feed.reader()
                                .orElseThrow(() ->
                                        new ReasonException(
                                                new RestReason.TooManyReaders(
                                                        feed.settings().readers())));
                OutputStream out = response.outputStream()) {
            send(reader, out, BEGIN);
            Optional<Long> known = after.filter(this::isKnown);
            long from = known.orElseGet(feed::last);
            if (wish.batch()) {
                send(reader, out, message("begin", words.begin().apply(from)));
            }
            if (after.isPresent() && known.isEmpty()) {
                send(reader, out, message("gap", words.gap().apply(from)));
            }
            follow(reader, out, wish, from);
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

    /// A number that is not there yet is of another database.
    private boolean isKnown(long seq) {
        long kept = feed.kept();
        return seq <= kept && kept - seq <= MOST_MISSED;
    }

    private void follow(ChangeFeed.Reader reader, OutputStream out, Wish wish, long from)
            throws IOException, InterruptedException {
        long seq = from;
        for (Optional<List<EventTable.Row>> rows = feed.after(seq);
                rows.isPresent();
                rows = feed.after(seq)) {
            if (rows.get().isEmpty()) {
                send(reader, out, HEARTBEAT);
            }
            List<EventTable.Row> wanted =
                    rows.get().stream().filter(row -> wish.types().contains(type(row))).toList();
            if (wish.batch() && !wanted.isEmpty()) {
                send(reader, out, batch(wanted));
            } else {
                for (EventTable.Row row : wanted) {
                    send(reader, out, event(row));
                }
            }
            seq = rows.get().isEmpty() ? seq : rows.get().getLast().seq();
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
        return numbered(row.seq(), message(type(row), words.event().apply(row)));
    }

    private byte[] batch(List<EventTable.Row> rows) {
        return numbered(rows.getLast().seq(), message("batch", words.batch().apply(rows)));
    }

    private static byte[] numbered(long seq, byte[] message) {
        return "id: %d\n%s"
                .formatted(seq, new String(message, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] message(String type, byte[] data) {
        return "event: %s\ndata: %s\n\n"
                .formatted(type, new String(data, StandardCharsets.UTF_8))
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
