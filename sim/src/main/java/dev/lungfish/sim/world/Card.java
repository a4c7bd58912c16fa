package dev.lungfish.sim.world;

import dev.lungfish.sim.seed.Dice;

/// The NIC, and the magic packets that are sent to it.
public final class Card {
    /// The name of its interface.
    public static final String NAME = "eth0";

    /// The name of its device in wakeup sources.
    public static final String DEVICE = "0000:03:00.0";

    private final boolean there;
    private final boolean deaf;
    private final boolean permitted;
    private boolean listens;
    private boolean link = true;
    private long packetMillis = Long.MAX_VALUE;
    private long disturbedMillis = Long.MIN_VALUE;

    Card(Dice dice) {
        this.there = dice.chance(0.5);
        this.deaf = dice.chance(0.1);
        this.permitted = dice.chance(0.95);
    }

    /// Whether the host has one.
    public boolean isThere() {
        return there;
    }

    /// Whether it never wakes the host, whatever it reports.
    public boolean isDeaf() {
        return deaf;
    }

    public boolean isPermitted() {
        return permitted;
    }

    /// Whether its driver makes it listen.
    public boolean listens() {
        return listens;
    }

    public boolean hasLink() {
        return link;
    }

    /// Whether it is completely set up to receive a packet.
    public boolean isReady() {
        return there && permitted && listens && link;
    }

    /// Whether a packet really wakes the host.
    boolean wakes() {
        return isReady() && !deaf;
    }

    /// Sets its state from now on.
    public void set(boolean listening, boolean linked) {
        listens = listening;
        link = linked;
    }

    /// Its driver forgets its modes.
    public void forget(long nowMillis) {
        listens = false;
        disturbedMillis = nowMillis;
    }

    /// When its driver last forgot.
    public long disturbedMillis() {
        return disturbedMillis;
    }

    /// How long after the host fell asleep a packet comes; [Long#MAX_VALUE] for none soon.
    public void packetAfter(long millis) {
        packetMillis = millis;
    }

    long packetMillis() {
        return packetMillis;
    }

    @Override
    public String toString() {
        return "%s%s%s%s%s"
                .formatted(
                        NAME,
                        there ? "" : " missing",
                        deaf ? " deaf" : "",
                        isReady() ? " ready" : " not ready",
                        packetMillis == Long.MAX_VALUE ? "" : " packet after " + packetMillis);
    }
}
