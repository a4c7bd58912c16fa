package dev.lungfish.replay.result;

/// What became of a policy.
///
/// @param policy its name
/// @param joules that all hosts used beside their work
/// @param sleeps how often a host fell asleep; each is a wake, by the alarm or by a demand
/// @param checkIns how many of the wakes were the end of a lease alone
/// @param owed host-seconds in which fewer hosts were awake than had to be, which are in `joules`
///   as if they had been made up for
/// @param awake how many hosts were awake, in the mean of each part of the time
public record Figures(
        String policy,
        double joules,
        long sleeps,
        long checkIns,
        double owed,
        Waits waits,
        Curve awake) {}
