package dev.lungfish.core.fleet.lease;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// Why a host does what it does with what a controller says.
public sealed interface LeaseReason extends Reason {
    /// A controller that another one has replaced, or whose database is older than it was.
    record EpochTooLow(long epoch, long highest) implements LeaseReason {}

    /// The answer to the last call before a sleep was another one.
    record LeaseWithdrawn(String lease) implements LeaseReason {}

    /// No controller answered for so long, and the lease that ended allows no more sleep.
    record NoControllerStayAwake(Duration tried) implements LeaseReason {}

    /// No controller answered for so long; the lease that ended allows so many more sleeps.
    record NoControllerSleepOn(Duration tried, String lease, int left) implements LeaseReason {}
}
