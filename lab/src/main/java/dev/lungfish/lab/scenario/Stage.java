package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.Disks;
import dev.lungfish.lab.machine.Guest;
import dev.lungfish.lab.machine.Machine;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.lab.machine.SavedState;
import dev.lungfish.lab.machine.SavedStates;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The stage of one scenario: provides machines and shows what happens. All its machines end with
/// it. For one thread.
public final class Stage implements AutoCloseable {
    private static final long MEGABYTE = 1024 * 1024;

    private final Guest guest;
    private final Path folder;
    private final Screen screen;
    private final SavedStates states;
    private final List<Machine> machines = new ArrayList<>();

    /// @param folder for logs and disks of this scenario; overwritten
    public Stage(Guest guest, Path folder, Screen screen) {
        this.guest = guest;
        this.folder = folder;
        this.screen = screen;
        this.states = new SavedStates(folder.resolveSibling("../states").normalize());
    }

    /// Shows one step.
    void step(String text) {
        screen.step(text);
    }

    /// Shows a message, set off from the steps.
    void say(String... lines) {
        screen.line("");
        for (String line : lines) {
            screen.line("  " + line);
        }
        screen.line("");
    }

    /// Fails the scenario if a condition does not hold.
    ///
    /// @param expected the expectation
    /// @param found the found value, for the message
    void expect(boolean so, String expected, Object found) {
        if (!so) {
            throw new LabException("expected: " + expected + "; found: " + found);
        }
        screen.step("  ok: " + expected);
    }

    /// Shows the witnesses.
    void show(Proof proof) {
        step("proof");
        proof.lines().forEach(line -> screen.line("           " + line));
    }

    /// Fails the scenario if the witnesses contradict each other.
    void expectAgreement(Proof proof) {
        List<String> contradictions = proof.contradictions();
        if (!contradictions.isEmpty()) {
            throw new LabException("the witnesses disagree: " + String.join("; ", contradictions));
        }
        step("the three agree");
    }

    /// Fails the scenario unless the host was woken as promised: by the last alarm, which QEMU saw
    /// on time, and in Lungfish's own judgement.
    Outcome.Slept expectOnTime(Proof proof) {
        Outcome outcome = proof.told().ended();
        expect(outcome instanceof Outcome.Slept, "the outcome is a sleep as promised", outcome);
        Duration off = proof.off();
        expect(
                off.abs().compareTo(Proof.ON_TIME) <= 0,
                "QEMU saw it wake within " + Proof.ON_TIME.toSeconds() + " s of the promised time",
                Screen.fromPromise(off));
        return (Outcome.Slept) outcome;
    }

    /// Switches a machine on and waits for its guest.
    Host boot(MachinePlan plan) {
        Host host = new Host(machine(plan), this);
        step(plan.name() + ": QEMU starts, with kernel " + guest.release());
        host.switchOn();
        return host;
    }

    /// A machine that was booted, perhaps for another scenario. It goes on from a saved state, and
    /// its clock is set from its RTC.
    Host booted(MachinePlan plan) {
        return goOn(plan, states.of(guest, plan, into -> save(plan, into)));
    }

    /// A machine that goes on from a saved state.
    Host goOn(MachinePlan plan, SavedState saved) {
        Host host = new Host(machine(plan), this);
        host.machine().startFrom(saved);
        var _ = host.run("busybox hwclock -u -s");
        step(plan.name() + ": goes on from a saved state, with kernel " + guest.release());
        return host;
    }

    /// A machine that is switched on so that its state can be saved when it was prepared; its guest
    /// boots meanwhile.
    Host startToSave(MachinePlan plan, SavedState into) {
        Host host = new Host(machine(plan), this);
        step(plan.name() + ": QEMU starts, with kernel " + guest.release() + "; to be saved");
        host.machine().startToSave(into);
        return host;
    }

    /// A folder of what was prepared with this guest; made where there is none.
    ///
    /// @param what it is made of, besides the guest
    /// @param isThere whether a folder is complete, and still good
    /// @param maker makes it, in an empty folder
    Path prepared(String what, Predicate<Path> isThere, Consumer<Path> maker) {
        return states.folder(guest, what, isThere, maker);
    }

    /// What makes a saved state of one machine good for another.
    String shape(MachinePlan plan) {
        return plan.shape(guest);
    }

    /// A folder of this scenario, which is empty.
    Path emptyFolder(String name) {
        Path made = folder.resolve(name);
        Disks.carryOut("rm", "-rf", made.toString());
        try {
            return Files.createDirectories(made);
        } catch (IOException e) {
            throw new LabException("no folder %s: %s".formatted(made, e), e);
        }
    }

    private void save(MachinePlan plan, SavedState into) {
        step(plan.name() + ": QEMU starts, with kernel " + guest.release() + "; to be saved");
        try (Machine machine = machine(plan)) {
            machine.startToSave(into);
            machine.awaitBoots(1, Host.BOOT);
            machine.save(into);
        }
        step(plan.name() + ": booted, and its state saved");
    }

    private Machine machine(MachinePlan plan) {
        Path own = folder.resolve(plan.name());
        try {
            Files.createDirectories(own);
            Files.deleteIfExists(own.resolve("console.log"));
        } catch (IOException e) {
            throw new LabException("no folder for the machine: " + e, e);
        }
        Machine machine = new Machine(guest, plan, own, event -> show(plan.name(), event));
        machines.add(machine);
        return machine;
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
        Disks.carryOut("mkfs.ext4", "-q", "-F", disk.toString());
        return disk;
    }

    /// A disk with a whole Debian of its own.
    Path debianDisk() {
        Path made =
                guest.debian()
                        .orElseThrow(() ->
                                new LabException(
                                        "no disk with a Debian: bin/build-debian .build/lab/guest"
                                                + " builds it"));
        Path disk = disk("debian", 0);
        Disks.copy(made, disk);
        return disk;
    }

    /// Waits until a machine has written something to its disk.
    MatchResult awaitOnDisk(Path disk, Pattern wanted, Duration patience) {
        Deadline deadline = Deadline.after(patience);
        while (!deadline.passed()) {
            try {
                Matcher content =
                        wanted.matcher(
                                new String(Files.readAllBytes(disk), StandardCharsets.ISO_8859_1));
                if (content.find()) {
                    return content.toMatchResult();
                }
            } catch (IOException e) {
                throw new LabException("the disk " + disk + " can't be read: " + e, e);
            }
            boolean _ = Pause.of(Duration.ofMillis(200), Pause.STEP, () -> false);
        }
        throw new LabException(
                "nothing like %s on %s within %s s".formatted(wanted, disk, patience.toSeconds()));
    }

    /// Makes a disk of zeros, which needs no space.
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
