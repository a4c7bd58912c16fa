package dev.lungfish.daemon.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Answers requests for the page, one on each connection. Safe for use by several threads; the page
/// is written for one after the other, as a moment passes in which the power is measured.
///
/// **Source:** RFC 9110 and RFC 9112; `Date` in the form of RFC 9110, 5.6.7.
final class MetricsAnswers {
    private static final String PATH = "/metrics";
    private static final byte[] NOTHING = {};
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Supplier<byte[]> page;
    private final Supplier<Instant> clock;
    private final Log log;
    private final ReentrantLock writing = new ReentrantLock();

    MetricsAnswers(Supplier<byte[]> page, Supplier<Instant> clock, Log log) {
        this.page = page;
        this.clock = clock;
        this.log = log;
    }

    /// Reads one request and answers it.
    ///
    /// @param admitted whether this client may read the page
    /// @throws IOException where the connection breaks
    void answer(InputStream in, OutputStream out, boolean admitted) throws IOException {
        InputStream received = new BufferedInputStream(in);
        RequestHead head;
        try {
            head = RequestHead.read(received);
        } catch (RequestHead.BadRequestException _) {
            write(out, "400 Bad Request", "", NOTHING, true);
            // What is left unread would make the kernel take the answer back.
            received.skipNBytes(received.available());
            return;
        }
        boolean whole = head.method().equals("GET");
        if (!admitted) {
            write(out, "403 Forbidden", "", NOTHING, true);
        } else if (!head.path().equals(PATH)) {
            write(out, "404 Not Found", "", NOTHING, true);
        } else if (!whole && !head.method().equals("HEAD")) {
            write(out, "405 Method Not Allowed", "Allow: GET, HEAD\r\n", NOTHING, true);
        } else {
            page(out, whole);
        }
    }

    private void page(OutputStream out, boolean whole) throws IOException {
        byte[] content;
        writing.lock();
        try {
            content = page.get();
        } catch (RuntimeException e) {
            log.event(new LogEvent.MetricsNotWritten(e));
            write(out, "500 Internal Server Error", "", NOTHING, true);
            return;
        } finally {
            writing.unlock();
        }
        write(out, "200 OK", "Content-Type: " + MetricsPage.CONTENT_TYPE + "\r\n", content, whole);
    }

    private void write(
            OutputStream out, String status, String fields, byte[] content, boolean withContent)
            throws IOException {
        String head =
                "HTTP/1.1 %s\r\nDate: %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(status, DATE.format(clock.get()), fields, content.length);
        out.write(head.getBytes(US_ASCII));
        if (withContent) {
            out.write(content);
        }
        out.flush();
    }
}
