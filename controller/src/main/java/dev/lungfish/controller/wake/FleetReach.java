package dev.lungfish.controller.wake;

import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.api.WakeReport;
import dev.lungfish.client.Caller;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.fleet.Outside;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.libvirt.client.TunnelOpener;
import dev.lungfish.runtime.clock.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Wakes hosts and looks whether they answer. Safe for use by several threads.
public final class FleetReach implements Outside {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final OwnPackets packets = new OwnPackets();
    private final Caller caller;

    public FleetReach() {
        Stopwatch running = Stopwatch.start();
        caller = new Caller(TunnelOpener.NONE, running::elapsed);
    }

    @Override
    public Optional<Reason> wake(Member host, int attempt, WakePath path, List<Member> awake) {
        return switch (path) {
            case PACKETS -> packets.send(host.name(), host.identity());
            case NEIGHBOUR -> byNeighbour(host, awake, 0);
            case OTHER_NEIGHBOUR -> byNeighbour(host, awake, attempt);
            case POWER_ON -> Optional.of(new ReachReason.PathNotBuilt(path));
        };
    }

    /// A daemon that takes the connection is the host's own: its certificate names it.
    @Override
    public Optional<Reason> answers(Member host, List<Member> awake) {
        Optional<String> uri = host.call().flatMap(CheckIn::uri);
        if (uri.isEmpty()) {
            return Optional.empty();
        }
        try (DaemonClient _ = DaemonClient.connect(uri.get(), true, LOOK, caller)) {
            return Optional.of(new ReachReason.FleetHostAnswers(uri.get()));
        } catch (ServiceException _) {
            return Optional.empty();
        }
    }

    private Optional<Reason> byNeighbour(Member host, List<Member> awake, int turn) {
        List<Member> near =
                awake.stream()
                        .filter(other -> !other.id().equals(host.id()))
                        .filter(other -> other.call().flatMap(CheckIn::uri).isPresent())
                        .filter(other -> other.identity().sharesNetworkWith(host.identity()))
                        .toList();
        if (near.isEmpty()) {
            return Optional.of(new ReachReason.NoNeighbourAwake(host.name()));
        }
        return ask(near.get(turn % near.size()), host);
    }

    private Optional<Reason> ask(Member neighbour, Member host) {
        String uri = neighbour.call().flatMap(CheckIn::uri).orElseThrow();
        List<Reason> failed = new ArrayList<>();
        boolean sent = false;
        try (DaemonClient daemon = DaemonClient.connect(uri, false, LIMIT, caller)) {
            for (MacAddress card : host.identity().cards()) {
                WakeReport report = daemon.wake(WakeOrder.of(card.toString()));
                sent |= !report.packets().sent().isEmpty();
                failed.addAll(report.packets().failed());
            }
        } catch (ServiceException e) {
            failed.add(e.reason());
        }
        return sent
                ? Optional.empty()
                : Optional.of(new ReachReason.NeighbourDidNotWake(neighbour.name(), failed));
    }
}
