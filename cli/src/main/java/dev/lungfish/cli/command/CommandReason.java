package dev.lungfish.cli.command;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Why a command could not be carried out, where nothing below it says so with a code.
public sealed interface CommandReason extends Reason {

    /// The reason `arguments-not-understood`.
    ///
    /// @param found as the parser of arguments says it
    record ArgumentsNotUnderstood(String found) implements CommandReason {}

    /// The arguments ask for nothing that can be carried out from here.
    ///
    /// @param what is wrong with them
    record RequestMisunderstood(String what) implements CommandReason {}

    /// A sleep is to end at a time at which the host would not even sleep yet.
    record UntilPassed(Instant until, Instant now, Duration delay) implements CommandReason {}

    record NothingToCancel() implements CommandReason {}

    /// The request that was named does not run; another one may.
    record RequestNotRunning(String request) implements CommandReason {}

    record CancelledTooLate(String request, Optional<Reason> outcome) implements CommandReason {}

    record CancellationPending(String request, Duration waited, String phase)
            implements CommandReason {}

    record CancelledRequestGone(String request, long process) implements CommandReason {}

    record NoPacketsOrdered(Reason why) implements CommandReason {}

    record DaemonWouldSend(String uri, String target) implements CommandReason {}

    /// What a network card wakes the host on, and what it would.
    ///
    /// @param now and `wanted` in ethtool's letters; empty where they are not known, or are those
    ///   of before
    record NicWouldWakeOn(String card, Optional<String> now, Optional<String> wanted)
            implements CommandReason {}

    /// A network card has no such mode.
    ///
    /// @param offered in ethtool's letters
    record NicModesNotOffered(String card, String wanted, Optional<String> offered)
            implements CommandReason {}

    record NoRulesToSimulate() implements CommandReason {}

    /// A fault of ours.
    record UnexpectedFault(Optional<String> found) implements CommandReason {}

    /// The answer is not whole at its reader.
    ///
    /// @param why as the kernel says it: `No space left on device`
    record AnswerNotWritten(String why) implements CommandReason {}

    record ConnectUriMalformed(String found) implements CommandReason {}

    /// The reason `command-failed`.
    ///
    /// @param found as the runtime says it
    record CommandFailed(String found) implements CommandReason {}

    /// Nobody speaks for a host any more.
    ///
    /// @param by who did
    record HostReleased(String host, String by) implements CommandReason {}

    /// The host belongs to the fleet of a controller now.
    record FleetJoined(String controller, long epoch) implements CommandReason {}

    record FleetLeft() implements CommandReason {}

    record NoFleet() implements CommandReason {}

    /// The libraries of the controller are not on the class path.
    record ControllerNotLoaded() implements CommandReason {}
}
