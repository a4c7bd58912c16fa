package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.state.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a machine was when its state was saved: its memory, its devices and its disks. Any number
/// of machines go on from it; none changes it.
///
/// QEMU maps the memory, so a machine goes on at once, and pages that it does not write to are
/// shared by all.
///
/// **Source:** QEMU `qapi/migration.json`, `x-ignore-shared`: memory in a shared file is left out
/// of what is saved.
///
/// @param folder with all of it
public record SavedState(Path folder) {
    private static final String FACTS = "facts";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// A disk of a machine, and its file of the saved state.
    private record Disk(Path file, String name) {}

    Path memory() {
        return folder.resolve("memory");
    }

    Path devices() {
        return folder.resolve("devices");
    }

    /// Whether it was saved to its end.
    public boolean isThere() {
        return Files.isReadable(folder.resolve(FACTS));
    }

    /// What the lab has to know of the guest: its boot, and how many scripts it has had.
    record Facts(String boot, int scripts) {}

    Facts facts() {
        try {
            String[] words = Files.readString(folder.resolve(FACTS)).strip().split(" ", -1);
            return new Facts(words[0], Integer.parseInt(words[1]));
        } catch (IOException e) {
            throw new LabException("the saved state " + folder + " can't be read: " + e, e);
        }
    }

    /// Keeps the disks of a machine that is off, and marks the state as complete.
    void keep(MachinePlan plan, Facts facts) {
        disks(plan).forEach(disk -> Disks.copy(disk.file(), folder.resolve(disk.name())));
        try {
            Files.writeString(folder.resolve(FACTS), facts.boot() + " " + facts.scripts());
        } catch (IOException e) {
            throw new LabException("the state can't be saved to " + folder + ": " + e, e);
        }
    }

    /// Makes the disks of a machine what they were.
    void putBack(MachinePlan plan) {
        disks(plan).forEach(disk -> Disks.copy(folder.resolve(disk.name()), disk.file()));
    }

    private static List<Disk> disks(MachinePlan plan) {
        return Stream.of(
                        plan.stateDisk().map(file -> new Disk(file, "state.disk")),
                        plan.swapDisk().map(file -> new Disk(file, "swap.disk")),
                        plan.debianDisk().map(file -> new Disk(file, "debian.disk")))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Saves what QEMU has of a machine that stands still.
    void write(Qmp controls) {
        leaveMemoryOut(controls);
        var _ = controls.execute("migrate", "{\"uri\":\"exec:cat >'%s'\"}".formatted(devices()));
        await(controls);
    }

    /// Gives QEMU what was saved.
    void read(Qmp controls) {
        leaveMemoryOut(controls);
        var _ =
                controls.execute(
                        "migrate-incoming", "{\"uri\":\"exec:cat '%s'\"}".formatted(devices()));
        await(controls);
        var _ = controls.execute("cont");
    }

    private static void leaveMemoryOut(Qmp controls) {
        var _ =
                controls.execute(
                        "migrate-set-capabilities",
                        "{\"capabilities\":[{\"capability\":\"x-ignore-shared\",\"state\":true}]}");
    }

    private static void await(Qmp controls) {
        boolean done =
                Pause.of(
                        PATIENCE,
                        Pause.STEP,
                        () -> {
                            JsonObject answer = controls.execute("query-migrate").object("return");
                            String status =
                                    answer.has("status") ? answer.text("status") : "nothing yet";
                            if (status.equals("failed")) {
                                throw new LabException(
                                        "QEMU could not save or read a machine's state");
                            }
                            return status.equals("completed");
                        });
        if (!done) {
            throw new LabException("QEMU did not save or read a machine's state in time");
        }
    }
}
