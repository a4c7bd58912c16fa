package dev.lungfish.gateway.standin;

import dev.lungfish.gateway.frame.Frame.RouterAdvertisement;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.Arrays;

/// Which of several stand-ins on a segment answers: the master of a virtual router. For one thread.
///
/// The rules are those of VRRP, with one more. A master may answer only for [#BELIEVED_INTERVALS]
/// intervals after its last advertisement, and another takes over after three and its skew. So a
/// master that was stopped for a while, or cannot send, has stopped to answer before another
/// begins. Both answer only where three advertisements in a row are lost on the way.
///
/// Times are lengths since one moment, on a clock that only goes forward.
///
/// **Source:** RFC 9568 sections 6.1 (timers) and 6.4 (states).
public final class Election {
    /// How long a master believes that it is one.
    private static final int BELIEVED_INTERVALS = 2;

    private static final int DOWN_INTERVALS = 3;
    private static final int PRIORITIES = 256;

    private final Inet4Address own;
    private final int router;
    private final int priority;
    private final Duration interval;

    private boolean master;
    private Duration advertised = Duration.ZERO;
    private Duration down;

    /// One that takes part, and answers once nobody better is heard.
    ///
    /// @param own the address of its card; the higher one wins among equal priorities
    /// @param router 1 to 255
    /// @param priority 1 to 254
    /// @param interval between two advertisements
    /// @param now the current time
    public Election(Inet4Address own, int router, int priority, Duration interval, Duration now) {
        this.own = own;
        this.router = router;
        this.priority = priority;
        this.interval = interval;
        this.down = now.plus(silence());
    }

    /// What follows from the time that has passed.
    public enum Step {
        NOTHING,
        /// Send an advertisement, then call [#advertised].
        ADVERTISE,
        /// The same; from then on this one answers.
        TAKE_OVER,
        /// It is master no longer: it was stopped for too long. What was received until now is not
        /// answered, as another may have answered it.
        RESIGN
    }

    /// Looks at the time.
    public Step at(Duration now) {
        if (master) {
            if (!believes(now)) {
                resign(now);
                return Step.RESIGN;
            }
            return now.minus(advertised).compareTo(interval) >= 0 ? Step.ADVERTISE : Step.NOTHING;
        }
        return now.compareTo(down) >= 0 ? Step.TAKE_OVER : Step.NOTHING;
    }

    /// An advertisement was sent.
    ///
    /// @param now read before it was sent
    public void advertised(Duration now) {
        master = true;
        advertised = now;
    }

    /// An advertisement could not be sent, so others may believe that nobody answers.
    public void refused(Duration now) {
        resign(now);
    }

    /// An advertisement was heard.
    public void heard(RouterAdvertisement other, Duration now) {
        if (other.router() != router || other.from().equals(own)) {
            return;
        }
        int higher =
                other.priority() == priority
                        ? Arrays.compareUnsigned(other.from().getAddress(), own.getAddress())
                        : Integer.compare(other.priority(), priority);
        boolean better = higher > 0;
        if (better) {
            master = false;
            down = now.plus(silence());
        } else if (other.priority() == 0 && !master) {
            down = now.plus(skew());
        }
    }

    /// Whether this one may answer now.
    public boolean answers(Duration now) {
        return master && believes(now);
    }

    private boolean believes(Duration now) {
        return now.minus(advertised).compareTo(interval.multipliedBy(BELIEVED_INTERVALS)) < 0;
    }

    private void resign(Duration now) {
        master = false;
        down = now.plus(silence());
    }

    private Duration silence() {
        return interval.multipliedBy(DOWN_INTERVALS).plus(skew());
    }

    private Duration skew() {
        return interval.multipliedBy(PRIORITIES - priority).dividedBy(PRIORITIES);
    }
}
