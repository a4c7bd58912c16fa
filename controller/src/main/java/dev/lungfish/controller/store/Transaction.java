package dev.lungfish.controller.store;

import dev.lungfish.core.fleet.lease.Epoch;
import org.jdbi.v3.core.Handle;

/// What one piece of work reads and changes. For the thread that does the work, while it does it.
public final class Transaction {
    private final Handle handle;

    Transaction(Handle handle) {
        this.handle = handle;
    }

    public HostTable hosts() {
        return new HostTable(handle);
    }

    public TokenTable tokens() {
        return new TokenTable(handle);
    }

    public EventTable events() {
        return new EventTable(handle);
    }

    /// The controller's own epoch.
    public Epoch epoch() {
        return new Epoch(
                handle.createQuery("SELECT epoch FROM controller").mapTo(Long.class).one());
    }

    /// Sets it.
    public void setEpoch(Epoch epoch) {
        handle.createUpdate("UPDATE controller SET epoch = :epoch")
                .bind("epoch", epoch.number())
                .execute();
    }
}
