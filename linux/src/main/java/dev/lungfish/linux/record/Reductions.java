package dev.lungfish.linux.record;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The recorded part of files that contain more than Lungfish reads, or secrets.
final class Reductions {
    /// The words of a kernel command line that decide about sleep. All others are left out: any of
    /// them may hold a name, an address or a password.
    private static final Set<String> COMMAND_LINE_KEYS =
            Set.of(
                    "resume",
                    "resume_offset",
                    "noresume",
                    "nohibernate",
                    "hibernate",
                    "mem_sleep_default",
                    "lockdown",
                    "acpi",
                    "noapic");

    private static final Pattern INTERRUPT = Pattern.compile("\\s*(\\d+):.*  (\\S.*)");

    /// The starts of the lines of users that run guests.
    static final List<String> GUEST_USERS = List.of("libvirt-qemu:", "qemu:");

    private static final int CRYPTTAB_KEY = 2;

    private Reductions() {}

    /// Of `/proc/cmdline` the words that decide about sleep.
    static String commandLine(String text) {
        return "%s\n"
                .formatted(
                        Arrays.stream(text.strip().split("\\s+", -1))
                                .filter(word -> COMMAND_LINE_KEYS.contains(word.split("=", 2)[0]))
                                .collect(Collectors.joining(" ")));
    }

    /// Of `/proc/stat` the times of the processors and the time of the boot.
    static String statistics(String text) {
        return lines(text, "cpu") + lines(text, "btime ");
    }

    /// Of `/proc/sysinfo` of a mainframe what runs the virtual machine; not its name.
    static String controlProgram(String text) {
        return lines(text, "VM00 Control Program:");
    }

    /// Of `/proc/interrupts` who uses each, without the counts of each processor.
    static String interruptNames(String text) {
        return text.lines()
                .map(INTERRUPT::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1) + ":  " + line.group(2))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// Of `/proc/1/environ` what the manager of a container sets.
    static String container(String text) {
        return Arrays.stream(text.split("\0", -1))
                .filter(variable -> variable.startsWith("container="))
                .collect(Collectors.joining("\0"));
    }

    /// Of `/proc/1/mountinfo` the root.
    static String rootMount(String text) {
        return text.lines()
                .filter(line -> line.contains(" / / "))
                .map(line -> line.replaceAll(" - (\\S+) .*", " - $1 none rw"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// Of `/etc/crypttab` the names of the mappings, and of their keys only whether they are
    /// random.
    static String crypttab(String text) {
        return text.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > CRYPTTAB_KEY && !fields[0].startsWith("#"))
                .map(fields ->
                        "%s none %s"
                                .formatted(
                                        fields[0],
                                        fields[CRYPTTAB_KEY].endsWith("random")
                                                ? fields[CRYPTTAB_KEY]
                                                : "none"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// Of `/etc/passwd` and `/etc/group` the user that runs guests.
    static String guestUser(String text) {
        return text.lines()
                .filter(line -> GUEST_USERS.stream().anyMatch(line::startsWith))
                .map(line -> String.join(":", Arrays.copyOf(line.split(":", -1), 4)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// Of a mapping's UUID the kind and nothing that identifies it: `CRYPT-LUKS2`.
    static String mappingKind(String text) {
        String[] parts = text.strip().split("-", -1);
        return "%s-\n"
                .formatted(
                        parts.length > 1 && parts[0].equals("CRYPT")
                                ? parts[0] + "-" + parts[1]
                                : parts[0]);
    }

    private static String lines(String text, String prefix) {
        return text.lines()
                .filter(line -> line.startsWith(prefix))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
