package dev.lungfish.libvirt.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A URI of libvirt: `driver[+transport]://[user@][host][:port]/path[?parameters]`.
///
/// @param driver `qemu`, `lungfish`, or `remote`: the server chooses
/// @param path `/system`, `/session`
/// @param parameters decoded, in order
/// @param name the name that the server is to open
///
///   **Source:** libvirt 9.0 `doRemoteOpen` in `src/remote/remote_driver.c`, `docs/uri.rst`.
public record LibvirtUri(
        String driver,
        Way way,
        @Nullable String user,
        @Nullable String host,
        @Nullable Integer port,
        String path,
        Map<String, String> parameters,
        String name) {

    /// Parameters for the client; all others are for the server.
    private static final List<String> CLIENT_PARAMETERS =
            List.of(
                    "name",
                    "socket",
                    "auth",
                    "authfile",
                    "pkipath",
                    "no_verify",
                    "no_sanity",
                    "no_tty",
                    "command",
                    "netcat",
                    "keyfile",
                    "known_hosts",
                    "known_hosts_verify",
                    "sshauth",
                    "tls_priority",
                    "mode",
                    "proxy");

    /// The transports.
    public enum Way {
        UNIX("unix", 0),
        TCP("tcp", 16_509),
        TLS("tls", 16_514),
        SSH("ssh", 22);

        private final String spelling;
        private final int port;

        Way(String spelling, int port) {
            this.spelling = spelling;
            this.port = port;
        }

        /// As spelled in a URI.
        public String spelling() {
            return spelling;
        }
    }

    public LibvirtUri {
        parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /// Parses a URI.
    ///
    /// @throws MalformedUriException naming the wrong part
    public static LibvirtUri parse(String text) throws MalformedUriException {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new MalformedUriException("'" + text + "' is no URI: " + e.getMessage());
        }
        if (uri.getScheme() == null || uri.isOpaque()) {
            throw new MalformedUriException(
                    "'%s' does not begin with a driver, as in qemu:///system".formatted(text));
        }
        String[] scheme = uri.getScheme().split("\\+", 2);
        String host = host(text, uri);
        Way way = way(text, scheme.length == 2 ? scheme[1] : host == null ? "unix" : "tls");
        if (way != Way.UNIX && host == null) {
            throw new MalformedUriException(
                    "'%s' names no host, which %s needs".formatted(text, way.spelling));
        }
        if (way == Way.UNIX && host != null) {
            throw new MalformedUriException(
                    "'%s' names the host '%s', and a Unix socket is of this host: use +tls or +ssh"
                            .formatted(text, host));
        }
        Map<String, String> parameters = parameters(text, uri.getRawQuery());
        String path = Objects.requireNonNullElse(uri.getPath(), "");
        return new LibvirtUri(
                scheme[0],
                way,
                uri.getUserInfo(),
                host,
                uri.getPort() < 0 ? null : (Integer) uri.getPort(),
                path,
                parameters,
                name(scheme[0], uri, parameters));
    }

    /// The port of the URI, or libvirt's default for the transport.
    public int portOrDefault() {
        return port == null ? way.port : port;
    }

    /// One of the parameters.
    public Optional<String> parameter(String parameter) {
        return Optional.ofNullable(parameters.get(parameter));
    }

    /// Whether the server's certificate is checked: not with `no_verify=1`.
    public boolean verify() {
        String value = parameters.get("no_verify");
        return value == null || value.equals("0");
    }

    private static @Nullable String host(String text, URI uri) throws MalformedUriException {
        if (uri.getHost() == null
                && uri.getRawAuthority() != null
                && !uri.getRawAuthority().isEmpty()) {
            throw new MalformedUriException(
                    "'%s' has '%s' where [user@]host[:port] belongs"
                            .formatted(text, uri.getRawAuthority()));
        }
        String host = uri.getHost();
        return host != null && host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Way way(String text, String spelling) throws MalformedUriException {
        for (Way way : Way.values()) {
            if (way.spelling.equals(spelling)) {
                return way;
            }
        }
        throw new MalformedUriException(
                "'%s' asks for the transport '%s'; there are unix, tcp, tls and ssh"
                        .formatted(text, spelling));
    }

    private static Map<String, String> parameters(String text, @Nullable String query)
            throws MalformedUriException {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null) {
            return parameters;
        }
        for (String part : query.split("[&;]", -1)) {
            String[] pair = part.split("=", 2);
            if (!pair[0].isEmpty()) {
                parameters.put(
                        decode(text, pair[0]), pair.length == 2 ? decode(text, pair[1]) : "");
            }
        }
        return parameters;
    }

    private static String decode(String text, String part) throws MalformedUriException {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedUriException("'%s' has '%s' in it".formatted(text, part));
        }
    }

    /// The URI without the client's parts.
    private static String name(String driver, URI uri, Map<String, String> parameters) {
        String given = parameters.get("name");
        if (given != null) {
            return given;
        }
        if (driver.equals("remote")) {
            return "";
        }
        String query =
                parameters.entrySet().stream()
                        .filter(entry -> !CLIENT_PARAMETERS.contains(entry.getKey()))
                        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return "%s://%s%s%s"
                .formatted(
                        driver,
                        Objects.requireNonNullElse(uri.getRawPath(), ""),
                        query.isEmpty() ? "" : "?" + query,
                        uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment());
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
