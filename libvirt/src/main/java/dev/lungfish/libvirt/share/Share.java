package dev.lungfish.libvirt.share;

import dev.lungfish.libvirt.rpc.Allowance;

/// What one account may use of a pool, together with all its connections. Safe for use by several
/// threads.
public record Share(SharedPool pool, Account account) implements Allowance {
    @Override
    public boolean take(int units) {
        return pool.take(account, units);
    }

    @Override
    public void giveBack(int units) {
        pool.giveBack(account, units);
    }

    @Override
    public String inWords() {
        return "%s holds %d of %d bytes, and all connections together hold %d of %d"
                .formatted(
                        account,
                        pool.used(account),
                        pool.division().each(account.trust()),
                        pool.used(),
                        pool.division().upTo(account.trust()));
    }
}
