package dev.lungfish.core.fleet.plan;

import java.time.Duration;
import java.util.List;

/// What an [IdleHistory] has learned, to be kept.
///
/// @param breakEven for which time after which a sleep saves anything it was learned
/// @param costs in seconds in which a host is awake and idle, for each waiting time
/// @param least what was possible, in the same seconds
/// @param used host-seconds of use
/// @param weighed how many of these there were when what is old was last halved
/// @param gaps at how many moments something was learned
/// @param waiting the present waiting time
public record IdleKnowledge(
        Duration breakEven,
        List<Double> costs,
        double least,
        double used,
        double weighed,
        int gaps,
        Duration waiting) {
    public IdleKnowledge {
        costs = List.copyOf(costs);
    }
}
