package dev.lungfish.daemon.neighbour;

import dev.lungfish.agent.wake.WakeDevices;
import dev.lungfish.agent.wake.WakeOnLanNics;
import dev.lungfish.api.Finished;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.sleep.SleepObserver;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Sees to the ways back round a sleep: the cards are told again what to wake on, devices that are
/// quiet are switched off, neighbours are told; afterwards all of it the other way round.
public final class WayBackMonitor implements SleepObserver {
    private final WakeOnLanNics cards;
    private final WakeDevices devices;
    private final Neighbours neighbours;
    private final boolean neighbourRequired;
    private final Log log;

    /// @param neighbourRequired whether there is no sleep where no neighbour was told
    public WayBackMonitor(
            WakeOnLanNics cards,
            WakeDevices devices,
            Neighbours neighbours,
            boolean neighbourRequired,
            Log log) {
        this.cards = cards;
        this.devices = devices;
        this.neighbours = neighbours;
        this.neighbourRequired = neighbourRequired;
        this.log = log;
    }

    /// Sets what drivers forgot, and what an earlier run left switched off.
    public void keep() {
        tell(devices.unhush(), LogEvent.WakeDeviceNotRestored::new);
        cards.keep().forEach(done -> log.event(new LogEvent.WakeOnLanSet(done)));
        devices.keep().forEach(done -> log.event(new LogEvent.WakeDeviceSet(done)));
    }

    /// The same without an end to quiet: while the host is awake, also in a countdown.
    public void keepCards() {
        cards.keep().forEach(done -> log.event(new LogEvent.WakeOnLanSet(done)));
    }

    /// @throws ReasonException where no neighbour was told and one is required: the sleep is undone
    ///   then
    @Override
    public void quiesced(SleepRequest request) {
        keepCards();
        tell(devices.hush(), LogEvent.WakeDeviceNotDisabled::new);
        if (!neighbours.exist()) {
            return;
        }
        List<String> told = neighbours.tell(request);
        if (!told.isEmpty()) {
            log.event(new LogEvent.NeighboursExpectHost(request.id(), told));
        } else if (neighbourRequired) {
            throw new ReasonException(new NeighbourReason.NoNeighbourTold());
        } else {
            log.event(new LogEvent.NoNeighbourExpectsHost(request.id()));
        }
    }

    @Override
    public void resumed(SleepRequest request) {
        tell(devices.unhush(), LogEvent.WakeDeviceNotRestored::new);
        keepCards();
    }

    @Override
    public void ended(Finished finished) {
        if (finished.accepted().isEmpty()) {
            return;
        }
        tell(devices.unhush(), LogEvent.WakeDeviceNotRestored::new);
        neighbours.introduceAgain();
        early(finished.outcome())
                .map(devices::blame)
                .orElse(List.of())
                .forEach(sentence ->
                        log.event(new LogEvent.SpuriousWake(finished.request().id(), sentence)));
    }

    private static Optional<WakeCause> early(Outcome outcome) {
        return switch (outcome) {
            case Outcome.WokeEarly early -> Optional.of(early.cause());
            case Outcome.Slept slept -> Optional.of(slept.cause());
            case Outcome _ -> Optional.empty();
        };
    }

    private void tell(List<? extends Reason> failures, Function<Reason, LogEvent> event) {
        failures.forEach(failure -> log.event(event.apply(failure)));
    }
}
