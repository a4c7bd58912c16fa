package dev.lungfish.sim.fleet.world;

import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.sim.seed.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a host is like, for the whole run.
///
/// @param identity its name and its network
/// @param segment the number of its network
/// @param resume how long it needs from a packet to its first call, in milliseconds
/// @param entry how long going down takes, in milliseconds
/// @param paths that its controller knows, in this order
/// @param working those that really wake it
/// @param watts that it draws more while it is awake
/// @param quorum the group that it belongs to
public record HostTraits(
        HostIdentity identity,
        int segment,
        long resume,
        long entry,
        List<WakePath> paths,
        Set<WakePath> working,
        int watts,
        Optional<String> quorum) {
    private static final List<WakePath> NETWORK =
            List.of(WakePath.PACKETS, WakePath.NEIGHBOUR, WakePath.OTHER_NEIGHBOUR);

    static HostTraits of(Dice dice, int number, int segments) {
        int segment = dice.below(segments);
        String address = "10.0.%d.%d/24".formatted(segment, number + 1);
        HostIdentity identity =
                new HostIdentity(
                        "host" + number,
                        List.of(
                                new NetworkPort(
                                        "eth0",
                                        MacAddress.parse("02:00:00:00:00:%02x".formatted(number)),
                                        List.of(NetworkAddress.parse(address)),
                                        true)));
        List<WakePath> paths = new ArrayList<>(NETWORK);
        if (dice.chance(0.4)) {
            paths.add(WakePath.POWER_ON);
        }
        // A network card that is deaf is deaf to everybody; where nothing works the alarm alone
        // wakes the host.
        Set<WakePath> working =
                dice.chance(0.9)
                        ? Set.copyOf(paths)
                        : dice.chance(0.5) ? Set.of(WakePath.POWER_ON) : Set.of();
        return new HostTraits(
                identity,
                segment,
                dice.magnitude(3_000, 60_000),
                dice.magnitude(1_000, 15_000),
                List.copyOf(paths),
                working,
                (int) dice.between(50, 400),
                dice.chance(0.2) ? Optional.of("quorum") : Optional.empty());
    }
}
