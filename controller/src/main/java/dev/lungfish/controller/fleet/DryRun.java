package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.demand.Allocation;
import dev.lungfish.core.fleet.demand.Claim;
import dev.lungfish.core.fleet.state.HostAction;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What would come of something that somebody wants. Nothing of it is done or kept.
public sealed interface DryRun {
    /// Of what is done to a host.
    ///
    /// @param before as the host is
    /// @param after as it would be
    /// @param wakes whether packets would be sent
    /// @param told what would be told and written
    record OfHost(Member before, Member after, boolean wakes, List<Reason> told) implements DryRun {
        static OfHost of(Member before, Member after, List<HostAction> actions) {
            return new OfHost(
                    before,
                    after,
                    actions.stream().anyMatch(HostAction.Wake.class::isInstance),
                    actions.stream()
                            .<Reason>mapMulti((action, into) -> {
                                if (action instanceof HostAction.Tell(Reason what)) {
                                    into.accept(what);
                                } else if (action instanceof HostAction.Note(Reason what)) {
                                    into.accept(what);
                                }
                            })
                            .toList());
        }
    }

    /// Of a demand, or of its end.
    ///
    /// @param claim how it would be served; empty where it would end
    /// @param wanted hosts that nobody needs now and somebody would need, and why
    /// @param unwanted hosts that somebody needs now and nobody would need
    record OfDemand(Optional<Claim> claim, Map<String, Reason> wanted, List<String> unwanted)
            implements DryRun {
        static OfDemand of(Optional<String> id, Allocation before, Allocation after) {
            return new OfDemand(
                    id.flatMap(name ->
                            after.claims().stream()
                                    .filter(claim -> claim.demand().id().equals(name))
                                    .findFirst()),
                    after.wanted().entrySet().stream()
                            .filter(host -> !before.wanted().containsKey(host.getKey()))
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            Map.Entry::getKey, Map.Entry::getValue)),
                    before.wanted().keySet().stream()
                            .filter(host -> !after.wanted().containsKey(host))
                            .sorted()
                            .toList());
        }
    }
}
