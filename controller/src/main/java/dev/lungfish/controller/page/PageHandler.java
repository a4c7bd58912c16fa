package dev.lungfish.controller.page;

import dev.lungfish.controller.page.PageFiles.PageFile;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.regex.Pattern;

/// Serves the page: its files, and for the address of each view the one document that shows it. All
/// other requests are for the next handler. Safe for use by several threads.
public final class PageHandler implements Handler {
    /// The views, each with an address of its own.
    private static final Pattern VIEWS =
            Pattern.compile("/|/(hosts|pools)(/[^/]+)?|/(energy|events|audit)");

    private static final String ASSETS = "/assets/";

    private final PageFiles files;

    /// With the page of this build.
    public PageHandler() {
        files = PageFiles.ofBuild();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Method method = request.prologue().method();
        String path = request.path().rawPath();
        boolean asset = path.startsWith(ASSETS);
        Optional<PageFile> file =
                asset || VIEWS.matcher(path).matches()
                        ? files.named(asset ? path.substring(1) : PageFiles.SHELL)
                        : Optional.empty();
        if (file.isEmpty() || !(method.equals(Method.GET) || method.equals(Method.HEAD))) {
            response.next();
            return;
        }
        PageHeaders.on(response);
        response.header(HeaderNames.CONTENT_TYPE, file.get().type())
                .header(HeaderNames.VARY, "Accept-Encoding")
                // The name of an asset has a digest of it. The document names the assets of a
                // build.
                .header(
                        HeaderNames.CACHE_CONTROL,
                        asset ? "public, max-age=31536000, immutable" : "no-cache");
        boolean zips =
                request.headers()
                        .first(HeaderNames.ACCEPT_ENCODING)
                        .filter(taken -> taken.contains("gzip"))
                        .isPresent();
        if (zips && file.get().zipped().isPresent()) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip").send(file.get().zipped().get());
        } else {
            response.send(file.get().plain());
        }
    }
}
