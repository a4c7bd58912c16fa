package dev.lungfish.replay.policy;

import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.replay.trace.Need;
import java.util.Locale;

/// What others do, and what is taught. Each knows the need of every moment exactly and at once, and
/// hosts obey it in the same millisecond: none has the delays that the calls of real hosts bring.
public enum Policy implements Spelled {
    /// No host ever sleeps.
    ALWAYS_ON,
    /// A host sleeps as soon as it is not needed.
    SLEEP_AT_ONCE,
    /// A host sleeps when it was not needed for T*: at most twice the optimum for each time that it
    /// is idle.
    ///
    /// **Source:** the ski rental problem (Karlin and others, 1988), for many servers Lu, Chen and
    /// Andrew, "Simple and effective dynamic provisioning for power-proportional data centers",
    /// 2013.
    WAIT_BREAK_EVEN,
    /// The windows of VMware's Distributed Power Management.
    ///
    /// **Source:** VMware, "Distributed Power Management Concepts and Use", and its defaults:
    /// utilization is to be within 63 % give or take 18; hosts are taken out below 45 % in the mean
    /// of 40 minutes and brought back above 81 % in the mean of 5.
    DPM_WINDOWS;

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How many hosts it keeps awake.
    ///
    /// @param need how many must be
    public Steps awake(Need need, int hosts, PowerModel power) {
        return switch (this) {
            case ALWAYS_ON -> Steps.always(hosts);
            case SLEEP_AT_ONCE -> Waiting.awake(need, 0);
            case WAIT_BREAK_EVEN -> Waiting.awake(need, power.breakEven().toMillis());
            case DPM_WINDOWS -> Windows.awake(need, hosts);
        };
    }
}
