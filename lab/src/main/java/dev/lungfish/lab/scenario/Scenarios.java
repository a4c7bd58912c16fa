package dev.lungfish.lab.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All scenarios of the lab.
public final class Scenarios {
    private Scenarios() {}

    /// In the order in which they are listed; the first is the tour.
    public static List<Scenario> all() {
        return Stream.of(
                        Remotely.scenarios(),
                        SuspendToRam.scenarios(),
                        Restored.scenarios(),
                        WakeTimes.scenarios(),
                        WaysBack.scenarios(),
                        WaysProved.scenarios(),
                        Faults.scenarios(),
                        Crashes.scenarios(),
                        Images.scenarios(),
                        Idle.scenarios(),
                        Networks.scenarios(),
                        Debian.scenarios(),
                        Neighbours.scenarios(),
                        Fleet.scenarios(),
                        Processors.scenarios())
                .flatMap(List::stream)
                .toList();
    }

    /// A number of sleeps in a row.
    public static Scenario cycles(int count) {
        return new Scenario(
                "cycles-" + count,
                count + " sleeps in a row, each on time, and the clock is right after each",
                stage -> Remotely.cycles(stage, count));
    }

    public static Optional<Scenario> named(String name) {
        return all().stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
