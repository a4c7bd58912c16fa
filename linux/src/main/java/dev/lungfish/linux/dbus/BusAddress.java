package dev.lungfish.linux.dbus;

import dev.lungfish.linux.tree.HostTree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The address of a message bus.
///
/// **Source:** D-Bus Specification 0.42, "Server Addresses": alternatives separated by `;`, each
/// `transport:key=value,...`; "Well-known Message Bus Instances" for the system bus.
///
/// @param text in the notation of D-Bus: `unix:path=/run/dbus/system_bus_socket`
public record BusAddress(String text) {
    private static final String VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS";

    /// An alternative whose path needs no unescaping.
    private static final Pattern UNIX_SOCKET = Pattern.compile("unix:path=([-A-Za-z0-9_/.]+)");

    public BusAddress {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a bus address is empty or holds a zero byte");
        }
    }

    /// The system bus: `DBUS_SYSTEM_BUS_ADDRESS`, else the common default of systemd and
    /// dbus-daemon.
    public static BusAddress system() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(text -> !text.isEmpty())
                .map(BusAddress::new)
                .orElseGet(() -> ofSocket(Path.of("/run/dbus/system_bus_socket")));
    }

    /// A bus that listens on a unix socket.
    ///
    /// @param socket an absolute path without characters that need escaping in an address
    public static BusAddress ofSocket(Path socket) {
        String text = "unix:path=" + socket;
        if (!socket.isAbsolute() || !UNIX_SOCKET.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "an absolute path of letters, digits and -_/. expected, found '%s'"
                            .formatted(socket));
        }
        return new BusAddress(text);
    }

    /// Whether a bus may listen there: false only if each alternative is a unix socket that does
    /// not exist. Only checks the file system, and loads no library.
    public boolean mayListen() {
        return alternatives()
                .map(UNIX_SOCKET::matcher)
                .anyMatch(socket -> !socket.matches() || exists(socket));
    }

    private Stream<String> alternatives() {
        return Arrays.stream(text.split(";", -1)).filter(part -> !part.isEmpty());
    }

    private static boolean exists(Matcher socket) {
        String path = socket.group(1);
        return !path.startsWith("/") || HostTree.live().exists(path);
    }
}
