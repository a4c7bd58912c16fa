package dev.lungfish.sim.consolidation;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.Binding;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason;
import dev.lungfish.core.fleet.consolidation.CpuNeed;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.core.fleet.consolidation.HostRoom;
import dev.lungfish.core.fleet.consolidation.SleepEnergy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A pool as Ganeti's htools write it in text: hosts that must not be switched off are kept, and so
/// are guests whose disks are not shared.
///
/// **Source:** `src/Ganeti/HTools/Backend/Text.hs` and `Node.hs`: a node has `t_mem - n_mem` for
/// its instances, and `t_cpu` times the ratio of the policy of virtual processors.
record HtoolsPool(List<HostRoom> hosts, List<GuestLoad> guests) {
    private static final Set<String> SHARED =
            Set.of("ext", "sharedfile", "blockdev", "rbd", "diskless");
    private static final SleepEnergy WORTH = new SleepEnergy(100, 0, Duration.ofHours(1));
    private static final long THOUSAND = 1000;
    private static final long MEBIBYTE = 1 << 20;

    /// A random pool, in their text.
    ///
    /// @param overcommitPercent of all hosts
    static String text(RandomPool pool, int overcommitPercent) {
        StringBuilder text = new StringBuilder("group|uuid|preferred||\n\n");
        for (HostRoom host : pool.hosts()) {
            long memory = mebibytes(host.room().memory());
            long used =
                    pool.guests().stream()
                            .filter(guest -> guest.host().equals(host.name()))
                            .mapToLong(guest -> mebibytes(guest.needs().memory()))
                            .sum();
            text.append(
                    "%s|%d|0|%d|1000000|1000000|%d|N|uuid|1||N|0|0|1.0\n"
                            .formatted(
                                    host.name(),
                                    memory,
                                    memory - used,
                                    host.room().cores() * 100 / overcommitPercent / THOUSAND));
        }
        text.append('\n');
        for (GuestLoad guest : pool.guests()) {
            text.append(
                    "%s|%d|0|%d|running|Y|%s||ext||1|-\n"
                            .formatted(
                                    guest.name(),
                                    mebibytes(guest.needs().memory()),
                                    guest.needs().cores() / THOUSAND,
                                    guest.host()));
        }
        String policy =
                "|1,1,0,0,1,1|1,1,0,0,0,1;999999,999,1,1,1,1|ext|%.1f|1000.0\n"
                        .formatted(overcommitPercent / 100.0);
        return text + "\n\n" + policy + "group" + policy;
    }

    private static long mebibytes(ByteCount memory) {
        return memory.bytes() / MEBIBYTE;
    }

    /// Reads their text.
    static HtoolsPool read(String text) {
        List<List<String[]>> sections = new ArrayList<>(List.of(new ArrayList<>()));
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                sections.add(new ArrayList<>());
            } else {
                sections.getLast().add(line.split("\\|", -1));
            }
        }
        double ratio =
                sections.size() > 4 && !sections.get(4).isEmpty()
                        ? Double.parseDouble(sections.get(4).getFirst()[4])
                        : 4.0;
        Map<String, HostRoom> hosts = new LinkedHashMap<>();
        for (String[] node : sections.get(1)) {
            hosts.put(node[0], host(node, ratio));
        }
        List<GuestLoad> guests = new ArrayList<>();
        for (String[] instance : sections.get(2)) {
            HostRoom on = Objects.requireNonNull(hosts.get(instance[6]));
            // The thirteenth column is Y where it was announced and is not there.
            boolean there = instance.length < 13 || !instance[12].equals("Y");
            if (on.awake() && there) {
                guests.add(guest(instance));
            }
            if (there && !instance[7].isEmpty()) {
                // The second copy of its disks is there.
                hosts.computeIfPresent(instance[7], (_, host) -> kept(host));
            }
        }
        return new HtoolsPool(List.copyOf(hosts.values()), guests);
    }

    private static HostRoom host(String[] node, double ratio) {
        long memory = Long.parseLong(node[1]) - Long.parseLong(node[2]);
        HostRoom host =
                new HostRoom(
                        node[0],
                        new Amounts(
                                new ByteCount(memory * MEBIBYTE),
                                (long) (Long.parseLong(node[6]) * ratio * THOUSAND),
                                Long.MAX_VALUE / 1_000_000),
                        "",
                        Set.of(),
                        Set.of(),
                        !node[7].equals("Y"),
                        WORTH,
                        Optional.empty());
        return node[7].equals("M") ? kept(host) : host;
    }

    private static HostRoom kept(HostRoom host) {
        return new HostRoom(
                host.name(),
                host.room(),
                host.cpu(),
                host.models(),
                host.labels(),
                host.awake(),
                host.energy(),
                Optional.of(new ConsolidationReason.GuestPinned("htools")));
    }

    private static GuestLoad guest(String[] instance) {
        GuestLoad guest =
                new GuestLoad(
                        instance[0],
                        instance[6],
                        new Amounts(
                                new ByteCount(Long.parseLong(instance[1]) * MEBIBYTE),
                                Long.parseLong(instance[3]) * THOUSAND,
                                0),
                        new CpuNeed.Any(),
                        Set.of(),
                        Optional.empty(),
                        Set.of(),
                        new Binding.Free());
        return SHARED.contains(instance[8])
                ? guest
                : guest.with(
                        new Binding.Bound(new ConsolidationReason.GuestDiskIsLocal(instance[8])));
    }
}
