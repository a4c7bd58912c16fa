package dev.lungfish.controller.fleet;

import dev.lungfish.controller.store.DrainTable;
import dev.lungfish.controller.store.HoldTable;
import dev.lungfish.controller.store.Transaction;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.function.Consumer;

/// What a person, or a plan, does to a host.
public sealed interface Change {
    /// Who, in words.
    String by();

    /// What is told of it.
    Reason why();

    /// What the machine of the host is handed.
    HostEvent event(Instant now);

    /// What is kept besides.
    default void also(Transaction transaction, Member host, Instant now) {}

    /// It is not to be put to sleep.
    record Hold(String by) implements Change {
        @Override
        public Reason why() {
            return new LoopReason.HeldByPerson(by);
        }

        @Override
        public HostEvent event(Instant now) {
            return new HostEvent.Held(now, why());
        }

        @Override
        public void also(Transaction transaction, Member host, Instant now) {
            transaction.holds().put(new HoldTable.Row(host.id(), false, by), now);
        }
    }

    /// It may be put to sleep again, and is well again, and looked for again.
    record Release(String by) implements Change {
        @Override
        public Reason why() {
            return new LoopReason.ReleasedBy(by);
        }

        @Override
        public HostEvent event(Instant now) {
            return new HostEvent.Released(now, why());
        }

        @Override
        public void also(Transaction transaction, Member host, Instant now) {
            transaction.holds().remove(host.id(), false);
        }
    }

    /// Somebody works on it from now on.
    record BeginMaintenance(String by) implements Change {
        @Override
        public Reason why() {
            return new LoopReason.WorkedOnBy(by);
        }

        @Override
        public HostEvent event(Instant now) {
            return new HostEvent.MaintenanceBegun(now, why());
        }

        @Override
        public void also(Transaction transaction, Member host, Instant now) {
            transaction.holds().put(new HoldTable.Row(host.id(), true, by), now);
        }
    }

    /// Nobody works on it any more.
    record EndMaintenance(String by) implements Change {
        @Override
        public Reason why() {
            return new LoopReason.ReleasedBy(by);
        }

        @Override
        public HostEvent event(Instant now) {
            return new HostEvent.MaintenanceEnded(now);
        }

        @Override
        public void also(Transaction transaction, Member host, Instant now) {
            transaction.holds().remove(host.id(), true);
        }
    }

    /// It is woken, once.
    record Wake(String by) implements Change {
        @Override
        public Reason why() {
            return new LoopReason.WakeAskedBy(by);
        }

        @Override
        public HostEvent event(Instant now) {
            return new HostEvent.WakeAsked(now, why());
        }
    }

    /// Its guests are moved away from now on, and plans give it none.
    record Drain(String by) implements Change {
        @Override
        public Reason why() {
            return new LoopReason.DrainedBy(by);
        }

        @Override
        public HostEvent event(Instant now) {
            return new HostEvent.Passed(now);
        }

        @Override
        public void also(Transaction transaction, Member host, Instant now) {
            transaction.drains().put(new DrainTable.Row(host.id(), by, now));
        }
    }

    /// It may have guests again.
    record EndDrain(String by) implements Change {
        @Override
        public Reason why() {
            return new LoopReason.DrainEndedBy(by);
        }

        @Override
        public HostEvent event(Instant now) {
            return new HostEvent.Passed(now);
        }

        @Override
        public void also(Transaction transaction, Member host, Instant now) {
            transaction.drains().remove(host.id());
        }
    }

    /// A plan has moved a guest of it, or could not.
    ///
    /// @param failed whether that counts against emptying it
    /// @param kept what is written with it
    record Placed(Reason why, boolean failed, Consumer<Transaction> kept) implements Change {
        @Override
        public String by() {
            return "the controller";
        }

        @Override
        public HostEvent event(Instant now) {
            return failed ? new HostEvent.MoveFailed(now, why) : new HostEvent.Passed(now);
        }

        @Override
        public void also(Transaction transaction, Member host, Instant now) {
            kept.accept(transaction);
        }
    }
}
