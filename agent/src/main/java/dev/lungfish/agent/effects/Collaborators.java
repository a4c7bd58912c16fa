package dev.lungfish.agent.effects;

import dev.lungfish.core.procedure.EffectRunner;
import dev.lungfish.core.procedure.StoredProofs;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.linux.blockers.Guests;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What [HostEffects] is given beside the host itself.
///
/// @param readings all that is read of how the host sleeps, afresh
/// @param kept what is kept of the host's ways back
/// @param guests of the host
/// @param cancelled whether somebody has asked by now that the request be cancelled
/// @param timerStay how long the host stays awake for a timer of systemd that wakes it
/// @param others carries out the effects that do not touch the host: journal, kept tests and
///   proofs, wakeups that were asked for, replies, clients
public record Collaborators(
        Supplier<SleepReadings> readings,
        Supplier<StoredProofs> kept,
        Guests guests,
        BooleanSupplier cancelled,
        Duration timerStay,
        EffectRunner others) {}
