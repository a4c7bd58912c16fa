package dev.lungfish.linux.cpupower;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.power.PowerService.Kind;
import dev.lungfish.linux.dbus.Bus;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusEvidence;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.dbus.BusTimeoutException;
import dev.lungfish.linux.dbus.MethodCall;
import dev.lungfish.linux.dbus.MethodCall.Argument;
import dev.lungfish.linux.dbus.Reply;
import dev.lungfish.linux.dbus.UnexpectedReplyException;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Patience;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// The services on a bus. A query starts none: it first checks whether the service's name has an
/// owner.
///
/// **Source:** power-profiles-daemon `src/power-profiles-daemon.dbus.xml.in`: since 0.20
/// `org.freedesktop.UPower.PowerProfiles`, before that `net.hadess.PowerProfiles`, which newer ones
/// keep; tuned `tuned/consts.py` and `tuned/daemon/controller.py`: `active_profile()` and
/// `switch_profile(s)`, which answers `(bs)`.
///
/// tuned 2.25's `tuned-ppd` has the names of power-profiles-daemon, and has tuned do it
/// (`tuned/ppd/controller.py`): each entry of `Profiles` has `tuned` as its `Driver`. Of a profile
/// that somebody has set by tuned itself it says `unknown`, and takes no such profile back. So the
/// two are one service there, tuned.
public final class LivePowerServices implements PowerServices {
    /// tuned answers when all is set, scripts included.
    private static final Duration SETTING = Duration.ofSeconds(30);

    private static final String PROFILES = "net.hadess.PowerProfiles";
    private static final String PROFILES_PATH = "/net/hadess/PowerProfiles";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    private static final String ACTIVE = "ActiveProfile";
    private static final String DRIVER = "Driver";
    private static final String TUNED = "com.redhat.tuned";
    private static final String TUNED_DRIVER = "tuned";
    private static final String TUNED_CONTROL = "com.redhat.tuned.control";
    private static final String BUS = "org.freedesktop.DBus";

    private final BusAddress address;
    private final Patience patience;

    public LivePowerServices(BusAddress address) {
        this(address, Patience.SERVICE);
    }

    /// @param patience with the bus and its services, for all questions together
    LivePowerServices(BusAddress address, Patience patience) {
        this.address = address;
        this.patience = patience;
    }

    @Override
    public List<PowerService> read() {
        if (!address.mayListen()) {
            return all(kind -> new Reading.Absent<>(kind.spelling()));
        }
        return patience.ask(this::read);
    }

    private List<PowerService> read(Deadline deadline) {
        try (Bus bus = Bus.open(address, deadline)) {
            return all(kind -> read(bus, kind, deadline));
        } catch (BusTimeoutException e) {
            return all(kind -> BusEvidence.broken(kind.spelling(), e)); // a slow bus is a bus
        } catch (BusException _) {
            return all(kind -> new Reading.Absent<>(kind.spelling())); // no bus, no services
        }
    }

    private static List<PowerService> all(
            java.util.function.Function<Kind, Reading<String>> profile) {
        return Arrays.stream(Kind.values())
                .map(kind -> new PowerService(kind, profile.apply(kind)))
                .toList();
    }

    private static Reading<String> read(Bus bus, Kind kind, Deadline deadline) {
        MethodCall call = question(kind);
        String source = kind.spelling() + ", " + call.name();
        try {
            if (!runs(bus, call.destination(), deadline)
                    || (kind == Kind.POWER_PROFILES_DAEMON && isOfTuned(bus, deadline))) {
                return new Reading.Absent<>(source);
            }
            String profile =
                    kind == Kind.TUNED
                            ? bus.call(call, "s", deadline, Reply::text)
                            : bus.call(call, "v", deadline, Reply::variantText);
            return new Reading.Present<>(source, profile, profile);
        } catch (BusException e) {
            return BusEvidence.broken(source, e);
        }
    }

    private static boolean runs(Bus bus, String name, Deadline deadline) throws BusException {
        return bus.call(
                new MethodCall(
                        BUS,
                        "/org/freedesktop/DBus",
                        BUS,
                        "NameHasOwner",
                        List.of(new Argument.Text(name))),
                "b",
                deadline,
                Reply::flag);
    }

    private static boolean isOfTuned(Bus bus, Deadline deadline) throws BusException {
        try {
            return bus
                    .call(property("Profiles"), "v", deadline, Reply::variantDictionaries)
                    .stream()
                    .anyMatch(profile -> TUNED_DRIVER.equals(profile.get(DRIVER)));
        } catch (UnexpectedReplyException _) {
            return false; // Its profiles are described by more than strings: it is not tuned's.
        }
    }

    private static MethodCall property(String name) {
        return new MethodCall(
                PROFILES,
                PROFILES_PATH,
                PROPERTIES,
                "Get",
                List.of(new Argument.Text(PROFILES), new Argument.Text(name)));
    }

    private static MethodCall question(Kind kind) {
        return switch (kind) {
            case TUNED ->
                    new MethodCall(TUNED, "/Tuned", TUNED_CONTROL, "active_profile", List.of());
            case POWER_PROFILES_DAEMON -> property(ACTIVE);
        };
    }

    @Override
    public void set(Kind kind, String profile) throws BusException {
        Deadline deadline = Deadline.after(SETTING);
        try (Bus bus = Bus.open(address, deadline)) {
            switch (kind) {
                case TUNED -> switchProfile(bus, profile, deadline);
                case POWER_PROFILES_DAEMON -> {
                    String _ =
                            bus.call(
                                    new MethodCall(
                                            PROFILES,
                                            PROFILES_PATH,
                                            PROPERTIES,
                                            "Set",
                                            List.of(
                                                    new Argument.Text(PROFILES),
                                                    new Argument.Text(ACTIVE),
                                                    new Argument.Variant(profile))),
                                    "",
                                    deadline,
                                    _ -> "");
                }
            }
        }
    }

    private static void switchProfile(Bus bus, String profile, Deadline deadline)
            throws BusException {
        List<String> refusals =
                bus.call(
                        new MethodCall(
                                TUNED,
                                "/Tuned",
                                TUNED_CONTROL,
                                "switch_profile",
                                List.of(new Argument.Text(profile))),
                        "(bs)",
                        deadline,
                        reply -> reply.structure("bs", LivePowerServices::refusal));
        if (!refusals.isEmpty()) {
            throw new BusException(
                    "tuned does not take the profile '" + profile + "': " + refusals.getFirst());
        }
    }

    private static List<String> refusal(Reply reply) throws BusException {
        boolean taken = reply.flag();
        String why = reply.text();
        return taken ? List.of() : List.of(why);
    }
}
