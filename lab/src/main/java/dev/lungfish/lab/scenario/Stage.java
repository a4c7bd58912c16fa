package dev.lungfish.lab.scenario;

import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.Guest;
import dev.lungfish.lab.machine.Machine;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.linux.clock.Deadline;
import dev.lungfish.linux.program.Program;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Where one scenario is played: gives it machines and shows what happens. Everything that it gave
/// out ends with it. For one thread.
public final class Stage implements AutoCloseable {
    private static final long MEGABYTE = 1024 * 1024;

    private final Guest guest;
    private final Path folder;
    private final Screen screen;
    private final List<Machine> machines = new ArrayList<>();

    /// @param folder for logs and disks of this scenario; what lies there is overwritten
    public Stage(Guest guest, Path folder, Screen screen) {
        this.guest = guest;
        this.folder = folder;
        this.screen = screen;
    }

    /// Shows one step.
    void step(String text) {
        screen.step(text);
    }

    /// Fails the scenario where something is not so.
    ///
    /// @param expected what is to be so
    /// @param found what is so, for the message
    void expect(boolean so, String expected, Object found) {
        if (!so) {
            throw new LabException("expected: " + expected + "; found: " + found);
        }
        screen.step("  ok: " + expected);
    }

    /// Shows what the witnesses say.
    void show(Proof proof) {
        step("proof");
        proof.lines().forEach(line -> screen.line("           " + line));
    }

    /// Fails the scenario where the witnesses contradict each other.
    void expectAgreement(Proof proof) {
        List<String> contradictions = proof.contradictions();
        if (!contradictions.isEmpty()) {
            throw new LabException("the witnesses disagree: " + String.join("; ", contradictions));
        }
        step("the three agree");
    }

    /// Switches a machine on and waits for its guest.
    Host boot(MachinePlan plan) {
        Path own = folder.resolve(plan.name());
        try {
            Files.createDirectories(own);
            Files.deleteIfExists(own.resolve("console.log"));
        } catch (IOException e) {
            throw new LabException("no folder for the machine: " + e, e);
        }
        Machine machine = new Machine(guest, plan, own, event -> show(plan.name(), event));
        machines.add(machine);
        Host host = new Host(machine, this);
        step(plan.name() + ": QEMU starts, with kernel " + guest.release());
        host.switchOn();
        return host;
    }

    private void show(String machine, QmpEvent event) {
        String meaning =
                switch (event.name()) {
                    case QmpEvent.SUSPEND -> " (the machine sleeps)";
                    case QmpEvent.WAKEUP -> " (it is awake)";
                    case "SUSPEND_DISK" -> " (the image is written)";
                    case "SHUTDOWN" -> " (it is off)";
                    case "POWERDOWN" -> " (its power button was pressed)";
                    default -> "";
                };
        step(machine + ": QEMU says " + event.name() + meaning);
    }

    /// An empty disk for images.
    Path swapDisk() {
        return disk("swap", 1024 * MEGABYTE);
    }

    /// A disk with an empty file system.
    Path stateDisk() {
        Path disk = disk("state", 32 * MEGABYTE);
        try {
            Program.Ending ending =
                    Program.start(List.of("mkfs.ext4", "-q", "-F", disk.toString()))
                            .end(Deadline.after(Duration.ofMinutes(1)));
            if (!(ending instanceof Program.Ending.Exited(int code, _)) || code != 0) {
                throw new LabException("mkfs.ext4 " + disk + ": " + ending);
            }
        } catch (IOException e) {
            throw new LabException("mkfs.ext4 can't be started: " + e, e);
        }
        return disk;
    }

    /// Makes a disk of zeros, which takes no room.
    Path disk(String name, long bytes) {
        Path disk = folder.resolve(name + ".disk");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(disk);
            try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
                file.setLength(bytes);
            }
            return disk;
        } catch (IOException e) {
            throw new LabException("no disk " + disk + ": " + e, e);
        }
    }

    @Override
    public void close() {
        machines.forEach(Machine::close);
    }
}
