package dev.lungfish.agent.fleet;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.agent.policy.SituationReader;
import dev.lungfish.agent.wakeups.Wakeups;
import dev.lungfish.api.Finished;
import dev.lungfish.api.OtherWake;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.LeaseHolder;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.request.ProcedureSettings.UnprovedPolicy;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.node.BootId;
import dev.lungfish.linux.node.MemoryStatistics;
import dev.lungfish.linux.node.ProcessorLists;
import dev.lungfish.linux.power.SuspendStatisticsReader;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.Membership;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads what a host says when it calls its controller. For one thread: a load is that since the
/// last call.
public final class CheckInReader {
    private final ObservedHost host;
    private final StateDirectory state;
    private final RequestWatch requests;
    private final SituationReader situation;

    /// @param state where its requests and wakeups are kept
    public CheckInReader(ObservedHost host, StateDirectory state) {
        this.host = host;
        this.state = state;
        requests = host.watch(state);
        situation = new SituationReader(host.tree(), host.guests(), ZoneId.systemDefault());
    }

    /// Reads it all now.
    ///
    /// @throws StateException where the journal can't be read, so that it is not known how the last
    ///   lease ended
    public CheckIn read(CheckIn.Cause cause, Membership fleet) throws StateException {
        LeaseHolder holder = fleet.holder();
        HostTree tree = host.tree();
        HostIdentity identity = host.lan().card();
        return new CheckIn(
                cause,
                identity,
                fleet.uri().or(() -> uri(identity.name(), host.configuration())),
                new CheckIn.Boot(
                        BootId.read(tree).toOptional().orElse("unknown"),
                        new SuspendStatisticsReader(tree).read().success().toOptional().orElse(0L)),
                holder.highest(),
                ended(holder),
                capacity(tree),
                situation.look().cut(),
                nextWakeup(tree),
                returns());
    }

    /// Where clients of this host's daemon come in, if they can from elsewhere.
    private static Optional<String> uri(String name, Configuration configuration) {
        return configuration
                .daemon()
                .tls()
                .map(tls -> {
                    InetSocketAddress at = tls.address();
                    return "lungfish+tls://%s:%d/system".formatted(name, at.getPort());
                });
    }

    private Optional<CheckIn.EndedLease> ended(LeaseHolder holder) throws StateException {
        Optional<Lease> last = holder.last();
        if (last.isEmpty()) {
            return Optional.empty();
        }
        return requests.request(last.get().id())
                .flatMap(Finished::of)
                .map(end -> CheckIn.EndedLease.of(last.get().id(), end.outcome()));
    }

    private static CheckIn.Capacity capacity(HostTree tree) {
        return new CheckIn.Capacity(
                ProcessorLists.read(tree).online().toOptional().map(CpuSet::size).orElse(0),
                MemoryStatistics.ofHost(tree)
                        .toOptional()
                        .map(memory -> memory.total().bytes())
                        .orElse(0L));
    }

    /// Where it is not known who wants the host awake, it must be awake now.
    private Optional<Duration> nextWakeup(HostTree tree) {
        try {
            WakeupReport report = Wakeups.of(tree, state).list();
            Stream<Instant> others =
                    report.others().stream()
                            .filter(other -> other.kind() == OtherWake.Kind.SYSTEMD_TIMER)
                            .map(OtherWake::at);
            return Stream.concat(report.wakeups().stream().map(Wakeup::at), others)
                    .map(at -> Duration.between(report.now(), at))
                    .filter(until -> !until.isNegative())
                    .min(Duration::compareTo);
        } catch (StateException _) {
            return Optional.of(Duration.ZERO);
        }
    }

    /// The sleeps for which the host has a way back that it may rely on: an RTC whose alarm did not
    /// fail, and is proved where the configuration demands a proof. With an RTC to rely on, each
    /// supported state has its standing.
    private List<SleepTarget> returns() {
        List<ProofStanding> standings =
                host.engine(state).waysBack().standings().stream()
                        .filter(standing -> standing.way() == WayBack.RTC)
                        .toList();
        boolean mustBeProved = host.configuration().settings().unproved() == UnprovedPolicy.REFUSE;
        return Arrays.stream(SleepTarget.values())
                .filter(target ->
                        target.candidates().stream()
                                .filter(candidate -> isOf(standings, candidate))
                                .findFirst()
                                .filter(chosen -> isReliable(standings, chosen, mustBeProved))
                                .isPresent())
                .toList();
    }

    private static boolean isOf(List<ProofStanding> standings, SleepState state) {
        return standings.stream().anyMatch(standing -> standing.state() == state);
    }

    private static boolean isReliable(
            List<ProofStanding> standings, SleepState state, boolean mustBeProved) {
        return standings.stream()
                .filter(standing -> standing.state() == state)
                .anyMatch(standing ->
                        switch (standing) {
                            case ProofStanding.Proved _ -> true;
                            case ProofStanding.Unproved _ -> !mustBeProved;
                            case ProofStanding.Failed _ -> false;
                        });
    }
}
