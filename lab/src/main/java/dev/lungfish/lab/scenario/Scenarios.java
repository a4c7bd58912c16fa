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
                        WaysBack.scenarios(),
                        Faults.scenarios(),
                        Crashes.scenarios(),
                        Images.scenarios(),
                        Idle.scenarios(),
                        Networks.scenarios())
                .flatMap(List::stream)
                .toList();
    }

    public static Optional<Scenario> named(String name) {
        return all().stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
