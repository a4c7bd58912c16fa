package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.share.Account;
import dev.lungfish.libvirt.share.SharedPool;
import dev.lungfish.libvirt.share.Startups;
import java.util.concurrent.ThreadLocalRandom;

/// Of clients that come at once many would need a handshake at the same time: they wait in line, in
/// their own threads. One source has at most half of the places, and those of others come before
/// its next. Who comes when many are there is turned away: by its source, and by chance. Safe for
/// use by several threads.
final class HandshakeLine {
    private static final int PER_CENT = 100;

    private final ServerLimits limits;
    private final Startups startups;
    private final SharedPool present;
    private final CallPlaces places;

    HandshakeLine(ServerLimits limits) {
        this.limits = limits;
        startups = limits.startups();
        present = new SharedPool(startups.division());
        places = new CallPlaces(limits.handshakesDivision());
    }

    /// Counts one more of a source.
    ///
    /// @return false if it is to be turned away; then it is not counted
    boolean arrive(Account source) {
        int chance = ThreadLocalRandom.current().nextInt(PER_CENT);
        return startups.admits(present.used(), chance) && present.take(source, 1);
    }

    /// One that was counted has an identity, or is gone.
    void depart(Account source) {
        present.giveBack(source, 1);
    }

    /// Waits for a place.
    ///
    /// @return false if none got free in time
    boolean enter(Account source) {
        return places.enter(source, limits.timeInLine());
    }

    void leave(Account source) {
        places.leave(source);
    }

    /// Why somebody got no place.
    String whyNot() {
        return "%d others were shaking hands for %d s"
                .formatted(limits.handshakes(), limits.timeInLine().toSeconds());
    }

    /// Why somebody was turned away as it came.
    String whyTurnedAway(Account source) {
        return "%d clients without a certificate yet are here already, %d of them from %s"
                .formatted(present.used(), present.used(source), source.user());
    }
}
