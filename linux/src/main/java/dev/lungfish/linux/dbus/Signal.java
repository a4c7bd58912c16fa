package dev.lungfish.linux.dbus;

/// A signal that some service on the bus sends.
///
/// @param sender the service: `org.freedesktop.login1`
/// @param path the object: `/org/freedesktop/login1`
/// @param interfaceName `org.freedesktop.login1.Manager`
/// @param member the signal: `PrepareForSleep`
public record Signal(String sender, String path, String interfaceName, String member) {

    /// The signal with its interface, as in messages.
    public String name() {
        return interfaceName + "." + member;
    }

    /// The match rule for the bus.
    ///
    /// **Source:** D-Bus Specification 0.42, "Match Rules".
    String matchRule() {
        return "type='signal',sender='%s',path='%s',interface='%s',member='%s'"
                .formatted(sender, path, interfaceName, member);
    }
}
