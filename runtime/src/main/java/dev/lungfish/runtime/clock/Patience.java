package dev.lungfish.runtime.clock;

import java.time.Duration;
import java.util.function.Function;

/// How long an answer is waited for, and how often the question is put. It protects from a service
/// that hangs; a host that is slow must not fail by it. So it is generous, and the question is put
/// again, as a service may have been starting.
///
/// @param each the time limit for one try
/// @param tries how often the question is put at most
public record Patience(Duration each, int tries) {
    /// With a service or a program of this host that is only asked.
    ///
    /// A loaded host with emulated processors (QEMU without KVM, Debian 13) was seen to take more
    /// than 2 s until dbus-daemon greeted.
    public static final Patience SERVICE = new Patience(Duration.ofSeconds(10), 2);

    public Patience {
        if (!each.isPositive() || tries < 1) {
            throw new IllegalArgumentException("a patience of %d times %s".formatted(tries, each));
        }
    }

    /// With one try.
    public static Patience once(Duration each) {
        return new Patience(each, 1);
    }

    /// The time that all tries take at most. By whole numbers: [Duration#multipliedBy] calculates
    /// with [java.math.BigDecimal], whose code would be loaded at each start for it.
    public Duration whole() {
        return Duration.ofNanos(Math.multiplyExact(each.toNanos(), (long) tries));
    }

    /// Puts a question that changes nothing; again where its time had passed.
    ///
    /// @param question gives up at the deadline, and answers that it did
    /// @return what the last try answered
    public <T> T ask(Function<Deadline, T> question) {
        Deadline deadline = Deadline.after(each);
        T answer = question.apply(deadline);
        while (deadline.passed()
                && deadline.attempt() < tries
                && !Thread.currentThread().isInterrupted()) {
            deadline = deadline.again();
            answer = question.apply(deadline);
        }
        return answer;
    }
}
