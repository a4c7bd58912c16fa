package dev.lungfish.agent.policy;

import dev.lungfish.agent.guests.OtherGuests;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.policy.PolicyReason;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.linux.blockers.FoundBlockers;
import dev.lungfish.linux.blockers.Guests;
import dev.lungfish.linux.blockers.Inhibitors;
import dev.lungfish.linux.blockers.PackageLocks;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.node.PowerSupplies;
import dev.lungfish.linux.node.ProcessorTimes;
import dev.lungfish.linux.node.Temperature;
import dev.lungfish.linux.systemd.Logind;
import dev.lungfish.linux.systemd.Sessions;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.virtualization.Containers;
import dev.lungfish.runtime.clock.Pause;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Looks at a host again and again. Scripts that keep a host awake are not asked so often; a sleep
/// asks them itself before it begins. For one thread.
public final class SituationReader {
    private final HostTree tree;
    private final Guests guests;
    private final HostClocks clocks;
    private final ZoneId zone;
    private Optional<ProcessorTimes> before = Optional.empty();

    /// @param guests of the host
    /// @param zone in which the hours of rules are meant
    public SituationReader(HostTree tree, Guests guests, ZoneId zone) {
        this.tree = tree;
        this.zone = zone;
        this.guests = guests;
        clocks = new HostClocks(tree);
    }

    /// Looks. The load is that since the last look, so that the first look knows none.
    public Situation look() {
        Reading<List<PreparedGuest>> active = guests.active();
        FoundBlockers others =
                active.broken()
                        ? FoundBlockers.none()
                        : new OtherGuests(tree).besides(active.toOptional().orElse(List.of()));
        boolean guestsKnown = !active.broken() && others.equals(FoundBlockers.none());
        Reading<Integer> sessions = Sessions.count(tree);
        return new Situation(
                clocks.now().wall().atZone(zone),
                load(),
                guestsKnown ? OptionalInt.of(size(active)) : OptionalInt.empty(),
                Containers.withWork(tree).toOptional().stream().mapToInt(List::size).findFirst(),
                sessions.toOptional().map(OptionalInt::of).orElseGet(OptionalInt::empty),
                PowerSupplies.source(tree),
                Temperature.hottest(tree),
                blockers(others));
    }

    /// Looks twice, so that a load is seen; once on a record, where no time passes.
    ///
    /// @param between the two
    public Situation lookTwice(Duration between) {
        Situation first = look();
        return tree.isLive() && !Pause.of(between, between, () -> false) ? look() : first;
    }

    private static int size(Reading<List<PreparedGuest>> active) {
        return active.toOptional().orElse(List.of()).size();
    }

    private OptionalInt load() {
        Optional<ProcessorTimes> now =
                ProcessorTimes.ofAll(tree).toOptional().flatMap(times -> times);
        OptionalInt load =
                now.isPresent() && before.isPresent()
                        ? share(before.get(), now.get())
                        : OptionalInt.empty();
        before = now;
        return load;
    }

    /// Empty where no time was counted, as on a record.
    private static OptionalInt share(ProcessorTimes before, ProcessorTimes now) {
        Duration busy = busy(now).minus(busy(before));
        Duration idle = idle(now).minus(idle(before));
        long whole = busy.plus(idle).toMillis();
        return whole <= 0 || busy.isNegative()
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(100, Math.round(100.0 * busy.toMillis() / whole)));
    }

    private static Duration busy(ProcessorTimes times) {
        return times.kernel().plus(times.user());
    }

    private static Duration idle(ProcessorTimes times) {
        return times.idle().plus(times.ioWait());
    }

    private List<Reason> blockers(FoundBlockers otherGuests) {
        FoundBlockers found =
                Inhibitors.findWhenIdle(Logind.of(tree).read().inhibitors())
                        .and(PackageLocks.of(tree).find())
                        .and(otherGuests);
        List<Reason> blockers = new ArrayList<>();
        for (Blocker blocker : found.blockers()) {
            blockers.add(new PolicyReason.BlockedBy(blocker.name(), blocker.reason()));
        }
        blockers.addAll(found.unreadable());
        return blockers;
    }
}
