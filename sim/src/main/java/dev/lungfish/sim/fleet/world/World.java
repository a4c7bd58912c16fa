package dev.lungfish.sim.fleet.world;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.sim.seed.Dice;
import java.util.ArrayList;
import java.util.List;

/// A fleet: hosts on some networks, the wire, and the time.
public final class World {
    /// Why something happens, where nobody asks.
    public static final Reason SOMETHING = ReceivedReason.uncoded("simulated");

    private final Dice dice;
    private final Fortune fortune;
    private final Timeline time = new Timeline();
    private final Wire wire;
    private final List<SimHost> hosts = new ArrayList<>();
    private final int segments;

    public World(long seed) {
        dice = new Dice(seed);
        fortune = new Fortune(dice);
        wire = new Wire(time, dice, fortune);
        segments = dice.chance(0.6) ? 1 : 2;
    }

    /// Makes the hosts.
    public void populate(Reach reach, HostWatch watch) {
        int count = 2 + dice.below(6);
        for (int i = 0; i < count; i++) {
            hosts.add(new SimHost(this, HostTraits.of(dice, i, segments), reach, watch));
        }
    }

    public Dice dice() {
        return dice;
    }

    public Fortune fortune() {
        return fortune;
    }

    public Timeline time() {
        return time;
    }

    public Wire wire() {
        return wire;
    }

    public List<SimHost> hosts() {
        return hosts;
    }

    /// One of them.
    public SimHost host(String name) {
        return hosts.get(Integer.parseInt(name.substring("host".length())));
    }
}
