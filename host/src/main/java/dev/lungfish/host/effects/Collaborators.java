package dev.lungfish.host.effects;

import dev.lungfish.core.procedure.EffectRunner;
import dev.lungfish.core.procedure.RtcTest;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.linux.guests.Guests;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What [HostEffects] is given beside the host itself.
///
/// @param readings all that is read of how the host sleeps, afresh
/// @param keptTests the last test of each RTC by its name
/// @param guests of the host
/// @param cancelled whether somebody has asked by now that the request be cancelled
/// @param others carries out the effects that do not touch the host: journal, kept tests, replies,
///   clients
public record Collaborators(
        Supplier<SleepReadings> readings,
        Supplier<Map<String, RtcTest>> keptTests,
        Guests guests,
        BooleanSupplier cancelled,
        EffectRunner others) {}
