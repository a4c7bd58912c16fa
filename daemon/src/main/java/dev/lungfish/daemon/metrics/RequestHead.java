package dev.lungfish.daemon.metrics;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request of HTTP begins with. Of its fields none matters here.
///
/// **Source:** RFC 9112, chapters 2 and 3.
///
/// @param method `GET`
/// @param path without a query
record RequestHead(String method, String path) {
    /// The most that is read of a head.
    static final int MOST_BYTES = 8192;

    private static final Pattern LINE =
            Pattern.compile("([A-Z]{1,32}) (/[^ ?]*)[^ ]* HTTP/1\\.[01]");

    /// What is no head of a request.
    static final class BadRequestException extends IOException {
        @Serial private static final long serialVersionUID = 1L;

        BadRequestException(String message) {
            super(message);
        }
    }

    /// Reads a head to its end, the empty line.
    ///
    /// @throws BadRequestException where it is none, or too long
    /// @throws IOException where the connection ends before it does
    static RequestHead read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!endsWithEmptyLine(text)) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended within a request");
            }
            if (text.length() >= MOST_BYTES) {
                throw new BadRequestException(
                        "a request's head of more than " + MOST_BYTES + " bytes");
            }
            text.append((char) next);
        }
        String line = text.substring(0, text.indexOf("\n")).strip();
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new BadRequestException("no request of HTTP/1.1");
        }
        return new RequestHead(matcher.group(1), matcher.group(2));
    }

    private static boolean endsWithEmptyLine(StringBuilder text) {
        int length = text.length();
        return length > 1
                && text.charAt(length - 1) == '\n'
                && (text.charAt(length - 2) == '\n'
                        || (length > 3 && text.substring(length - 4).equals("\r\n\r\n")));
    }
}
