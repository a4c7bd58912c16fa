package dev.lungfish.controller;

import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.controller.fleet.Outside;
import dev.lungfish.controller.fleet.QuickFleet;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.server.Observer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// A controller in a process of its own, to be killed. It says `warm` when it has loaded what it
/// needs, waits for a line, and says `ready` when it serves hosts.
public final class ControllerProcess {
    private ControllerProcess() {}

    /// Sends nothing: the hosts of the test have alarms.

    public static void main(String[] arguments) throws Exception {
        Path database = Files.createTempDirectory("lungfish-warm").resolve("warm.db");
        Store.open("jdbc:sqlite:" + database).close();
        Files.delete(database);
        Files.delete(database.getParent());
        System.out.println("warm");
        if (System.in.read() < 0) {
            return; // The test is over.
        }
        Controller controller =
                Controller.start(
                        ControllerFile.read(Optional.of(Path.of(arguments[0]))),
                        new Controller.Parts(
                                InstantSource.system(),
                                QuickFleet.settings(Integer.parseInt(arguments[1])),
                                Outside.NOWHERE,
                                Observer.NONE,
                                told -> System.err.println(ReasonText.sentence(told))));
        System.out.println("ready " + controller.address());
        while (System.in.read() >= 0) {
            // It ends with its test, if it is not killed before.
        }
        System.exit(0);
    }
}
