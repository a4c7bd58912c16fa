package dev.lungfish.controller.store;

import dev.lungfish.core.fleet.lease.Epoch;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// What one piece of work reads and changes. For the thread that does the work, while it does it.
public final class Transaction {
    private final Handle handle;
    private final Consumer<HostTable.Row> hosts;

    /// @param hosts takes each host that is put
    Transaction(Handle handle, Consumer<HostTable.Row> hosts) {
        this.handle = handle;
        this.hosts = hosts;
    }

    /// The connection, for [Backup].
    Handle handle() {
        return handle;
    }

    public HostTable hosts() {
        return new HostTable(handle, hosts);
    }

    public TokenTable tokens() {
        return new TokenTable(handle);
    }

    public EventTable events() {
        return new EventTable(handle);
    }

    public StateTable states() {
        return new StateTable(handle);
    }

    public LeaseTable leases() {
        return new LeaseTable(handle);
    }

    public DemandTable demands() {
        return new DemandTable(handle);
    }

    public HoldTable holds() {
        return new HoldTable(handle);
    }

    public DrainTable drains() {
        return new DrainTable(handle);
    }

    public MoveTable moves() {
        return new MoveTable(handle);
    }

    public PoolTable pools() {
        return new PoolTable(handle);
    }

    public SampleTable samples() {
        return new SampleTable(handle);
    }

    public EnergyTable energy() {
        return new EnergyTable(handle);
    }

    public AccessTable access() {
        return new AccessTable(handle);
    }

    public AuditTable audit() {
        return new AuditTable(handle);
    }

    public AnsweredTable answered() {
        return new AnsweredTable(handle);
    }

    /// Whether a backup was restored and no controller has started with it since.
    public boolean isRestored() {
        return handle.createQuery("SELECT restored FROM controller").mapTo(Integer.class).one() > 0;
    }

    /// Says so, or not any more.
    public void setRestored(boolean restored) {
        int _ =
                handle.createUpdate("UPDATE controller SET restored = :restored")
                        .bind("restored", restored ? 1 : 0)
                        .execute();
    }

    /// The controller's own epoch.
    public Epoch epoch() {
        return new Epoch(
                handle.createQuery("SELECT epoch FROM controller").mapTo(Long.class).one());
    }

    /// Sets it.
    public void setEpoch(Epoch epoch) {
        int _ =
                handle.createUpdate("UPDATE controller SET epoch = :epoch")
                        .bind("epoch", epoch.number())
                        .execute();
    }
}
