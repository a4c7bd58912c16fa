package dev.lungfish.gateway.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What of a request of HTTP/1 matters while its host wakes: who asks. Nothing else is understood.
///
/// **Source:** RFC 9112 section 3, RFC 9110 section 12.5.1.
///
/// @param method as it is sent
/// @param path as it is sent
/// @param html whether an answer in HTML is wanted: a person sits before it
public record HttpHead(String method, String path, boolean html) {
    /// Longer ones are no request of a person.
    public static final int LONGEST = 16 * 1024;

    private static final Pattern LINE =
            Pattern.compile("([A-Z]{1,16}) (\\S{1,8192}) HTTP/1\\.[01]");

    /// Understands the first bytes of a connection.
    ///
    /// @param bytes what has come, from its position to its limit; not changed
    public static FirstBytes<HttpHead> read(ByteBuffer bytes) {
        int length = Math.min(bytes.remaining(), LONGEST);
        byte[] copy = new byte[length];
        bytes.get(bytes.position(), copy);
        String text = new String(copy, StandardCharsets.ISO_8859_1);
        int line = text.indexOf("\r\n");
        if (line < 0 && !text.isEmpty() && !Character.isUpperCase(text.charAt(0))) {
            return new FirstBytes.Malformed<>();
        }
        if (line >= 0 && !LINE.matcher(text.substring(0, line)).matches()) {
            return new FirstBytes.Malformed<>();
        }
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return length == LONGEST ? new FirstBytes.Malformed<>() : new FirstBytes.Incomplete<>();
        }
        String[] first = text.substring(0, line).split(" ", 3);
        boolean html =
                text.substring(line, end)
                        .lines()
                        .map(header -> header.toLowerCase(Locale.ROOT))
                        .filter(header -> header.startsWith("accept:"))
                        .anyMatch(header -> header.contains("text/html"));
        return new FirstBytes.Understood<>(new HttpHead(first[0], first[1], html), end + 4);
    }

    /// Whether a person waits for a page, who may see another one meanwhile.
    public boolean isForAPerson() {
        return html && (method.equals("GET") || method.equals("HEAD"));
    }

    /// The head of a whole request; empty where there is none.
    public static Optional<HttpHead> of(ByteBuffer bytes) {
        return read(bytes) instanceof FirstBytes.Understood(HttpHead head, _)
                ? Optional.of(head)
                : Optional.empty();
    }
}
