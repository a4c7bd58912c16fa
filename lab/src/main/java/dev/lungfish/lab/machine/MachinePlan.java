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

    /// QEMU's whole command line. The machine is `pc`: on `q35` only the first wake is real, as its
    /// power management registers are gone after the first resume. Always emulated, since nested
    /// virtualization behaves differently on each machine.
    List<String> command(Guest guest, Path folder, Path sockets) {
        List<String> kernelLine =
                new ArrayList<>(
                        List.of("console=ttyS0", "quiet", "no_console_suspend", "panic=-1"));
        List<String> command =
                new ArrayList<>(List.of("qemu-system-x86_64", "-M", "pc", "-accel", "tcg"));
        int megabytes = debianDisk.isPresent() ? DEBIAN_MEGABYTES : MEMORY_MEGABYTES;
        command.addAll(List.of("-cpu", "max", "-m", megabytes + "M", "-smp", "1"));
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
