package dev.lungfish.core.fleet.state;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What a controller knows of one host. The word for each is the name of its record in lower case.
public sealed interface HostState extends Spelled {
    /// When it came into this state, by the controller's clock.
    Instant since();

    /// The sleep that the host may be in; empty where it is known to be awake, and where nobody
    /// knows of any.
    default Optional<Rest> rest() {
        return Optional.empty();
    }

    /// Whether the host has called, and has not been given leave to sleep since.
    default boolean isAwake() {
        return switch (this) {
            case Awake _, Draining _, Sick _ -> true;
            case Settling settling -> settling.unproved().isEmpty();
            case Unknown _,
                    Ordered _,
                    Asleep _,
                    Limbo _,
                    Due _,
                    Waking _,
                    Overdue _,
                    Lost _,
                    External _,
                    Maintenance _ ->
                    false;
        };
    }

    @Override
    default String spelling() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /// The same, where the controller's clock was set by this much.
    HostState moved(Duration by);

    /// Nothing was heard of it since the controller started, or its database was restored.
    ///
    /// @param perhaps the sleep that it may be in
    record Unknown(Instant since, Optional<Rest> perhaps) implements HostState {
        @Override
        public Optional<Rest> rest() {
            return perhaps;
        }

        @Override
        public HostState moved(Duration by) {
            return new Unknown(since.plus(by), perhaps.map(rest -> rest.moved(by)));
        }
    }

    /// It has called.
    ///
    /// @param call when it is to call again
    record Awake(Instant since, Instant call) implements HostState {
        @Override
        public HostState moved(Duration by) {
            return new Awake(since.plus(by), call.plus(by));
        }
    }

    /// It is awake and is being emptied.
    ///
    /// @param until when that is given up
    /// @param failed how many guests could not be moved
    record Draining(Instant since, Instant call, Instant until, int failed) implements HostState {
        @Override
        public HostState moved(Duration by) {
            return new Draining(since.plus(by), call.plus(by), until.plus(by), failed);
        }
    }

    /// It was given leave to sleep, and has not said yet that it goes.
    record Ordered(Instant since, Rest sleep) implements HostState {
        @Override
        public Optional<Rest> rest() {
            return Optional.of(sleep);
        }

        @Override
        public HostState moved(Duration by) {
            return new Ordered(since.plus(by), sleep.moved(by));
        }
    }

    /// It sleeps, or nobody knows better, until its bound.
    record Asleep(Instant since, Rest sleep) implements HostState {
        @Override
        public Optional<Rest> rest() {
            return Optional.of(sleep);
        }

        @Override
        public HostState moved(Duration by) {
            return new Asleep(since.plus(by), sleep.moved(by));
        }
    }

    /// The contact was lost, and it may sleep or not.
    ///
    /// @param perhaps the sleep that it may be in
    record Limbo(Instant since, Optional<Rest> perhaps) implements HostState {
        @Override
        public Optional<Rest> rest() {
            return perhaps;
        }

        @Override
        public HostState moved(Duration by) {
            return new Limbo(since.plus(by), perhaps.map(rest -> rest.moved(by)));
        }
    }

    /// Its alarm is due, and it has not called yet.
    record Due(Instant since, Rest sleep) implements HostState {
        @Override
        public Optional<Rest> rest() {
            return Optional.of(sleep);
        }

        @Override
        public HostState moved(Duration by) {
            return new Due(since.plus(by), sleep.moved(by));
        }
    }

    /// It is being woken.
    ///
    /// @param perhaps the sleep that it may be in
    /// @param pursuit how far that has come
    /// @param until when it is overdue
    /// @param why for whom
    record Waking(Instant since, Optional<Rest> perhaps, Pursuit pursuit, Instant until, Reason why)
            implements HostState {
        @Override
        public Optional<Rest> rest() {
            return perhaps;
        }

        @Override
        public HostState moved(Duration by) {
            return new Waking(
                    since.plus(by),
                    perhaps.map(rest -> rest.moved(by)),
                    pursuit.moved(by),
                    until.plus(by),
                    why);
        }
    }

    /// It is back, or seems to be, and is not ready for work yet.
    ///
    /// @param call when it is to call at the latest
    /// @param unproved where it only answered somebody, and has not called: what it was believed to
    ///   be in; empty where it has called
    record Settling(Instant since, Instant call, Optional<Rest> unproved) implements HostState {
        @Override
        public Optional<Rest> rest() {
            return unproved;
        }

        @Override
        public HostState moved(Duration by) {
            return new Settling(
                    since.plus(by), call.plus(by), unproved.map(rest -> rest.moved(by)));
        }
    }

    /// It should be awake and does not call: packets are sent until it does.
    ///
    /// @param alarm whether its own alarm has failed
    record Overdue(
            Instant since, Optional<Rest> perhaps, Pursuit pursuit, boolean alarm, Reason why)
            implements HostState {
        @Override
        public Optional<Rest> rest() {
            return perhaps;
        }

        @Override
        public HostState moved(Duration by) {
            return new Overdue(
                    since.plus(by),
                    perhaps.map(rest -> rest.moved(by)),
                    pursuit.moved(by),
                    alarm,
                    why);
        }
    }

    /// It did not come back, and nothing more is tried unless somebody asks for it.
    record Lost(Instant since, Optional<Rest> perhaps) implements HostState {
        @Override
        public Optional<Rest> rest() {
            return perhaps;
        }

        @Override
        public HostState moved(Duration by) {
            return new Lost(since.plus(by), perhaps.map(rest -> rest.moved(by)));
        }
    }

    /// It is awake, and is not trusted with a sleep.
    ///
    /// @param call when it is to call again
    record Sick(Instant since, Instant call) implements HostState {
        @Override
        public HostState moved(Duration by) {
            return new Sick(since.plus(by), call.plus(by));
        }
    }

    /// Somebody else put it to sleep.
    record External(Instant since, Rest sleep) implements HostState {
        @Override
        public Optional<Rest> rest() {
            return Optional.of(sleep);
        }

        @Override
        public HostState moved(Duration by) {
            return new External(since.plus(by), sleep.moved(by));
        }
    }

    /// A human works on it: nothing is done to it.
    ///
    /// @param perhaps the sleep that it may be in
    /// @param why who works on it
    record Maintenance(Instant since, Optional<Rest> perhaps, Reason why) implements HostState {
        @Override
        public Optional<Rest> rest() {
            return perhaps;
        }

        @Override
        public HostState moved(Duration by) {
            return new Maintenance(since.plus(by), perhaps.map(rest -> rest.moved(by)), why);
        }
    }
}
