package dev.lungfish.controller.page;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a browser is told to allow, and it is little: files of this controller alone, no scripts
/// and styles in the document, nobody's frame, no word to others where somebody came from.
///
/// **Source:** Content Security Policy Level 3; Fetch, sections 3.5 and 3.7; HTML, section 7.1.3.
final class PageHeaders {
    private static final Map<HeaderName, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put(
                HeaderNames.create("Content-Security-Policy"),
                String.join(
                        "; ",
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self'",
                        "connect-src 'self'",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'",
                        "trusted-types 'none'"));
        ALL.put(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        ALL.put(HeaderNames.create("X-Frame-Options"), "DENY");
        ALL.put(HeaderNames.create("Referrer-Policy"), "no-referrer");
        ALL.put(HeaderNames.create("Cross-Origin-Opener-Policy"), "same-origin");
        ALL.put(HeaderNames.create("Cross-Origin-Resource-Policy"), "same-origin");
        ALL.put(HeaderNames.create("Cross-Origin-Embedder-Policy"), "require-corp");
        ALL.put(
                HeaderNames.create("Permissions-Policy"),
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
    }

    private PageHeaders() {}

    static void on(ServerResponse response) {
        ALL.forEach(response::header);
    }
}
