package dev.lungfish.bench;

import dev.lungfish.testkit.PrivateLibvirtd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// What a start of the installed command costs, beside the floor: an empty program on the same
/// runtime with an AOT cache of its own.
final class StartCost {
    private static final List<String> COMMANDS =
            List.of(
                    "--version",
                    "status",
                    "wakeup list",
                    "suspend mem --for 1h --dry-run",
                    "capabilities",
                    "doctor --json");

    private StartCost() {}

    /// All starts, as one comparison.
    ///
    /// @param lungfish the installed command
    /// @param floor the command line of the empty program, words separated by spaces
    /// @param machine the recorded machine that the commands look at
    static Comparison of(String lungfish, String floor, Path machine, PrivateLibvirtd libvirtd) {
        List<Workload> workloads = new ArrayList<>();
        workloads.add(Workload.of("an empty program", command(floor)));
        workloads.add(
                Workload.of(
                        "virsh version, libvirtd warm",
                        Command.of("virsh", "-c", libvirtd.uri(), "version")));
        for (String command : COMMANDS) {
            String root = command.equals("--version") ? "" : " --root " + machine;
            workloads.add(
                    Workload.of(
                            "lungfish " + command,
                            command("%s %s%s".formatted(lungfish, command, root))));
        }
        return new Comparison(
                "a start", workloads, new ProcessorClock(OptionalLong.of(libvirtd.processId())));
    }

    private static Command command(String words) {
        return Command.of(Arrays.stream(words.split(" ", -1)).toArray(String[]::new));
    }
}
