package dev.lungfish.agent.effects;

import dev.lungfish.agent.guests.GuestReason;
import dev.lungfish.agent.guests.OtherGuests;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import dev.lungfish.linux.blockers.BlockerScripts;
import dev.lungfish.linux.blockers.FoundBlockers;
import dev.lungfish.linux.blockers.Guests;
import dev.lungfish.linux.blockers.Inhibitors;
import dev.lungfish.linux.blockers.PackageLocks;
import dev.lungfish.linux.systemd.Logind;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Asks all sources what keeps the host awake.
record BlockerSearch(HostTree tree, Guests guests) {

    Answer find(SleepRequest request) {
        Reading<List<Inhibitor>> inhibitors = Logind.of(tree).read().inhibitors();
        FoundBlockers held =
                request.purpose() == SleepRequest.Purpose.WHEN_IDLE
                        ? Inhibitors.findWhenIdle(inhibitors)
                        : Inhibitors.find(inhibitors);
        FoundBlockers found =
                held.and(PackageLocks.of(tree).find())
                        .and(guestsAndDangers(request))
                        .and(BlockerScripts.of(tree).find());
        Map<Boolean, List<Blocker>> ignored =
                found.blockers().stream()
                        .collect(
                                Collectors.partitioningBy(blocker ->
                                        request.ignoredBlockers().contains(blocker.name())));
        return new Answer.BlockersFound(
                ignored.getOrDefault(false, List.of()),
                ignored.getOrDefault(true, List.of()),
                found.unreadable());
    }

    /// Where it is not known which guests there are, nothing more is said of them.
    private FoundBlockers guestsAndDangers(SleepRequest request) {
        FoundBlockers active = guests(request);
        return active.unreadable().isEmpty() ? active.and(dangers(request)) : active;
    }

    private FoundBlockers dangers(SleepRequest request) {
        Reading<List<Blocker>> dangers = guests.dangers(request.guests());
        return dangers.broken()
                ? FoundBlockers.unreadable(
                        new GuestReason.GuestDangersUnknown(dangers.source(), dangers.found()))
                : new FoundBlockers(dangers.toOptional().orElse(List.of()), List.of());
    }

    /// A libvirtd's own guests can be put aside, those of others can't.
    private FoundBlockers guests(SleepRequest request) {
        if (request.guests() == GuestPolicy.IGNORE) {
            return FoundBlockers.none();
        }
        Reading<List<PreparedGuest>> active = guests.active();
        if (active.broken()) {
            return request.guests() == GuestPolicy.REFUSE
                    ? FoundBlockers.unreadable(
                            new GuestReason.GuestsUnknown(active.source(), active.found()))
                    : FoundBlockers.none();
        }
        List<PreparedGuest> owned = active.toOptional().orElse(List.of());
        FoundBlockers others = new OtherGuests(tree).besides(owned);
        return request.guests() == GuestPolicy.REFUSE
                ? new FoundBlockers(
                                owned.stream()
                                        .map(guest ->
                                                new Blocker(
                                                        "guest:" + guest.name(),
                                                        new GuestReason.GuestActive(guest.uuid())))
                                        .toList(),
                                List.of())
                        .and(others)
                : others;
    }
}
