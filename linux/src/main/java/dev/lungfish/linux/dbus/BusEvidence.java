package dev.lungfish.linux.dbus;

import dev.lungfish.core.evidence.Reading;

/// What a failed call says about its service.
public final class BusEvidence {
    private BusEvidence() {}

    /// A reading that could not be made: absent if the service is not there.
    ///
    /// @param source the call, as in evidence
    public static <T> Reading<T> broken(String source, BusException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case ErrorReplyException reply -> refused(source, reply.errorName(), message);
            case BusAccessException _ -> new Reading.Denied<>(source, message);
            case UnexpectedReplyException _ -> new Reading.Malformed<>(source, message);
            default -> new Reading.Failed<>(source, message);
        };
    }

    /// **Source:** D-Bus Specification 0.42, "Message Bus Messages"; dbus-daemon answers `Spawn...`
    /// if the file of an activatable service leads to no service, like those of systemd on a host
    /// without it; systemd `src/libsystemd/sd-bus/bus-common-errors.h`.
    private static <T> Reading<T> refused(String source, String errorName, String message) {
        return switch (errorName) {
            case "org.freedesktop.DBus.Error.ServiceUnknown",
                    "org.freedesktop.DBus.Error.NameHasNoOwner",
                    "org.freedesktop.DBus.Error.Spawn.ChildExited",
                    "org.freedesktop.DBus.Error.Spawn.ExecFailed",
                    "org.freedesktop.DBus.Error.Spawn.ServiceNotFound",
                    "org.freedesktop.systemd1.NoSuchUnit",
                    "org.freedesktop.systemd1.UnitMasked",
                    "org.freedesktop.DBus.Error.UnknownMethod" ->
                    new Reading.Absent<>(source);
            case "org.freedesktop.DBus.Error.AccessDenied" -> new Reading.Denied<>(source, message);
            default -> new Reading.Failed<>(source, message);
        };
    }
}
