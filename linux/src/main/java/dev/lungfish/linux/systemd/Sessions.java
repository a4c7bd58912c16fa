package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.dbus.Bus;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusEvidence;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.dbus.MethodCall;
import dev.lungfish.linux.dbus.MethodCall.Argument;
import dev.lungfish.linux.dbus.Reply;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Patience;
import java.util.List;

/// The user sessions.
///
/// **Source:** systemd `man/org.freedesktop.login1.xml`: `ListSessions` answers `a(susso)`; the
/// property `Class` of a session begins with `user` for people, and has other values for greeters,
/// lock screens, jobs and the managers of lingering users.
public final class Sessions {
    private static final String SESSION = "org.freedesktop.login1.Session";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    private static final String RECORDED = "/services/logind/sessions";

    private Sessions() {}

    /// Their number; a record has only the number.
    public static Reading<Integer> count(HostTree tree) {
        return tree.isLive()
                ? count(BusAddress.system(), Patience.SERVICE)
                : tree.number(RECORDED, 0, 100_000).map(Long::intValue);
    }

    static Reading<Integer> count(BusAddress address, Patience patience) {
        MethodCall list = LogindObject.call("ListSessions");
        return address.mayListen()
                ? patience.ask(deadline -> count(address, list, deadline))
                : new Reading.Absent<>(list.name());
    }

    private static Reading<Integer> count(BusAddress address, MethodCall list, Deadline deadline) {
        try (Bus bus = Bus.open(address, deadline)) {
            int people = 0;
            for (String path :
                    bus.call(
                            list,
                            "a(susso)",
                            deadline,
                            reply -> reply.structures("susso", Sessions::path))) {
                people += isOfAPerson(bus, path, deadline) ? 1 : 0;
            }
            return new Reading.Present<>(list.name(), people, Integer.toString(people));
        } catch (BusException e) {
            return BusEvidence.broken(list.name(), e);
        }
    }

    private static String path(Reply reply) throws BusException {
        String _ = reply.text();
        long _ = reply.unsigned();
        String _ = reply.text();
        String _ = reply.text();
        return reply.path();
    }

    private static boolean isOfAPerson(Bus bus, String path, Deadline deadline)
            throws BusException {
        return bus.call(
                        new MethodCall(
                                LogindObject.SERVICE,
                                path,
                                PROPERTIES,
                                "Get",
                                List.of(new Argument.Text(SESSION), new Argument.Text("Class"))),
                        "v",
                        deadline,
                        Reply::variantText)
                .startsWith("user");
    }
}
