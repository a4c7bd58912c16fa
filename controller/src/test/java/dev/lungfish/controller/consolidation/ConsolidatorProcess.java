package dev.lungfish.controller.consolidation;

import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.config.MovesConfiguration;
import dev.lungfish.controller.fleet.PlayedFleet;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.runtime.clock.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Plans for the guests of two hosts, `left` and `right`, and has the plan carried out, in a
/// process of its own, to be killed. It says `looked` when it has looked at the guests once, waits
/// for a line, and moves them then.
public final class ConsolidatorProcess {
    /// How long the played fleet lives before guests are moved.
    static final Duration BEFORE = Duration.ofMinutes(8);

    private static final Duration RESUME = Duration.ofSeconds(20);
    private static final Duration CALLS = Duration.ofMinutes(3);

    private ConsolidatorProcess() {}

    /// Looks, waits, and moves.
    ///
    /// @param arguments the database, the file of the configuration, when the fleet begins to live,
    ///   and how many guests `left` and `right` have
    public static void main(String[] arguments) throws Exception {
        String configuration = Files.readString(Path.of(arguments[1]));
        PlayedFleet fleet =
                new PlayedFleet(
                        arguments[0], Instant.parse(arguments[2]), configuration, "left", "right");
        fleet.guests("left", Integer.parseInt(arguments[3]));
        fleet.guests("right", Integer.parseInt(arguments[4]));
        Consolidator consolidator =
                consolidator(
                        fleet,
                        configuration,
                        told -> System.err.println(ReasonText.sentence(told)));
        fleet.live(CALLS, RESUME);
        boolean _ = consolidator.run("default");
        System.out.println("looked");
        if (System.in.read() < 0) {
            return; // The test is over.
        }
        fleet.live(BEFORE.minus(CALLS), RESUME);
        // The load of guests is known once they were looked at twice, with a second between.
        Deadline end = Deadline.after(Duration.ofMinutes(1));
        while (!consolidator.run("default") && !end.passed()) {
            Thread.sleep(200);
        }
    }

    /// What moves the guests of a played fleet, through real libvirtds.
    static Consolidator consolidator(
            PlayedFleet fleet, String configuration, Consumer<Reason> told) {
        MovesConfiguration moves = ControllerFile.parse("c.toml", configuration).moves();
        return new Consolidator(
                new Consolidator.Parts(
                        fleet.loop(),
                        fleet.store(),
                        new LibvirtHypervisors(
                                ClientSettings.DEFAULT, moves.copyDisks(), InstantSource.system()),
                        moves,
                        fleet::now,
                        told));
    }
}
