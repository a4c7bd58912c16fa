package dev.lungfish.libvirt.share;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// A resource of a server, counted in units: bytes, places, threads. Safe for use by several
/// threads; never waits.
///
/// An account is known only while it holds something, so that the number of those who ever came
/// costs nothing.
public final class SharedPool {
    private final Division division;
    private final Map<Trust, Long> byTrust = new EnumMap<>(Trust.class);
    private final Map<Account, Long> byAccount = new HashMap<>();

    public SharedPool(Division division) {
        this.division = division;
    }

    public Division division() {
        return division;
    }

    /// Takes units, all or none.
    ///
    /// @return false if the account has its part, or its degree of trust, or nothing is left
    public synchronized boolean take(Account account, long units) {
        if (units < 0) {
            throw new IllegalArgumentException(units + " units");
        }
        Trust trust = account.trust();
        if (units > division.each(trust) - used(account)) {
            return false;
        }
        long below = 0;
        for (Trust degree : Trust.values()) {
            below += used(degree);
            if (degree.compareTo(trust) >= 0 && units > division.upTo(degree) - below) {
                return false;
            }
        }
        change(account, units);
        return true;
    }

    /// Returns units that were taken.
    ///
    /// @throws IllegalArgumentException if the account does not hold so many
    public synchronized void giveBack(Account account, long units) {
        if (units < 0 || units > used(account)) {
            throw new IllegalArgumentException(
                    "%d units of %d that %s holds".formatted(units, used(account), account));
        }
        change(account, -units);
    }

    private void change(Account account, long units) {
        byTrust.put(account.trust(), used(account.trust()) + units);
        long held = used(account) + units;
        if (held == 0) {
            byAccount.remove(account);
        } else {
            byAccount.put(account, held);
        }
    }

    /// What an account holds.
    public synchronized long used(Account account) {
        return byAccount.getOrDefault(account, 0L);
    }

    /// What the accounts of one degree of trust hold.
    public synchronized long used(Trust trust) {
        return byTrust.getOrDefault(trust, 0L);
    }

    /// What all accounts hold.
    public synchronized long used() {
        return byTrust.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many accounts hold something.
    public synchronized int accounts() {
        return byAccount.size();
    }

    /// The part of one account.
    public Share of(Account account) {
        return new Share(this, account);
    }
}
