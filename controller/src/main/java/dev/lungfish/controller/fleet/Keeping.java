package dev.lungfish.controller.fleet;

import dev.lungfish.controller.fleet.Errands.Errand;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.StateTable;
import dev.lungfish.controller.store.Transaction;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.state.HostAction;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.HostStep;
import dev.lungfish.core.fleet.state.Rest;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Collects what comes of events, to be kept in one transaction, and how it is undone where it
/// can't be kept. For one thread.
final class Keeping {
    private final Instant now;
    private final Epoch epoch;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, Member> changed = new LinkedHashMap<>();
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Consumer<Transaction>> writes = new ArrayList<>();
    private final List<EventTable.Entry> events = new ArrayList<>();
    private final List<Errand> errands = new ArrayList<>();
    private final List<Reason> told = new ArrayList<>();

    Keeping(Instant now, Epoch epoch) {
        this.now = now;
        this.epoch = epoch;
    }

    /// When all of it happens.
    Instant now() {
        return now;
    }

    /// Whether there is nothing to be kept.
    boolean isEmpty() {
        return members.isEmpty() && writes.isEmpty() && events.isEmpty();
    }

    /// The hosts that have changed, as they are now.
    Collection<Member> changed() {
        return changed.values();
    }

    /// Whether a host is among those that are kept.
    boolean keeps(Member member) {
        return members.containsKey(member.id());
    }

    /// Keeps a host as it is.
    void save(Member member) {
        members.put(member.id(), member);
    }

    /// The hosts that are kept.
    Collection<Member> saved() {
        return members.values();
    }

    /// Something was changed in memory.
    ///
    /// @param how it is changed back
    void undoes(Runnable how) {
        undo.add(how);
    }

    /// Changes all back.
    void undo() {
        undo.reversed().forEach(Runnable::run);
    }

    List<Errand> errands() {
        return errands;
    }

    /// What a human is to be told.
    List<Reason> told() {
        return told;
    }

    void also(Consumer<Transaction> write) {
        writes.add(write);
    }

    /// Writes an event of the fleet.
    void tell(Reason what) {
        boolean _ = events.add(new EventTable.Entry(now, Optional.empty(), what));
    }

    /// Writes an event of a host.
    void tell(String host, Reason what) {
        boolean _ = events.add(new EventTable.Entry(now, Optional.of(host), what));
    }

    /// A host has told how a lease ended.
    void ended(Member host, CheckIn.EndedLease ended) {
        also(transaction ->
                transaction.leases().end(host.id(), ended.id(), now, Optional.of(ended.reason())));
    }

    void step(Member before, Member next, List<HostAction> actions) {
        changed.put(next.id(), next);
        if (next.isNews(before)) {
            members.put(next.id(), next);
        } else {
            members.computeIfPresent(next.id(), (_, _) -> next);
        }
        for (HostAction action : actions) {
            switch (action) {
                case HostAction.Answer(Verdict.Sleep(Lease lease, Reason why))
                        when isNew(lease, before, next) -> {
                    also(transaction -> transaction.leases().grant(next.id(), lease, now));
                    tell(
                            next.id(),
                            new LoopReason.LeaseGranted(
                                    next.name(), lease.id(), lease.length(), why));
                }
                case HostAction.Answer _ -> {}
                case HostAction.Tell(Reason what) -> {
                    told.add(what);
                    tell(next.id(), what);
                }
                case HostAction.Note(Reason what) -> tell(next.id(), what);
                case HostAction.Wake _, HostAction.Probe _ -> errands.add(new Errand(next, action));
            }
        }
        if (next.host().state() instanceof HostState.Waking waking
                && !(before.host().state() instanceof HostState.Waking)
                && events.stream().noneMatch(event -> isOf(event, next, waking.why()))) {
            tell(next.id(), waking.why());
        }
        String was = before.host().state().spelling();
        String is = next.host().state().spelling();
        if (!was.equals(is)) {
            tell(next.id(), new LoopReason.FleetHostState(next.name(), was, is));
        }
        next.host()
                .history()
                .closed()
                .filter(lease -> !before.host().history().closed().equals(Optional.of(lease)))
                .ifPresent(lease ->
                        also(transaction ->
                                transaction.leases().end(next.id(), lease, now, Optional.empty())));
    }

    private static boolean isOf(EventTable.Entry event, Member host, Reason why) {
        return event.host().equals(Optional.of(host.id())) && event.reason().equals(why);
    }

    /// What a step answers the host that called.
    static Verdict verdict(HostStep step) {
        return step.actions().stream()
                .filter(HostAction.Answer.class::isInstance)
                .map(action -> ((HostAction.Answer) action).verdict())
                .findFirst()
                .orElseThrow();
    }

    /// An answer that was lost is given again, for the same lease.
    private static boolean isNew(Lease lease, Member before, Member next) {
        Optional<String> known = before.host().state().rest().flatMap(Rest::lease).map(Lease::id);
        return next.host().state() instanceof HostState.Ordered
                && !known.equals(Optional.of(lease.id()));
    }

    /// Writes all; true, for whoever wants an answer of a transaction.
    boolean write(Transaction transaction) {
        for (Consumer<Transaction> write : writes) {
            write.accept(transaction);
        }
        transaction.events().add(events);
        transaction
                .states()
                .put(
                        members.values().stream()
                                .map(member ->
                                        new StateTable.Entry(
                                                member.id(), member.host(), member.call()))
                                .toList(),
                        epoch);
        return true;
    }
}
