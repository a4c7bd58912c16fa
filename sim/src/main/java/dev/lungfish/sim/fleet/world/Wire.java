package dev.lungfish.sim.fleet.world;

import dev.lungfish.sim.seed.Dice;

/// The network between hosts and controllers: it loses, doubles and delays what goes over it.
public final class Wire {
    /// How much later than its sender waits a message may arrive.
    private static final long LATEST = 90_000;

    private final Timeline time;
    private final Dice dice;
    private final Fortune fortune;

    Wire(Timeline time, Dice dice, Fortune fortune) {
        this.time = time;
        this.dice = dice;
        this.fortune = fortune;
    }

    /// Sends a call, which may arrive twice.
    public void call(Runnable arrives) {
        if (fortune.happens(FleetFault.MESSAGE_DOUBLED, 1)) {
            time.in(dice.between(100, LATEST), arrives);
        }
        send(arrives);
    }

    /// Sends an answer, which arrives once at most.
    public void send(Runnable arrives) {
        if (fortune.happens(FleetFault.MESSAGE_LOST, 2)) {
            return;
        }
        long delay =
                fortune.happens(FleetFault.MESSAGE_LATE, 1)
                        ? dice.between(5_000, LATEST)
                        : dice.between(1, 400);
        time.in(delay, arrives);
    }
}
