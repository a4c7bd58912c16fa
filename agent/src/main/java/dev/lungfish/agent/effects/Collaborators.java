package dev.lungfish.agent.effects;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.proof.StoredProofs;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.linux.blockers.Guests;
import dev.lungfish.linux.hooks.HookScripts;
import java.time.Duration;
import java.util.function.Supplier;

/// What [HostEffects] is given beside the host itself.
///
/// @param readings all that is read of how the host sleeps, afresh
/// @param kept what is kept of the host's ways back
/// @param wakeups those that others asked Lungfish for
/// @param guests of the host
/// @param hooks of its administrator
/// @param timerStay how long the host stays awake for a timer of systemd that wakes it
public record Collaborators(
        Supplier<SleepReadings> readings,
        Supplier<StoredProofs> kept,
        Supplier<Answer.WakeupsFound> wakeups,
        Guests guests,
        HookScripts hooks,
        Duration timerStay) {}
