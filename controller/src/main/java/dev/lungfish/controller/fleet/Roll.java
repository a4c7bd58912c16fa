package dev.lungfish.controller.fleet;

import dev.lungfish.controller.store.HostTable;
import dev.lungfish.core.text.ReasonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The hosts of the fleet, found by their identity, by their name, by when time alone changes them,
/// and by whether somebody needs them, without looking at all of them. For who has the loop's lock.
final class Roll {
    private final Map<String, Member> byId = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final NavigableSet<Due> due =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::id));
    private final Set<String> wanted = new HashSet<>();

    /// Those of which something is not kept yet, the longest time first.
    private final Set<String> unsaved = new LinkedHashSet<>();

    /// When time changes a host.
    private record Due(Instant at, String id) {}

    /// Takes a host in, or what is known of it now.
    ///
    /// @return what was known of it before
    Optional<Member> put(Member member) {
        Optional<Member> before = Optional.ofNullable(byId.put(member.id(), member));
        before.ifPresent(this::forgetIndices);
        byName.put(key(member.name()), member.id());
        member.again().ifPresent(at -> due.add(new Due(at, member.id())));
        if (member.host().wanted().isPresent()) {
            wanted.add(member.id());
        }
        return before;
    }

    /// Forgets a host.
    Optional<Member> remove(String id) {
        Optional<Member> gone = Optional.ofNullable(byId.remove(id));
        gone.ifPresent(this::forgetIndices);
        unsaved.remove(id);
        return gone;
    }

    private void forgetIndices(Member member) {
        byName.remove(key(member.name()), member.id());
        member.again().ifPresent(at -> due.remove(new Due(at, member.id())));
        wanted.remove(member.id());
    }

    Optional<Member> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// A host that was enrolled.
    ///
    /// @throws ReasonException where it was put out of the fleet a moment ago
    Member of(HostTable.Row row) {
        return byId(row.id())
                .orElseThrow(
                        () -> new ReasonException(new LoopReason.FleetHostUnknown(row.name())));
    }

    /// A host by its whole name.
    Optional<Member> byName(String name) {
        return Optional.ofNullable(byName.get(key(name))).map(byId::get);
    }

    /// A host by its name, the first part of it, a card or an address.
    ///
    /// @throws ReasonException where there is none
    Member named(String word) {
        return byName(word)
                .or(() ->
                        byId.values().stream()
                                .filter(member -> member.identity().isMeantBy(word))
                                .min(Comparator.comparing(Member::name)))
                .orElseThrow(() -> new ReasonException(new LoopReason.FleetHostUnknown(word)));
    }

    /// All of them, in no order.
    Collection<Member> all() {
        return byId.values();
    }

    /// The identities of those that time has changed, in the order of those times.
    List<String> due(Instant now) {
        List<String> passed = new ArrayList<>();
        for (Due next : due) {
            if (next.at().isAfter(now)) {
                break;
            }
            passed.add(next.id());
        }
        return passed;
    }

    /// Those that somebody needs.
    List<Member> wanted() {
        return wanted.stream().map(byId::get).toList();
    }

    /// What is known of a host is not kept yet, or all of it is.
    void save(String id, boolean saved) {
        if (saved) {
            unsaved.remove(id);
        } else {
            unsaved.add(id);
        }
    }

    /// Some of those of which something is not kept yet.
    List<Member> unsaved(int most) {
        List<Member> some = new ArrayList<>();
        for (Iterator<String> ids = unsaved.iterator(); ids.hasNext() && some.size() < most; ) {
            byId(ids.next()).ifPresent(some::add);
        }
        return some;
    }

    /// How many there are of those.
    int unsaved() {
        return unsaved.size();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
