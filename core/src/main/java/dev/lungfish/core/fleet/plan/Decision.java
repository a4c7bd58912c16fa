package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.state.Permission;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a plan wants of one host.
///
/// @param why the rule that decided
/// @param changes when that may change by itself; empty where time alone changes nothing
public record Decision(Act act, Reason why, Optional<Instant> changes) {
    /// What it is to do.
    public sealed interface Act {
        /// Sleep.
        ///
        /// @param length of its lease
        record Sleep(Duration length) implements Act {}

        /// Stay awake.
        record Stay() implements Act {}

        /// Be emptied.
        record Drain() implements Act {}
    }

    static Decision sleep(Duration length, PlanReason why) {
        return new Decision(new Act.Sleep(length), why, Optional.empty());
    }

    static Decision stay(Reason why) {
        return new Decision(new Act.Stay(), why, Optional.empty());
    }

    static Decision stay(Reason why, Instant changes) {
        return new Decision(new Act.Stay(), why, Optional.of(changes));
    }

    /// What the machine of the host is handed.
    ///
    /// @param lease the name of the lease, if it comes to one; no two leases have the same
    public Permission permission(PoolRules rules, Epoch epoch, String lease) {
        return switch (act) {
            case Act.Sleep(Duration length) when rules.mode() == Mode.AUTOMATIC ->
                    new Permission.May(
                            new Lease(
                                    lease,
                                    epoch,
                                    rules.target(),
                                    length,
                                    rules.leases().autonomy()),
                            why);
            case Act.Sleep(Duration length) ->
                    new Permission.MayNot(rules.call(), new PlanReason.PlanWouldSleep(length));
            case Act.Drain() when rules.mode() == Mode.AUTOMATIC ->
                    new Permission.Drain(rules.call(), why);
            case Act.Drain(), Act.Stay() -> new Permission.MayNot(rules.call(), why);
        };
    }
}
