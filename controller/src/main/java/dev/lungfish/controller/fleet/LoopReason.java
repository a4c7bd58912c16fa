package dev.lungfish.controller.fleet;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What the controller did, and who asked for it.
public sealed interface LoopReason extends Reason {

    /// The reason `fleet-host-state`.
    ///
    /// @param before as `core.fleet.state.HostState` spells it
    record FleetHostState(String host, String before, String now) implements LoopReason {}

    /// The reason `lease-granted`.
    record LeaseGranted(String host, String lease, Duration length, Reason why)
            implements LoopReason {}

    /// The reason `controller-started`.
    ///
    /// @param hosts that it knows
    record ControllerStarted(long epoch, int hosts) implements LoopReason {}

    /// The reason `host-state-forgotten`.
    record HostStateForgotten(String host) implements LoopReason {}

    /// The reason `held-by-person`.
    record HeldByPerson(String by) implements LoopReason {}

    /// The reason `worked-on-by`.
    record WorkedOnBy(String by) implements LoopReason {}

    /// The reason `released-by`.
    record ReleasedBy(String by) implements LoopReason {}

    /// The reason `wake-asked-by`.
    record WakeAskedBy(String by) implements LoopReason {}

    /// The reason `drained-by`.
    record DrainedBy(String by) implements LoopReason {}

    /// The reason `drain-ended-by`.
    record DrainEndedBy(String by) implements LoopReason {}

    /// The reason `host-takes-part-in-move`: a guest comes or goes.
    record HostTakesPartInMove(String guest) implements LoopReason {}

    /// The reason `host-not-usable`: it can't be counted on for guests.
    ///
    /// @param state as `core.fleet.state.HostState` spells it
    record HostNotUsable(String host, String state) implements LoopReason {}

    /// The reason `sleep-asked-by`.
    record SleepAskedBy(String by) implements LoopReason {}

    /// The reason `step-accepted-by`.
    ///
    /// @param act what was proposed: sleep or wake
    record StepAcceptedBy(String by, String act) implements LoopReason {}

    /// The reason `step-refused-by`.
    ///
    /// @param act what was proposed: sleep or wake
    /// @param until when it is not proposed again, unless the situation changes
    record StepRefusedBy(String by, String act, Instant until) implements LoopReason {}

    /// The reason `step-unknown`.
    record StepUnknown(String step) implements LoopReason {}

    /// The reason `sleep-refused`: what the plan of the pool, or the host's state, has against it.
    record SleepRefused(String host, Reason why) implements LoopReason {}

    /// The reason `host-not-awake`.
    ///
    /// @param state as `core.fleet.state.HostState` spells it
    record HostNotAwake(String host, String state) implements LoopReason {}

    /// The reason `demand-made`.
    record DemandMade(String demand, String by) implements LoopReason {}

    /// The reason `demand-ended`.
    record DemandEnded(String demand) implements LoopReason {}

    /// The reason `fleet-host-unknown`.
    record FleetHostUnknown(String host) implements LoopReason {}

    /// The reason `demand-unknown`.
    record DemandUnknown(String demand) implements LoopReason {}

    /// The reason `pool-unknown`.
    record PoolUnknown(String pool) implements LoopReason {}

    /// The reason `pool-missing`.
    ///
    /// @param pools that there are
    record PoolMissing(List<String> pools) implements LoopReason {}
}
