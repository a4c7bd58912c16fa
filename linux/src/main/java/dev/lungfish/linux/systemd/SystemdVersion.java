package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.dbus.Bus;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusEvidence;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.dbus.MethodCall;
import dev.lungfish.linux.dbus.Reply;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Patience;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which systemd runs.
///
/// **Source:** systemd `man/org.freedesktop.systemd1.xml`, property `Version` of the manager:
/// `252.39-1~deb12u1`, `257.13-1~deb13u1`.
public final class SystemdVersion {
    private static final String SERVICE = "org.freedesktop.systemd1";
    private static final Pattern NUMBER = Pattern.compile("v?(\\d{1,5})\\b.*");
    private static final MethodCall CALL =
            new MethodCall(
                    SERVICE,
                    "/org/freedesktop/systemd1",
                    "org.freedesktop.DBus.Properties",
                    "Get",
                    List.of(
                            new MethodCall.Argument.Text(SERVICE + ".Manager"),
                            new MethodCall.Argument.Text("Version")));
    private static final String SOURCE = SERVICE + ".Manager.Version";

    private SystemdVersion() {}

    /// Of this machine.
    public static Reading<Integer> read() {
        return read(BusAddress.system(), Patience.SERVICE);
    }

    static Reading<Integer> read(BusAddress address, Patience patience) {
        return address.mayListen()
                ? patience.ask(deadline -> read(address, deadline))
                : new Reading.Absent<>(SOURCE);
    }

    private static Reading<Integer> read(BusAddress address, Deadline deadline) {
        try (Bus bus = Bus.open(address, deadline)) {
            String version = bus.call(CALL, "v", deadline, Reply::variantText);
            Matcher number = NUMBER.matcher(version);
            return number.matches()
                    ? new Reading.Present<>(SOURCE, Integer.parseInt(number.group(1)), version)
                    : new Reading.Malformed<>(SOURCE, "no number in '" + version + "'");
        } catch (BusException e) {
            return BusEvidence.broken(SOURCE, e);
        }
    }
}
