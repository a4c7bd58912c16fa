package dev.lungfish.lab.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The parts of a machine of the lab.
///
/// @param name in messages: `host`
/// @param stateDisk a disk with the state directory, which survives a power cut
/// @param swapDisk a disk for images
/// @param debianDisk a disk with a whole Debian, which takes over from the small guest
/// @param words added to the kernel's command line
/// @param options added to QEMU's
public record MachinePlan(
        String name,
        Optional<Path> stateDisk,
        Optional<Path> swapDisk,
        Optional<Path> debianDisk,
        List<String> words,
        List<String> options) {
    /// The smallest memory for the unpacked initramfs and a Java program.
    private static final int MEMORY_MEGABYTES = 512;

    /// As much again is enough for systemd and libvirtd.
    private static final int DEBIAN_MEGABYTES = 1024;

    /// Without what programs and the kernel take for fast and what is slow under emulation: copies
    /// by `rep movsb`, five levels of page tables, and switches round each access to a program's
    /// memory.
    private static final String PROCESSOR = "max,-erms,-fsrm,-la57,-smap,-smep,-umip,-pku";

    public MachinePlan {
        words = List.copyOf(words);
        options = List.copyOf(options);
    }

    /// A machine that can sleep, without anything else.
    public static MachinePlan of(String name) {
        return new MachinePlan(
                name, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    public MachinePlan withStateDisk(Path disk) {
        return with(Optional.of(disk), swapDisk, debianDisk, words, options);
    }

    public MachinePlan withSwapDisk(Path disk) {
        return with(stateDisk, Optional.of(disk), debianDisk, words, options);
    }

    public MachinePlan withDebianDisk(Path disk) {
        return with(stateDisk, swapDisk, Optional.of(disk), words, options);
    }

    public MachinePlan withWords(String... added) {
        return with(stateDisk, swapDisk, debianDisk, joined(words, added), options);
    }

    public MachinePlan withOptions(String... added) {
        return with(stateDisk, swapDisk, debianDisk, words, joined(options, added));
    }

    private MachinePlan with(
            Optional<Path> newState,
            Optional<Path> newSwap,
            Optional<Path> newDebian,
            List<String> newWords,
            List<String> newOptions) {
        return new MachinePlan(name, newState, newSwap, newDebian, newWords, newOptions);
    }

    private static List<String> joined(List<String> texts, String... added) {
        return Stream.concat(texts.stream(), Stream.of(added)).toList();
    }

    /// Where the memory of a machine is.
    ///
    /// @param file in which it is mapped
    /// @param kept whether the file keeps what the machine writes
    record Memory(Path file, boolean kept) {}

    /// QEMU's command line for a machine whose memory is a file.
    List<String> command(Guest guest, Path folder, Path sockets, Memory memory) {
        List<String> command = command(guest, folder, sockets);
        command.set(command.indexOf("pc"), "pc,memory-backend=ram");
        command.addAll(
                List.of(
                        "-object",
                        "memory-backend-file,id=ram,size=%sM,share=%s,mem-path=%s"
                                .formatted(
                                        megabytes(), memory.kept() ? "on" : "off", memory.file())));
        if (!memory.kept()) {
            command.addAll(List.of("-incoming", "defer"));
        }
        return command;
    }

    /// All that makes a saved state of one machine good for another: QEMU's command line without
    /// the places and ports of this machine.
    public String shape(Guest guest) {
        Path nowhere = Path.of("/");
        MachinePlan plan =
                new MachinePlan(
                        name,
                        stateDisk.map(_ -> nowhere),
                        swapDisk.map(_ -> nowhere),
                        debianDisk.map(_ -> nowhere),
                        words,
                        options);
        Guest parts = new Guest(nowhere, nowhere, "", guest.debian(), "");
        return String.join(" ", plan.command(parts, nowhere, nowhere))
                .replaceAll("(?<=127\\.0\\.0\\.1:|\\.port=)\\d+", "");
    }

    private int megabytes() {
        return debianDisk.isPresent() ? DEBIAN_MEGABYTES : MEMORY_MEGABYTES;
    }

    /// QEMU's whole command line. The machine is `pc`: on `q35` only the first wake is real, as its
    /// power management registers are gone after the first resume. Always emulated, since nested
    /// virtualization behaves differently on each machine.
    List<String> command(Guest guest, Path folder, Path sockets) {
        List<String> kernelLine =
                new ArrayList<>(
                        List.of(
                                "console=ttyS0",
                                "quiet",
                                "no_console_suspend",
                                "panic=-1",
                                // On a busy machine the kernel else misses the ticks that it waits
                                // for at its start, and gives up.
                                "no_timer_check"));
        List<String> command =
                new ArrayList<>(List.of("qemu-system-x86_64", "-M", "pc", "-accel", "tcg"));
        command.addAll(List.of("-cpu", PROCESSOR, "-m", megabytes() + "M", "-smp", "1"));
        command.addAll(List.of("-nodefaults", "-no-reboot", "-display", "none"));
        command.addAll(List.of("-monitor", "none"));
        command.addAll(List.of("-qmp", "unix:" + sockets.resolve("qmp") + ",server=on,wait=off"));
        serial(command, "file,id=console,append=on,path=" + folder.resolve("console.log"));
        serial(command, "socket,id=agent,server=on,wait=off,path=" + sockets.resolve("agent"));
        command.addAll(List.of("-kernel", guest.kernel().toString()));
        command.addAll(List.of("-initrd", guest.initramfs().toString()));
        char letter = 'a';
        if (stateDisk.isPresent()) {
            disk(command, stateDisk.get());
            kernelLine.add("lab.state=vd" + letter++);
        }
        if (swapDisk.isPresent()) {
            disk(command, swapDisk.get());
            kernelLine.add("lab.swap=vd" + letter++);
        }
        if (debianDisk.isPresent()) {
            disk(command, debianDisk.get());
            kernelLine.add("lab.debian=vd" + letter);
        }
        kernelLine.addAll(words);
        command.addAll(List.of("-append", String.join(" ", kernelLine)));
        command.addAll(options);
        return command;
    }

    private static void serial(List<String> command, String device) {
        String id = device.replaceFirst(".*?id=(\\w+).*", "$1");
        command.addAll(List.of("-chardev", device, "-serial", "chardev:" + id));
    }

    private static void disk(List<String> command, Path file) {
        command.addAll(
                List.of("-drive", "format=raw,if=virtio,cache=unsafe,file=" + file.toString()));
    }
}
