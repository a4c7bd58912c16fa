package dev.lungfish.controller.rest;

import dev.lungfish.core.text.ReasonException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All calls, found by method and path. There is no other way to an answer, so what is not here is
/// not served. Immutable.
public final class Routes {
    private static final int MOST_SEGMENTS = 8;

    private final List<Route<?, ?>> all;

    public Routes(List<? extends Route<?, ?>> all) {
        this.all = List.copyOf(all);
    }

    /// In the order in which they were given.
    public List<Route<?, ?>> all() {
        return all;
    }

    /// The call that a request means.
    record Match(Route<?, ?> route, Map<String, String> path) {}

    /// Finds it.
    ///
    /// @param path as it was sent
    /// @throws ReasonException where the path has no call, or none with this method
    Match find(String method, String path) {
        List<String> segments = List.of(path.replaceFirst("^/", "").split("/", MOST_SEGMENTS));
        List<Match> found = all.stream().flatMap(route -> match(route, segments).stream()).toList();
        if (found.isEmpty()) {
            throw new ReasonException(new RestReason.RouteUnknown(path));
        }
        return found.stream()
                .filter(match -> match.route().method().name().equals(method))
                .findFirst()
                .orElseThrow(() ->
                        new ReasonException(
                                new RestReason.MethodNotAllowed(
                                        method,
                                        found.stream()
                                                .map(match -> match.route().method().name())
                                                .toList())));
    }

    private static Optional<Match> match(Route<?, ?> route, List<String> segments) {
        List<String> expected = route.segments();
        if (expected.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> path = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = expected.get(i);
            if (Route.isParameter(segment)) {
                path.put(segment.substring(1, segment.length() - 1), decoded(segments.get(i)));
            } else if (!segment.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return path.containsValue("") ? Optional.empty() : Optional.of(new Match(route, path));
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
