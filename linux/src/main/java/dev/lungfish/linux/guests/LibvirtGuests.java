package dev.lungfish.linux.guests;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.GuestPolicy;
import dev.lungfish.core.procedure.PreparedGuest;
import dev.lungfish.linux.clock.Deadline;
import dev.lungfish.linux.program.Program;
import dev.lungfish.linux.tree.HostTree;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The guests of this machine's libvirtd. It is not asked where `virsh` is not installed or no
/// libvirtd listens, so that none is started for it.
///
/// **Source:** `virsh(1)`, `list`, `domstate`, `suspend`, `resume`, `managedsave`, `start`.
public final class LibvirtGuests implements Guests {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration SAVE = Duration.ofMinutes(10);

    private final String virsh;
    private final String uri;
    private final List<String> sockets;
    private final Duration answer;

    /// @param virsh the program
    /// @param uri whose guests are meant
    /// @param sockets one of which exists where a libvirtd runs
    /// @param answer what each question may take
    LibvirtGuests(String virsh, String uri, List<String> sockets, Duration answer) {
        this.virsh = virsh;
        this.uri = uri;
        this.sockets = sockets;
        this.answer = answer;
    }

    static LibvirtGuests ofThisMachine() {
        return new LibvirtGuests(
                "/usr/bin/virsh",
                "qemu:///system",
                List.of("/run/libvirt/libvirt-sock", "/run/libvirt/virtqemud-sock"),
                ANSWER);
    }

    @Override
    public Reading<List<PreparedGuest>> active() {
        return list(List.of("list", "--uuid", "--name"));
    }

    @Override
    public Reading<List<PreparedGuest>> running() {
        return list(List.of("list", "--state-running", "--uuid", "--name"));
    }

    private Reading<List<PreparedGuest>> list(List<String> arguments) {
        String source = "virsh " + String.join(" ", arguments);
        HostTree tree = HostTree.live();
        if (!tree.exists(virsh) || sockets.stream().noneMatch(tree::exists)) {
            return new Reading.Absent<>(source);
        }
        List<String> readOnly = new ArrayList<>(List.of("-r"));
        readOnly.addAll(arguments);
        return switch (run(readOnly, answer)) {
            case Said.Yes(String output) ->
                    new Reading.Present<>(source, output, output).map(GuestList::parse);
            case Said.No(String why) -> new Reading.Failed<>(source, why);
        };
    }

    @Override
    public List<String> putAside(GuestPolicy policy, List<PreparedGuest> guests) {
        List<String> failures = new ArrayList<>();
        for (PreparedGuest guest : guests) {
            switch (policy) {
                case PAUSE -> command("suspend", guest, answer).ifPresent(failures::add);
                case SAVE -> command("managedsave", guest, SAVE).ifPresent(failures::add);
                case REFUSE, IGNORE -> {}
            }
        }
        return failures;
    }

    @Override
    public List<String> bringBack(GuestPolicy policy, List<PreparedGuest> guests) {
        List<String> failures = new ArrayList<>();
        for (PreparedGuest guest : guests.reversed()) {
            switch (policy) {
                case PAUSE -> bringBack("resume", guest, answer).ifPresent(failures::add);
                case SAVE -> bringBack("start", guest, SAVE).ifPresent(failures::add);
                case REFUSE, IGNORE -> {}
            }
        }
        return failures;
    }

    private Optional<String> bringBack(String command, PreparedGuest guest, Duration patience) {
        return isRunning(guest) ? Optional.empty() : command(command, guest, patience);
    }

    /// One whose state can't be asked is taken for one that does not run; to bring it back does no
    /// harm then.
    private boolean isRunning(PreparedGuest guest) {
        return GuestList.isUuid(guest.uuid())
                && run(List.of("-r", "domstate", guest.uuid()), answer)
                        instanceof Said.Yes(String state)
                && state.strip().equals("running");
    }

    private Optional<String> command(String command, PreparedGuest guest, Duration patience) {
        String what = "virsh " + command + " " + guest.name();
        if (!GuestList.isUuid(guest.uuid())) {
            return Optional.of(what + ": " + HostTree.quote(guest.uuid()) + " is no UUID");
        }
        return switch (run(List.of(command, guest.uuid()), patience)) {
            case Said.Yes _ -> Optional.empty();
            case Said.No(String why) -> Optional.of(what + ": " + why);
        };
    }

    private sealed interface Said {
        record Yes(String output) implements Said {}

        record No(String why) implements Said {}
    }

    private Said run(List<String> arguments, Duration patience) {
        List<String> command = new ArrayList<>(List.of(virsh, "-q", "-c", uri));
        command.addAll(arguments);
        try {
            return switch (Program.start(command).end(Deadline.after(patience))) {
                case Program.Ending.Exited(int exitCode, String output) when exitCode == 0 ->
                        new Said.Yes(output);
                case Program.Ending.Exited(int exitCode, String output) ->
                        new Said.No(
                                "exit code " + exitCode + ", " + HostTree.quote(output.strip()));
                case Program.Ending.Killed(Duration allowance) ->
                        new Said.No("no answer within " + allowance.toMillis() + " ms");
            };
        } catch (IOException e) {
            return new Said.No(String.valueOf(e.getMessage()));
        }
    }
}
