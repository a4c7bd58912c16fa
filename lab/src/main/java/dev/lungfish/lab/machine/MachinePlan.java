package dev.lungfish.lab.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a machine of the lab is built of.
///
/// @param name in messages: `host`
/// @param stateDisk a disk that keeps the state directory over a power cut
/// @param swapDisk a disk for images
/// @param words added to the kernel's command line
/// @param options added to QEMU's
public record MachinePlan(
        String name,
        Optional<Path> stateDisk,
        Optional<Path> swapDisk,
        List<String> words,
        List<String> options) {
    /// The smallest memory in which the unpacked initramfs and a Java program have room.
    private static final int MEMORY_MEGABYTES = 512;

    public MachinePlan {
        words = List.copyOf(words);
        options = List.copyOf(options);
    }

    /// A machine that can sleep and has nothing else.
    public static MachinePlan of(String name) {
        return new MachinePlan(name, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    public MachinePlan withStateDisk(Path disk) {
        return new MachinePlan(name, Optional.of(disk), swapDisk, words, options);
    }

    public MachinePlan withSwapDisk(Path disk) {
        return new MachinePlan(name, stateDisk, Optional.of(disk), words, options);
    }

    public MachinePlan withWords(String... added) {
        return new MachinePlan(
                name,
                stateDisk,
                swapDisk,
                Stream.concat(words.stream(), Stream.of(added)).toList(),
                options);
    }

    public MachinePlan withOptions(String... added) {
        return new MachinePlan(
                name,
                stateDisk,
                swapDisk,
                words,
                Stream.concat(options.stream(), Stream.of(added)).toList());
    }

    /// QEMU's whole command line. The machine is `pc`: on `q35` only the first wake is a true one,
    /// as its power management registers are gone after the first resume. Emulated even where the
    /// processor could do better: nested virtualization answers differently everywhere.
    List<String> command(Guest guest, Path folder, Path sockets) {
        List<String> kernelLine =
                new ArrayList<>(
                        List.of("console=ttyS0", "quiet", "no_console_suspend", "panic=-1"));
        List<String> command =
                new ArrayList<>(List.of("qemu-system-x86_64", "-M", "pc", "-accel", "tcg"));
        command.addAll(List.of("-cpu", "max", "-m", MEMORY_MEGABYTES + "M", "-smp", "1"));
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
            kernelLine.add("lab.swap=vd" + letter);
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
