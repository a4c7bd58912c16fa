package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.MachinePlan.Memory;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A machine under QEMU with a guest in it. It can be switched on again after it was switched off,
/// with the same disks; earlier events of QEMU remain. For one thread.
public final class Machine implements AutoCloseable {
    /// How long QEMU may take to listen.
    private static final Duration START = Duration.ofMinutes(1);

    private final Guest guest;
    private final MachinePlan plan;
    private final Path folder;
    private final Consumer<QmpEvent> witness;
    private final List<QmpEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> boots = new CopyOnWriteArrayList<>();
    private @Nullable Path sockets;
    private @Nullable GuardedProcess process;
    private @Nullable Qmp qmp;
    private @Nullable GuestAgent agent;

    /// @param folder for the console's log and QEMU's own
    /// @param witness receives each event as it happens, on a thread of its own
    public Machine(Guest guest, MachinePlan plan, Path folder, Consumer<QmpEvent> witness) {
        this.guest = guest;
        this.plan = plan;
        this.folder = folder;
        this.witness = witness;
    }

    public MachinePlan plan() {
        return plan;
    }

    /// Switches it on.
    public void start() {
        switchOn(sockets -> plan.command(guest, folder, sockets), Optional.empty());
    }

    /// Switches it on so that its state can be saved.
    ///
    /// @param into a folder for the state
    public void startToSave(SavedState into) {
        switchOn(
                sockets -> plan.command(guest, folder, sockets, new Memory(into.memory(), true)),
                Optional.empty());
    }

    /// Makes it go on from a saved state, with its disks as they were then. Its clock of the day
    /// stood still meanwhile, its RTC did not.
    public void startFrom(SavedState saved) {
        saved.putBack(plan);
        SavedState.Facts facts = saved.facts();
        switchOn(
                sockets -> plan.command(guest, folder, sockets, new Memory(saved.memory(), false)),
                Optional.of(facts));
        saved.read(controls());
        boots.add(facts.boot());
    }

    /// Saves the state, and switches the machine off.
    ///
    /// @param into what it was started with
    public void save(SavedState into) {
        var _ = controls().execute("stop");
        into.write(controls());
        int scripts = agent == null ? 0 : agent.scripts();
        var _ = controls().execute("quit");
        awaitOff(START);
        into.keep(plan, new SavedState.Facts(boots.getLast(), scripts));
    }

    private void switchOn(Function<Path, List<String>> command, Optional<SavedState.Facts> saved) {
        if (process != null && process.isAlive()) {
            throw new LabException(plan.name() + " is on already");
        }
        release();
        Deadline deadline = Deadline.after(START);
        try {
            Files.createDirectories(folder);
            // Socket paths must be short, and folders may be deep.
            sockets = Files.createTempDirectory("lungfish-lab");
        } catch (IOException e) {
            throw new LabException("no folder for " + plan.name() + ": " + e, e);
        }
        process = QemuProcess.start(command.apply(sockets), folder.resolve("qemu.log"));
        try {
            Path port = sockets.resolve("agent");
            int scripts = saved.map(SavedState.Facts::scripts).orElse(0);
            agent =
                    agent == null
                            ? GuestAgent.connect(port, deadline, scripts, boots::add)
                            : GuestAgent.connect(port, deadline, agent, boots::add);
            qmp = Qmp.connect(sockets.resolve("qmp"), deadline, this::happened);
        } catch (LabException e) {
            throw new LabException(e.getMessage() + "\n" + lastLines("qemu.log"), e);
        }
    }

    private void happened(QmpEvent event) {
        if (event.isOfState()) {
            events.add(event);
            witness.accept(event);
        }
    }

    /// All sleeps and wakes that QEMU saw, since the machine was first switched on.
    public List<QmpEvent> events() {
        return List.copyOf(events);
    }

    /// The boot ids of the guest, each time that it has booted.
    public List<String> boots() {
        return List.copyOf(boots);
    }

    /// Waits until the guest has booted so often.
    public void awaitBoots(int count, Duration patience) {
        await(() -> boots.size() >= count, patience, "the guest has not booted");
    }

    /// Waits for an event that comes after the first ones.
    ///
    /// @param after the number of events to skip
    public void awaitEvent(String name, int after, Duration patience) {
        await(
                () -> events.stream().skip(after).anyMatch(event -> event.is(name)),
                patience,
                "QEMU did not say " + name);
    }

    /// Waits until QEMU has ended, as it does when its machine is switched off.
    public void awaitOff(Duration patience) {
        if (process != null && !process.awaitExit(Deadline.after(patience))) {
            throw new LabException(
                    plan.name() + " is not off after " + patience.toSeconds() + " s" + state());
        }
    }

    private void await(BooleanSupplier enough, Duration patience, String otherwise) {
        boolean came = Pause.of(patience, Pause.STEP, () -> enough.getAsBoolean() || !isOn());
        if (!came || !enough.getAsBoolean()) {
            throw new LabException(
                    "%s: %s%s%s"
                            .formatted(
                                    plan.name(),
                                    otherwise,
                                    isOn()
                                            ? " within " + patience.toSeconds() + " s"
                                            : " and is off",
                                    state()));
        }
    }

    private String state() {
        return "\n" + lastLines("console.log") + lastLines("qemu.log");
    }

    /// The last lines of a log, for messages.
    public String lastLines(String log) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(log));
            return lines.stream()
                    .skip(Math.max(0, lines.size() - 12))
                    .map(line -> "    " + log + ": " + line + "\n")
                    .reduce("", String::concat);
        } catch (IOException e) {
            return "    " + log + " can't be read: " + e.getMessage() + "\n";
        }
    }

    public boolean isOn() {
        return process != null && process.isAlive();
    }

    /// Whether QEMU calls it suspended.
    public boolean isSuspended() {
        return controls().status().equals("suspended");
    }

    /// Starts a script in the guest, which must be awake.
    public Script start(String script, Consumer<String> said) {
        if (agent == null) {
            throw new LabException(plan.name() + " was never switched on");
        }
        return agent.start(script, said);
    }

    /// Wakes the machine from suspend-to-RAM, as its power button would.
    public void wake() {
        var _ = controls().execute("system_wakeup");
    }

    /// Presses the power button.
    public void pressPowerButton() {
        var _ = controls().execute("system_powerdown");
    }

    private Qmp controls() {
        if (qmp == null || !isOn()) {
            throw new LabException(plan.name() + " is off" + state());
        }
        return qmp;
    }

    /// Cuts the power.
    public void cutPower() {
        if (process != null) {
            process.close();
        }
    }

    /// Cuts the power for good.
    @Override
    public void close() {
        cutPower();
        if (agent != null) {
            agent.lose("the machine was switched off");
        }
        release();
    }

    private void release() {
        if (process != null) {
            process.close();
        }
        if (qmp != null) {
            qmp.close();
        }
        if (agent != null) {
            agent.close();
        }
        if (sockets != null) {
            delete(sockets);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException _) {
            // The rest is in the folder for temporary files.
        }
    }
}
