package dev.lungfish.controller.consolidation;

import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.config.LibvirtSettings;
import dev.lungfish.controller.config.MovesConfiguration;
import dev.lungfish.controller.migration.GuestMove;
import dev.lungfish.controller.migration.MigrationReason;
import dev.lungfish.controller.migration.MoveOutcome;
import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Hosts with guests that a test keeps. A move is done at once, unless the test says otherwise.
public final class PlayedHypervisors implements Hypervisors {
    private static final ByteCount GIBIBYTE = new ByteCount(1L << 30);

    private final Map<String, Amounts> rooms = new HashMap<>();
    private final Map<String, List<GuestLoad>> guests = new TreeMap<>();
    private final Set<String> silent = new HashSet<>();
    private final Map<String, Integer> moving = new HashMap<>();

    /// Moves that go on though nobody waits for them any more, by their guests.
    private final Map<String, GuestMove> running = new TreeMap<>();

    /// How many moves a host took part in at once, at most.
    public int mostAtOnce;

    /// What becomes of a move; empty where it succeeds.
    public Function<GuestMove, Optional<MoveOutcome>> fate = _ -> Optional.empty();

    /// Is told each move as it begins.
    public Consumer<GuestMove> begins = _ -> {};

    /// Settings by which hosts of a pattern are reached.
    public MovesConfiguration settings(String pattern, String... moves) {
        return ControllerFile.parse("c.toml", toml(pattern, moves)).moves();
    }

    /// Those settings as a file has them.
    ///
    /// @param moves settings of `[moves]`
    public static String toml(String pattern, String... moves) {
        return """
        [libvirt.all]
        hosts = ["%s"]
        uri = "qemu+tls://{host}/system"
        [moves]
        %s
        """
                .formatted(pattern, String.join("\n", moves));
    }

    /// A host with 16 GiB and 8 cores.
    public synchronized PlayedHypervisors host(String name) {
        return host(name, Amounts.ofHost(new ByteCount(16L << 30), 8, 400, 80));
    }

    public synchronized PlayedHypervisors host(String name, Amounts room) {
        rooms.put(name, room);
        guests.put(name, new ArrayList<>());
        return this;
    }

    /// A guest with so many GiB and a core.
    public synchronized PlayedHypervisors guest(String host, String name, int gibibytes) {
        return guest(
                GuestLoad.of(
                        name,
                        host,
                        Amounts.ofGuest(new ByteCount(gibibytes * GIBIBYTE.bytes()), 1, 100)));
    }

    public synchronized PlayedHypervisors guest(GuestLoad guest) {
        of(guest.host()).add(guest);
        return this;
    }

    /// From now on it answers, or not.
    public synchronized void silent(String host, boolean is) {
        if (is) {
            silent.add(host);
        } else {
            silent.remove(host);
        }
    }

    public synchronized List<String> on(String host) {
        return of(host).stream().map(GuestLoad::name).sorted().toList();
    }

    public synchronized List<GuestLoad> all() {
        return guests.values().stream().flatMap(List::stream).toList();
    }

    /// What a host has.
    public synchronized Amounts room(String host) {
        return Objects.requireNonNull(rooms.get(host), host);
    }

    /// The names of all hosts.
    public synchronized Set<String> hosts() {
        return Set.copyOf(rooms.keySet());
    }

    private List<GuestLoad> of(String host) {
        return Objects.requireNonNull(guests.get(host), host);
    }

    @Override
    public synchronized HostSurvey survey(LibvirtSettings settings, String host) {
        if (silent.contains(host) || !rooms.containsKey(host)) {
            return new HostSurvey.Unknown(
                    new PlacementReason.HostSurveyFailed(host, "nobody listens"));
        }
        return new HostSurvey.Seen(room(host), "cpu", Set.of("EPYC"), Set.of(), of(host));
    }

    @Override
    public MoveOutcome move(GuestMove move) {
        String from = move.source().name();
        String to = move.destination().name();
        synchronized (this) {
            mostAtOnce =
                    Math.max(
                            mostAtOnce,
                            Math.max(
                                    moving.merge(from, 1, Integer::sum),
                                    moving.merge(to, 1, Integer::sum)));
        }
        begins.accept(move);
        Optional<MoveOutcome> other = fate.apply(move);
        synchronized (this) {
            moving.merge(from, -1, Integer::sum);
            moving.merge(to, -1, Integer::sum);
            return other.orElseGet(() -> arrive(move));
        }
    }

    /// A move goes on by itself from now on, as the libvirtds do when nobody waits for them.
    public synchronized void goesOn(GuestMove move) {
        running.put(move.guest(), move);
    }

    /// The moves that go on by themselves end.
    ///
    /// @param arrives whether a guest reaches its destination; else it stays where it was
    public synchronized void end(Predicate<String> arrives) {
        for (GuestMove move : List.copyOf(running.values())) {
            GuestMove _ = Objects.requireNonNull(running.remove(move.guest()));
            if (arrives.test(move.guest())) {
                MoveOutcome _ = arrive(move);
            }
        }
    }

    /// A guest is on the destination alone.
    public synchronized MoveOutcome arrive(GuestMove move) {
        GuestLoad guest =
                of(move.source().name()).stream()
                        .filter(one -> one.name().equals(move.guest()))
                        .findFirst()
                        .orElseThrow();
        boolean _ = of(move.source().name()).remove(guest);
        of(move.destination().name())
                .add(
                        new GuestLoad(
                                guest.name(),
                                move.destination().name(),
                                guest.needs(),
                                guest.cpu(),
                                guest.labels(),
                                guest.together(),
                                guest.apart(),
                                guest.binding()));
        return new MoveOutcome.Moved(Optional.empty());
    }

    @Override
    public synchronized MoveOutcome settle(GuestMove move) {
        if (silent.contains(move.source().name()) || silent.contains(move.destination().name())) {
            return new MoveOutcome.Unclear(
                    new MigrationReason.MigrationHostSilent(move.source().name(), "silent"));
        }
        if (running.containsKey(move.guest())) {
            return new MoveOutcome.Unclear(
                    new MigrationReason.MigrationStillRuns(move.guest(), move.source().name()));
        }
        boolean left = on(move.source().name()).contains(move.guest());
        boolean arrived = on(move.destination().name()).contains(move.guest());
        return left && arrived
                ? new MoveOutcome.Unclear(
                        new MigrationReason.GuestOnBothHosts(move.guest(), "running", "running"))
                : arrived
                        ? new MoveOutcome.Moved(Optional.empty())
                        : left
                                ? new MoveOutcome.Stayed(
                                        new MigrationReason.MigrationRefused(
                                                move.guest(), "it runs"))
                                : new MoveOutcome.Unclear(
                                        new MigrationReason.GuestOnNoHost(move.guest()));
    }

    @Override
    public synchronized MoveOutcome abort(GuestMove move) {
        GuestMove _ = running.remove(move.guest());
        return settle(move);
    }
}
