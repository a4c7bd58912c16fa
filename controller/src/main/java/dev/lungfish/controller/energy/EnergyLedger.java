package dev.lungfish.controller.energy;

import dev.lungfish.controller.config.PoolsConfiguration;
import dev.lungfish.controller.endpoint.MeterReadings;
import dev.lungfish.controller.fleet.FleetWatcher;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.controller.store.StoreException;
import dev.lungfish.core.fleet.energy.EnergyUse;
import dev.lungfish.core.fleet.energy.HostAccount;
import dev.lungfish.core.fleet.energy.HostActivity;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Books what hosts did, used and saved, as the controller observes them and as their meters tell.
/// Safe for use by several threads.
///
/// What is booked is written about once in five minutes for each host, some hosts at a time, with
/// the moment up to which that goes: so a controller that is killed counts nothing twice, and what
/// was not written is told as not known.
public final class EnergyLedger implements FleetWatcher, MeterReadings {
    /// How long days are kept: thirteen months.
    public static final int KEPT_DAYS = 400;

    static final Duration WRITTEN = Duration.ofMinutes(5);

    /// The most hosts that one transaction writes.
    private static final int AT_ONCE = 100;

    /// After so long without a look nobody knows what happened meanwhile.
    private static final Duration BLIND = Duration.ofMinutes(2);

    /// The most that is told as not known after a start.
    private static final Duration MONTH = Duration.ofDays(31);

    private final Store store;
    private final PoolsConfiguration pools;
    private final InstantSource clock;
    private final Supplier<List<Member>> members;
    private final Consumer<Reason> log;

    /// By the hosts' identities, those first that were written first.
    private final Map<String, HostBook> books = new LinkedHashMap<>();

    private final Map<String, EnergyUse> totals = new TreeMap<>();
    private Instant last;
    private Instant compared;
    private Optional<LocalDate> forgotten = Optional.empty();
    private boolean failing;

    /// Begins with what was written.
    ///
    /// @param members gives all hosts as they are now
    /// @param log takes what a human is to be told at once
    public EnergyLedger(
            Store store,
            PoolsConfiguration pools,
            InstantSource clock,
            Supplier<List<Member>> members,
            Consumer<Reason> log) {
        this.store = store;
        this.pools = pools;
        this.clock = clock;
        this.members = members;
        this.log = log;
        pools.all().forEach(pool -> totals.put(pool.name(), EnergyUse.NONE));
        last = clock.instant();
        compared = last;
        Map<String, Instant> booked = store.work(transaction -> transaction.energy().booked());
        for (Member member : members.get()) {
            HostBook book = begin(member, last);
            Optional.ofNullable(booked.get(member.id()))
                    .filter(until -> until.isBefore(last))
                    .ifPresent(until -> missed(book, until));
        }
    }

    private HostBook begin(Member member, Instant now) {
        HostBook book =
                new HostBook(
                        member.id(),
                        pools.of(member.name()),
                        HostAccount.begin(HostActivity.of(member.host().state()), now),
                        now);
        books.put(member.id(), book);
        return book;
    }

    /// While no controller ran, nobody looked.
    private void missed(HostBook book, Instant until) {
        Instant oldest = last.minus(MONTH);
        Instant from = until.isBefore(oldest) ? oldest : until;
        book(book, (account, rules) -> account.setBack(from).unseen(from, last, rules));
    }

    @Override
    public synchronized void changed(Collection<Member> hosts) {
        Instant now = look();
        for (Member member : hosts) {
            Optional<HostBook> known = Optional.ofNullable(books.get(member.id()));
            if (known.isEmpty()) {
                HostBook _ = begin(member, now);
                continue;
            }
            HostBook book = known.get();
            HostActivity next = HostActivity.of(member.host().state());
            if (next != book.account().activity()) {
                book(book, (account, rules) -> account.changes(next, now, rules));
            }
        }
    }

    @Override
    public synchronized void took(HostTable.Row host, MeterReading reading) {
        Instant now = look();
        Optional.ofNullable(books.get(host.id()))
                .ifPresent(
                        book -> book(book, (account, rules) -> account.reads(reading, now, rules)));
    }

    /// Lets time pass, and writes what is due. To be called often, by one thread.
    public void pass() {
        compare();
        write(due(AT_ONCE, false));
    }

    /// Writes all, for who ends the ledger.
    public void save() {
        write(due(Integer.MAX_VALUE, true));
    }

    /// What was booked since the controller started, by the names of the pools.
    public synchronized Map<String, EnergyUse> totals() {
        return new TreeMap<>(totals);
    }

    private synchronized List<HostBook.Entry> due(int most, boolean all) {
        Instant now = look();
        List<String> chosen = new ArrayList<>();
        for (Map.Entry<String, HostBook> book : books.entrySet()) {
            if (chosen.size() == most || !(all || book.getValue().isDue(now))) {
                break;
            }
            chosen.add(book.getKey());
        }
        List<HostBook.Entry> entries = new ArrayList<>();
        for (String host : chosen) {
            Optional<HostBook> book = Optional.ofNullable(books.remove(host));
            if (book.isPresent()) {
                book(book.get(), (account, rules) -> account.passes(now, rules));
                entries.add(book.get().take(now));
                books.put(host, book.get());
            }
        }
        return entries;
    }

    /// Hosts that left the fleet are booked no more, and others may have another name. The fleet is
    /// asked without the ledger's lock: it tells the ledger with its own.
    private void compare() {
        Instant now = clock.instant();
        if (Duration.between(compared, now).abs().compareTo(WRITTEN) >= 0) {
            compared = now;
            compare(members.get());
        }
    }

    private synchronized void compare(List<Member> present) {
        Set<String> gone = new HashSet<>(books.keySet());
        for (Member member : present) {
            boolean _ = gone.remove(member.id());
            Optional.ofNullable(books.get(member.id()))
                    .ifPresent(book -> book.belongs(pools.of(member.name())));
        }
        gone.forEach(books::remove);
    }

    private void write(List<HostBook.Entry> entries) {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        boolean forgets = !forgotten.equals(Optional.of(today));
        if (entries.isEmpty() && !forgets) {
            return;
        }
        try {
            boolean _ =
                    store.work(transaction -> {
                        for (HostBook.Entry entry : entries) {
                            entry.pages()
                                    .forEach((page, use) ->
                                            transaction
                                                    .energy()
                                                    .add(
                                                            page.day(),
                                                            entry.host(),
                                                            page.pool(),
                                                            use));
                            transaction.energy().booked(entry.host(), entry.until());
                        }
                        if (forgets) {
                            transaction.energy().forget(today.minusDays(KEPT_DAYS));
                        }
                        return true;
                    });
            forgotten = Optional.of(today);
            failing = false;
        } catch (StoreException e) {
            putBack(entries);
            if (!failing) {
                log.accept(e.reason());
            }
            failing = true;
        }
    }

    private synchronized void putBack(List<HostBook.Entry> entries) {
        entries.forEach(entry ->
                Optional.ofNullable(books.get(entry.host()))
                        .ifPresent(book -> book.putBack(entry)));
    }

    /// Where the clock was set, or nobody looked for long, it is not known what happened.
    private Instant look() {
        Instant now = clock.instant();
        if (now.isBefore(last)) {
            books.values()
                    .forEach(book -> {
                        book(book, (account, rules) -> account.unseen(last, last, rules));
                        book.setBack(now);
                    });
        } else if (now.isAfter(last.plus(BLIND))) {
            books.values()
                    .forEach(book ->
                            book(book, (account, rules) -> account.unseen(last, now, rules)));
        }
        last = now;
        return now;
    }

    private void book(
            HostBook book, BiFunction<HostAccount, HostAccount.Rules, HostAccount.Booked> how) {
        EnergyUse use = book.book(how);
        EnergyUse _ = totals.merge(book.pool(), use, EnergyUse::plus);
    }
}
