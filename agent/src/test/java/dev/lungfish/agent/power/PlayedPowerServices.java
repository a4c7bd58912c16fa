package dev.lungfish.agent.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.power.PowerService.Kind;
import dev.lungfish.linux.cpupower.PowerServices;
import dev.lungfish.linux.dbus.BusException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Services that are there or not, and take a profile or don't.
final class PlayedPowerServices implements PowerServices {
    private final Map<Kind, String> profiles = new EnumMap<>(Kind.class);
    private boolean deaf;
    private boolean silent;

    void run(Kind kind, String profile) {
        profiles.put(kind, profile);
    }

    void stop(Kind kind) {
        profiles.remove(kind);
    }

    /// From now on answers that all is well, and changes nothing.
    void beDeaf() {
        deaf = true;
    }

    /// Whether no question is answered in time, as on a busy host.
    void beSilent(boolean silent) {
        this.silent = silent;
    }

    String profile(Kind kind) {
        return profiles.getOrDefault(kind, "none");
    }

    @Override
    public List<PowerService> read() {
        return Arrays.stream(Kind.values())
                .map(kind -> new PowerService(kind, reading(kind)))
                .toList();
    }

    private Reading<String> reading(Kind kind) {
        if (silent) {
            return new Reading.Failed<>(kind.spelling(), "no answer within 10 s; tried twice");
        }
        return profiles.containsKey(kind)
                ? new Reading.Present<>(kind.spelling(), profile(kind), profile(kind))
                : new Reading.Absent<>(kind.spelling());
    }

    @Override
    public void set(Kind kind, String profile) throws BusException {
        if (profile.equals("powersave") && kind == Kind.POWER_PROFILES_DAEMON) {
            throw new BusException("no such profile");
        }
        if (!deaf) {
            profiles.put(kind, profile);
        }
    }
}
