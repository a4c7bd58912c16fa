package dev.lungfish.core.fleet.state;

import java.time.Duration;
import java.util.List;

/// The limits of the machine.
///
/// @param settle after a start or a restore: no sleep is ordered, and whoever has not called by its
///   end is in limbo
/// @param call how often a host that is awake calls
/// @param silence how long after the time of a call it may be missing
/// @param late how much later than sent a call may arrive; calls that may be older than a sleep are
///   not believed for so long
/// @param order from the order of a sleep to the host's notice: its delay, and two minutes
/// @param limbo how long nothing is done for a host that may sleep or not
/// @param tolerance how much later than its bound a host may be awake
/// @param grace how long after that nothing is done
/// @param proof from an answer to a probe to the call that proves it
/// @param settling from the call after a sleep until it can be used
/// @param drain how long emptying a host may take
/// @param moves how many guests may fail to move before it is given up
/// @param backoff how long a host is left awake after a sleep or a drain that failed
/// @param awake how long a host is awake at least, before it sleeps again; doubled after each sleep
///   that was not worth it
/// @param longestAwake to which that grows
/// @param worthwhile how long a sleep lasts that was worth it
/// @param entries how often in a day a host may fail to sleep, before it is sick
/// @param lates how often it may be overdue, before it is sick
/// @param sickness how long a host is sick at least; then a verified way back makes it well
/// @param firstPause between the first packets for an overdue host and the second
/// @param longestPause to which the pauses grow, each twice as long as the last
/// @param patience how long packets are sent to an overdue host
public record HostRules(
        Duration settle,
        Duration call,
        Duration silence,
        Duration late,
        Duration order,
        Duration limbo,
        Duration tolerance,
        Duration grace,
        Duration proof,
        Duration settling,
        Duration drain,
        int moves,
        Duration backoff,
        Duration awake,
        Duration longestAwake,
        Duration worthwhile,
        int entries,
        int lates,
        Duration sickness,
        Duration firstPause,
        Duration longestPause,
        Duration patience) {
    public HostRules {
        List<Duration> lengths =
                List.of(
                        settle,
                        call,
                        silence,
                        late,
                        order,
                        limbo,
                        tolerance,
                        grace,
                        proof,
                        settling,
                        drain,
                        backoff,
                        awake,
                        worthwhile,
                        sickness,
                        firstPause,
                        patience);
        if (!lengths.stream().allMatch(Duration::isPositive)
                || longestAwake.compareTo(awake) < 0
                || longestPause.compareTo(firstPause) < 0
                || moves < 1
                || entries < 1
                || lates < 1) {
            throw new IllegalArgumentException(
                    "positive lengths and counts expected, and longest ones that are the longest; found "
                            .concat(toString()));
        }
    }

    /// What holds where nothing is configured.
    public static HostRules usual() {
        return new HostRules(
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ofMinutes(2),
                Duration.ofMinutes(3),
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                Duration.ofSeconds(90),
                Duration.ofMinutes(30),
                3,
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                Duration.ofHours(6),
                Duration.ofMinutes(15),
                3,
                2,
                Duration.ofDays(1),
                Duration.ofSeconds(15),
                Duration.ofMinutes(15),
                Duration.ofDays(7));
    }
}
