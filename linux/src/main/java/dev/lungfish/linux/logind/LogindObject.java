package dev.lungfish.linux.logind;

import dev.lungfish.linux.dbus.MethodCall;
import java.util.List;

/// The object of logind on the bus that answers for the whole host.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`, "The Manager Object".
final class LogindObject {
    static final String SERVICE = "org.freedesktop.login1";
    static final String PATH = "/org/freedesktop/login1";
    static final String MANAGER = "org.freedesktop.login1.Manager";

    private LogindObject() {}

    static MethodCall call(String member, MethodCall.Argument... arguments) {
        return new MethodCall(SERVICE, PATH, MANAGER, member, List.of(arguments));
    }
}
