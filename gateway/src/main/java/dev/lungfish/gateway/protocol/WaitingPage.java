package dev.lungfish.gateway.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What is answered by HTTP where a host is not there yet: status 503 and `Retry-After`.
///
/// **Source:** RFC 9110 section 15.6.4 and 10.2.3.
public final class WaitingPage {
    private WaitingPage() {}

    /// A page for a browser, which asks again by itself.
    ///
    /// @param host its name
    /// @param retry when it is worth asking again; whole seconds, at least one
    /// @param head whether only the head is asked for
    public static byte[] waking(String host, Duration retry, boolean head) {
        String page =
                """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><meta http-equiv="refresh" content="%2$d">
                <title>%1$s is waking</title></head>
                <body><h1>%1$s is waking</h1>
                <p>It was asleep to save power. This page asks again every %2$d s.</p></body>
                </html>
                """
                        .formatted(escaped(host), seconds(retry));
        return answer(retry, "text/html; charset=utf-8", page, head);
    }

    /// An answer for programs.
    ///
    /// @param why a sentence
    public static byte[] refusal(String why, Duration retry, boolean head) {
        return answer(retry, "text/plain; charset=utf-8", why + "\n", head);
    }

    private static byte[] answer(Duration retry, String type, String body, boolean head) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return """
        HTTP/1.1 503 Service Unavailable\r
        Retry-After: %d\r
        Content-Type: %s\r
        Content-Length: %d\r
        Cache-Control: no-store\r
        Connection: close\r
        \r
        %s\
        """
                .formatted(seconds(retry), type, length, head ? "" : body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static long seconds(Duration length) {
        return Math.max(1, length.toSeconds());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
