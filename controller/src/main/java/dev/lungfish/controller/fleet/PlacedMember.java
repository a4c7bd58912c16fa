package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.energy.HostActivity;
import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.Rest;
import dev.lungfish.core.procedure.request.SleepTarget;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// One host with what its pool says of it. Immutable.
///
/// @param pool its name
/// @param mode what becomes of the pool's plan now
/// @param target how hosts of the pool sleep
/// @param power by which its energy is estimated
public record PlacedMember(
        Member member, String pool, Mode mode, SleepTarget target, PowerModel power) {
    public String name() {
        return member.name();
    }

    public HostState state() {
        return member.host().state();
    }

    /// Until when it may sleep; empty where it is known to be awake, and where nobody knows.
    public Optional<Instant> asleepUntil() {
        return state().rest().flatMap(Rest::bound);
    }

    /// Whether a way back from the pool's sleep is proved, as the host told last; empty where it
    /// has never called.
    public Optional<Boolean> hasWayBack() {
        return member.call().map(call -> call.returns().contains(target));
    }

    /// What it draws now by the model, in watts; empty where nobody knows what it does.
    public OptionalDouble watts() {
        return power.draws(HostActivity.of(state()));
    }

    /// What it saves now by the model, in watts.
    public OptionalDouble saved() {
        return switch (HostActivity.of(state())) {
            case ASLEEP -> OptionalDouble.of(power.saved());
            case AWAKE, BETWEEN -> OptionalDouble.of(0);
            case UNKNOWN -> OptionalDouble.empty();
        };
    }
}
