package dev.lungfish.libvirt.rpc;

/// Decides when to ping a peer, and when to give it up. It counts ticks and reads no clock.
///
/// After an interval without any frame a ping is due, after each further interval another. If one
/// more interval passes after the last allowed ping, the peer is given up. With libvirt's 5 s and 5
/// pings that is 30 s after its last frame.
///
/// **Source:** `virKeepAliveTimerInternal` in `src/rpc/virkeepalive.c`.
public final class KeepaliveCountdown {
    private final int ticksOfAnInterval;
    private final int pings;
    private int silentTicks;

    /// A countdown that starts now.
    ///
    /// @param ticksOfAnInterval at least 1
    /// @param pings the number of pings that may stay unanswered
    public KeepaliveCountdown(int ticksOfAnInterval, int pings) {
        if (ticksOfAnInterval < 1 || pings < 0) {
            throw new IllegalArgumentException(
                    "a keepalive of %d pings every %d ticks".formatted(pings, ticksOfAnInterval));
        }
        this.ticksOfAnInterval = ticksOfAnInterval;
        this.pings = pings;
    }

    /// One tick has passed.
    ///
    /// @param heard whether any frame came since the tick before
    public Due tick(boolean heard) {
        if (heard) {
            silentTicks = 0;
            return Due.NOTHING;
        }
        silentTicks++;
        if (silentTicks % ticksOfAnInterval != 0) {
            return Due.NOTHING;
        }
        return silentTicks / ticksOfAnInterval > pings ? Due.GIVE_UP : Due.PING;
    }

    /// The action after a tick.
    public enum Due {
        NOTHING,
        PING,
        GIVE_UP
    }
}
