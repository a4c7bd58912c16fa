package dev.lungfish.sim.run;

import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.procedure.request.ProcedureSettings.UnprovedPolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.sim.seed.Dice;
import dev.lungfish.sim.world.Blockers;
import dev.lungfish.sim.world.SimulatedRtc;
import dev.lungfish.sim.world.World;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What people ask for, and what the host is like when they do.
final class Requests {
    private static final long DAY = 86_400;

    private final Dice dice;
    private final World world;
    private int number;

    Requests(Dice dice, World world) {
        this.dice = dice;
        this.world = world;
    }

    ProcedureSettings settings() {
        ProcedureSettings usual = ProcedureSettings.usual();
        return new ProcedureSettings(
                usual.shortest(),
                usual.longest(),
                usual.longestDelay(),
                dice.chance(0.2) ? Duration.ofDays(1) : usual.rtcTestValidity(),
                dice.chance(0.1) ? Duration.ofHours(12 + dice.below(48)) : usual.longestNap(),
                usual.memoryLead(),
                usual.imageLead(),
                usual.earlyTolerance(),
                usual.memoryLateTolerance(),
                usual.imageLateTolerance(),
                usual.foreignStay(),
                dice.chance(0.2) ? Duration.ofDays(1) : usual.proofValidity(),
                dice.chance(0.1) ? UnprovedPolicy.REFUSE : UnprovedPolicy.ALLOW,
                dice.chance(0.2) ? dice.below(3) : usual.mostEarlyWakes());
    }

    SleepRequest next() {
        number++;
        Optional<Duration> length = Optional.of(length());
        Set<WayBack> wake = Set.of(WayBack.RTC);
        if (dice.chance(world.card().isThere() ? 0.4 : 0.02)) {
            wake = Set.of(WayBack.RTC, WayBack.WAKE_ON_LAN);
            if (dice.chance(0.4)) {
                wake = Set.of(WayBack.WAKE_ON_LAN);
                length = Optional.empty();
            }
        }
        if (dice.chance(0.01)) {
            length = dice.chance(0.5) ? Optional.empty() : Optional.of(Duration.ofHours(1));
            wake = dice.chance(0.5) ? Set.of() : Set.of(WayBack.WAKE_ON_LAN);
        }
        SleepRequest request =
                SleepRequest.to(
                                dice.pick(
                                        SleepTarget.MEM,
                                        SleepTarget.MEM,
                                        SleepTarget.DISK,
                                        SleepTarget.HYBRID,
                                        SleepTarget.IDLE))
                        .named("request-" + number)
                        .by("the simulation")
                        .lasting(length)
                        .relyingOn(wake)
                        .after(delay())
                        .guests(dice.pick(GuestPolicy.values()))
                        .onEarlyWake(dice.pick(EarlyWakePolicy.values()))
                        .ignoring(dice.chance(0.2) ? Set.of(Blockers.names().get(0)) : Set.of())
                        .carriedOutBy(
                                dice.chance(0.2)
                                        ? Optional.of(dice.pick(Executor.values()))
                                        : Optional.empty())
                        .purpose(
                                SleepRequest.Purpose.of(
                                        dice.chance(0.06),
                                        dice.chance(
                                                wake.contains(WayBack.WAKE_ON_LAN) ? 0.3 : 0.1)))
                        .build();
        prepare(request);
        return request;
    }

    private Duration length() {
        int kind = dice.below(100);
        if (kind < 40) {
            return Duration.ofSeconds(dice.between(60, 300));
        }
        if (kind < 85) {
            return Duration.ofSeconds(dice.magnitude(60, DAY));
        }
        if (kind < 96) {
            return Duration.ofSeconds(dice.magnitude(DAY, 20 * DAY));
        }
        if (kind < 97) {
            return Duration.ofSeconds(dice.magnitude(20 * DAY, 366 * DAY));
        }
        return Duration.ofSeconds(dice.pick(0L, -5L, 59L, 367 * DAY, Long.MAX_VALUE / 1000));
    }

    private Duration delay() {
        int kind = dice.below(100);
        if (kind < 40) {
            return Duration.ZERO;
        }
        if (kind < 98) {
            return Duration.ofMillis(dice.magnitude(1000, 600_000));
        }
        return Duration.ofSeconds(dice.pick(-1L, 90_000L));
    }

    /// What others did before the request came.
    private void prepare(SleepRequest request) {
        world.blockers().vanish();
        world.card().set(dice.chance(0.95), dice.chance(0.97));
        world.card()
                .packetAfter(
                        request.reliesOn(WayBack.WAKE_ON_LAN) && dice.chance(0.7)
                                ? dice.magnitude(2000, 600_000)
                                : Long.MAX_VALUE);
        if (dice.chance(0.08)) {
            world.neighbours().appear();
        }
        if (dice.chance(0.4)) {
            askForWakeups(request);
        }
        if (dice.chance(0.35) && !world.rtcs().isEmpty()) {
            SimulatedRtc rtc = world.rtcs().getLast();
            long promised =
                    request.delay().toSeconds() + Math.min(length(request).toSeconds(), 366 * DAY);
            world.neighbours()
                    .setAlarm(
                            rtc,
                            switch (dice.below(5)) {
                                case 0 -> request.delay().toSeconds() + dice.between(1, 60);
                                case 1 -> promised - dice.between(0, 10);
                                case 2 -> promised + dice.between(0, 40);
                                case 3 -> promised / 2;
                                default -> promised + dice.magnitude(30, DAY);
                            });
        }
    }

    private static Duration length(SleepRequest request) {
        return request.length().orElse(Duration.ofDays(10));
    }

    /// Some before the request, some while it runs; now and then one is taken back.
    private void askForWakeups(SleepRequest request) {
        long delay = Math.clamp(request.delay().toMillis(), 0, DAY * 1000);
        long length = Math.clamp(length(request).toMillis(), 1000, 366 * DAY * 1000);
        for (int left = 1 + dice.below(3); left > 0; left--) {
            long ahead =
                    delay
                            + switch (dice.below(5)) {
                                case 0 -> dice.between(-delay, 60_000);
                                case 1 -> length - dice.between(0, 100_000);
                                case 2 -> length / 2;
                                case 3 -> length + dice.between(0, 100_000);
                                default -> dice.magnitude(1000, length);
                            };
            long stay = dice.magnitude(1000, 1_800_000);
            if (dice.chance(0.3)) {
                world.later(
                        delay + dice.magnitude(1, length), () -> world.wakeups().ask(ahead, stay));
            } else {
                world.wakeups().ask(ahead, stay);
            }
        }
        if (dice.chance(0.1)) {
            world.later(delay + dice.magnitude(1, length), () -> world.wakeups().takeBack());
        }
    }
}
