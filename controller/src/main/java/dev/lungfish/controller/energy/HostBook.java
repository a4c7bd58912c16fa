package dev.lungfish.controller.energy;

import dev.lungfish.controller.config.PoolConfiguration;
import dev.lungfish.core.fleet.energy.EnergyUse;
import dev.lungfish.core.fleet.energy.HostAccount;
import dev.lungfish.core.fleet.energy.HostAccount.Booked;
import dev.lungfish.core.fleet.energy.HostAccount.Rules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/// One host in the ledger, and what is not written yet of it. For who has the ledger's lock.
final class HostBook {
    private final String host;
    private String pool;
    private Rules rules;
    private HostAccount account;
    private Instant written;
    private Map<Page, EnergyUse> open = new LinkedHashMap<>();

    /// A day of a host in a pool.
    record Page(LocalDate day, String pool) {}

    /// What is to be written of a host, all of it or nothing.
    ///
    /// @param until up to when it is booked then
    record Entry(String host, Map<Page, EnergyUse> pages, Instant until) {}

    HostBook(String host, PoolConfiguration pool, HostAccount account, Instant now) {
        this.host = host;
        this.pool = pool.name();
        rules = rules(pool);
        this.account = account;
        written = now;
    }

    private static Rules rules(PoolConfiguration pool) {
        return new Rules(pool.power(), pool.zone());
    }

    HostAccount account() {
        return account;
    }

    /// The host has another name now, and may belong to another pool.
    void belongs(PoolConfiguration now) {
        pool = now.name();
        rules = rules(now);
    }

    String pool() {
        return pool;
    }

    /// Books something.
    ///
    /// @return what was booked
    EnergyUse book(BiFunction<HostAccount, Rules, Booked> how) {
        Booked booked = how.apply(account, rules);
        account = booked.account();
        EnergyUse sum = EnergyUse.NONE;
        for (Map.Entry<LocalDate, EnergyUse> day : booked.days().entrySet()) {
            open.merge(new Page(day.getKey(), pool), day.getValue(), EnergyUse::plus);
            sum = sum.plus(day.getValue());
        }
        return sum;
    }

    /// The clock was set back.
    void setBack(Instant now) {
        account = account.setBack(now);
        written = now;
    }

    /// Whether it is time to write.
    boolean isDue(Instant now) {
        return !now.isBefore(written.plus(EnergyLedger.WRITTEN));
    }

    /// Takes out what is to be written.
    Entry take(Instant now) {
        Entry entry = new Entry(host, open, account.until());
        open = new LinkedHashMap<>();
        written = now;
        return entry;
    }

    /// It could not be written.
    void putBack(Entry entry) {
        entry.pages().forEach((page, use) -> open.merge(page, use, EnergyUse::plus));
    }
}
