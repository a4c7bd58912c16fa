package dev.lungfish.agent.effects;

import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.linux.hooks.HookScripts;
import dev.lungfish.linux.power.SleepLimit;
import dev.lungfish.runtime.clock.Patience;
import java.time.Duration;
import java.util.List;

/// How long each effect on the host may take, so that nothing that hangs holds up the procedure.
/// Counted on the clock that stands still in sleep.
final class EffectLimit {
    /// Files of the kernel answer in microseconds; some RTCs sit on a slow bus.
    static final Duration FILE = Duration.ofSeconds(5);

    /// logind may be asked for its answers, and systemd for its version.
    static final Duration EXAMINATION =
            Duration.ofSeconds(20).plus(Patience.SERVICE.whole()).plus(Patience.SERVICE.whole());

    /// logind is asked; scripts and libvirtd have limits of their own.
    static final Duration BLOCKERS = Duration.ofSeconds(30).plus(Patience.SERVICE.whole());

    /// systemd is asked for its timers.
    static final Duration WAKEUPS = FILE.plus(Patience.SERVICE.whole());

    static final Duration GUEST_PAUSED = Duration.ofSeconds(30);

    /// Its agent is asked to set the clock and to tell it, and may not answer.
    static final Duration GUEST_CLOCK = Duration.ofSeconds(30);

    /// Its memory goes to the disk, or comes from there.
    static final Duration GUEST_SAVED = Duration.ofMinutes(10);

    /// What is left to whoever has a limit of his own to say what happened.
    static final Duration GRACE = Duration.ofSeconds(10);

    /// The same for logind, which may take a minute to accept and to announce a sleep.
    static final Duration ACCEPTANCE = Duration.ofSeconds(90);

    private EffectLimit() {}

    /// @param hooks of the host, which have a limit of their own
    static Duration of(Effect.OnHost effect, HookScripts hooks) {
        return switch (effect) {
            case Effect.Examine _ -> EXAMINATION;
            case Effect.FindBlockers _, Effect.FindGuests _ -> BLOCKERS;
            case Effect.FindWakeups _ -> WAKEUPS;
            case Effect.PutGuestsAside(GuestPolicy policy, List<PreparedGuest> guests) ->
                    guests(policy, guests);
            case Effect.BringGuestsBack(GuestPolicy policy, List<PreparedGuest> guests) ->
                    guests(policy, guests);
            case Effect.SetGuestClocks(List<PreparedGuest> guests) ->
                    GUEST_CLOCK.multipliedBy(guests.size()).plus(GRACE);
            case Effect.Enter enter -> SleepLimit.of(enter.state()).plus(ACCEPTANCE);
            case Effect.RunHooks run -> hooks.limitOf(run.hooks().size()).plus(GRACE);
            case Effect.FinishHooks finish -> hooks.limitOf(finish.hooks().size()).plus(GRACE);
            case Effect.Open _,
                    Effect.FindHooks _,
                    Effect.ReadRtc _,
                    Effect.ReadCard _,
                    Effect.SetAlarm _,
                    Effect.ClearAlarm _,
                    Effect.ReadMode _,
                    Effect.ChooseMode _,
                    Effect.RestoreMode _,
                    Effect.Observe _,
                    Effect.Close _ ->
                    FILE;
        };
    }

    private static Duration guests(GuestPolicy policy, List<PreparedGuest> guests) {
        return guest(policy).multipliedBy(guests.size()).plus(GRACE);
    }

    static Duration guest(GuestPolicy policy) {
        return policy == GuestPolicy.SAVE ? GUEST_SAVED : GUEST_PAUSED;
    }
}
