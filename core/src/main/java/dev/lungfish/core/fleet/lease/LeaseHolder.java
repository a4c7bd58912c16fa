package dev.lungfish.core.fleet.lease;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.Optional;

/// What a host keeps of its controllers: the highest epoch that it has seen, the lease that it
/// obeyed last, and what of that lease's autonomy is left. It decides what the host does with an
/// answer, and with silence; whoever runs it keeps the next one on the disk before it acts.
///
/// @param highest of all answers so far; leases below it are refused
/// @param last the lease that was obeyed last; empty before the first
/// @param left of its autonomy
public record LeaseHolder(Epoch highest, Optional<Lease> last, Autonomy left) {
    /// How long a host that its own alarm has woken tries to reach a controller before it decides
    /// by itself.
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Between two attempts during that time.
    public static final Duration RETRY = Duration.ofSeconds(5);

    /// Between two attempts of a host that stays awake.
    public static final Duration RETRY_AWAKE = Duration.ofMinutes(1);

    /// One that has never heard of a controller.
    public static final LeaseHolder NEW =
            new LeaseHolder(Epoch.NONE, Optional.empty(), Autonomy.NONE);

    /// What a host does.
    public sealed interface Step {
        /// Begin to sleep.
        ///
        /// @param next to be kept before
        /// @param lease whose name the request gets, and how long it lasts at most
        record Sleep(LeaseHolder next, Lease lease, Reason why) implements Step {}

        /// Stay awake.
        ///
        /// @param next to be kept before
        /// @param again after how long the host calls again
        record Stay(LeaseHolder next, Duration again, Reason why) implements Step {}

        /// Take no new work.
        ///
        /// @param next to be kept before
        /// @param again after how long the host calls again
        record Drain(LeaseHolder next, Duration again, Reason why) implements Step {}

        /// Do as if nobody had answered, but tell it: a controller without authority has.
        record Refuse(Duration again, LeaseReason.EpochTooLow why) implements Step {}
    }

    /// What it does with an answer. To stay awake needs no authority, to sleep or to turn work away
    /// does.
    public Step on(Verdict verdict) {
        if (verdict.epoch().isBelow(highest) && !(verdict instanceof Verdict.Stay)) {
            return new Step.Refuse(
                    RETRY_AWAKE,
                    new LeaseReason.EpochTooLow(verdict.epoch().number(), highest.number()));
        }
        return switch (verdict) {
            case Verdict.Sleep(Lease lease, Reason reason) ->
                    new Step.Sleep(
                            new LeaseHolder(lease.epoch(), Optional.of(lease), lease.autonomy()),
                            lease,
                            reason);
            case Verdict.Stay(Epoch epoch, Duration again, Reason reason) ->
                    new Step.Stay(awake(epoch), again, reason);
            case Verdict.Drain(Epoch epoch, Duration again, Reason reason) ->
                    new Step.Drain(awake(epoch), again, reason);
        };
    }

    /// What it does when nobody answers.
    ///
    /// @param tried since the first attempt that failed
    /// @param woken whether the host's own alarm has woken it at the end of the last lease, and
    ///   nothing has happened since
    /// @param name of the lease that the host gives itself, where it does
    public Step onSilence(Duration tried, boolean woken, String name) {
        if (!woken) {
            return new Step.Stay(this, RETRY_AWAKE, new LeaseReason.NoControllerStayAwake(tried));
        }
        if (tried.compareTo(PATIENCE) < 0) {
            return new Step.Stay(this, RETRY, new LeaseReason.NoControllerStayAwake(tried));
        }
        if (last.isEmpty() || left.sleeps() == 0) {
            return new Step.Stay(
                    new LeaseHolder(highest, last, Autonomy.NONE),
                    RETRY_AWAKE,
                    new LeaseReason.NoControllerStayAwake(tried));
        }
        Lease granted = last.get();
        Autonomy rest = left.afterOne();
        Lease own = new Lease(name, granted.epoch(), granted.target(), left.longest(), rest);
        return new Step.Sleep(
                new LeaseHolder(highest, last, rest),
                own,
                new LeaseReason.NoControllerSleepOn(tried, granted.id(), rest.sleeps()));
    }

    /// Autonomy ends where a controller has said something newer.
    private LeaseHolder awake(Epoch epoch) {
        return new LeaseHolder(epoch.isBelow(highest) ? highest : epoch, last, Autonomy.NONE);
    }
}
