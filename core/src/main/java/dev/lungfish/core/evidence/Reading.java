package dev.lungfish.core.evidence;

import java.util.Optional;
import java.util.function.Function;

/// One attempt to read one fact from one source: the value, or why there is none. Never null, never
/// an empty stand-in for a failure, so that "it is not there" and "it could not be read" stay
/// apart.
///
/// @param <T> the type of the value
public sealed interface Reading<T> {

    /// Where it was read: the path of a kernel file as on the host (`/sys/power/state`), or the
    /// name of a call (`org.freedesktop.login1.Manager.CanSuspend`).
    String source();

    /// What was found, in words for people: the value itself or what went wrong. One line.
    String found();

    /// The value that was read.
    record Present<T>(String source, T value, String raw) implements Reading<T> {
        @Override
        public String found() {
            return raw;
        }
    }

    /// The source does not exist on this host, and the host was able to say so.
    record Absent<T>(String source) implements Reading<T> {
        @Override
        public String found() {
            return "does not exist";
        }
    }

    /// The source exists and refuses this caller.
    record Denied<T>(String source, String why) implements Reading<T> {
        @Override
        public String found() {
            return "not allowed: " + why;
        }
    }

    /// The source exists and answered something that has no meaning.
    record Malformed<T>(String source, String problem) implements Reading<T> {
        @Override
        public String found() {
            return "malformed: " + problem;
        }
    }

    /// The source exists and failed to answer: an input error, a time-out, a service that hung up.
    record Failed<T>(String source, String error) implements Reading<T> {
        @Override
        public String found() {
            return "failed: " + error;
        }
    }

    /// The value where there is one.
    default Optional<T> toOptional() {
        return this instanceof Present<T>(_, T value, _) ? Optional.of(value) : Optional.empty();
    }

    /// True where the source exists and yet gave no value: denied, malformed or failed. What
    /// depends on it is unknown.
    default boolean broken() {
        return switch (this) {
            case Present<T> _, Absent<T> _ -> false;
            case Denied<T> _, Malformed<T> _, Failed<T> _ -> true;
        };
    }

    /// This reading as evidence for a verdict.
    default Evidence evidence() {
        return new Evidence(source(), found());
    }

    /// The same reading with its value understood as something else.
    ///
    /// @param parse takes the value; throws [IllegalArgumentException] with the problem in words
    ///   where the value has no meaning, which makes the reading malformed
    default <R> Reading<R> map(Function<? super T, ? extends R> parse) {
        return switch (this) {
            case Present<T>(String source, T value, String raw) -> {
                try {
                    yield new Present<>(source, parse.apply(value), raw);
                } catch (IllegalArgumentException e) {
                    yield new Malformed<>(source, String.valueOf(e.getMessage()));
                }
            }
            case Absent<T>(String source) -> new Absent<>(source);
            case Denied<T>(String source, String why) -> new Denied<>(source, why);
            case Malformed<T>(String source, String problem) -> new Malformed<>(source, problem);
            case Failed<T>(String source, String error) -> new Failed<>(source, error);
        };
    }
}
