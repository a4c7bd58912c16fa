package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The containers in which a process runs: of Docker, Podman, LXC (with Incus and LXD),
/// systemd-nspawn and the runtimes of Kubernetes. Each has a control group of its own.
///
/// **Source:** cgroups(7), `/proc/PID/cgroup`. The groups' names, each by its manager: moby
/// `daemon/oci_linux.go` (`/docker/ID`, `docker-ID.scope`), podman
/// `libpod/container_internal_linux.go` (`libpod-ID.scope`), LXC 4 `src/lxc/cgroups/cgfsng.c`
/// (`lxc.payload.NAME`, before it `lxc/NAME`), systemd `src/nspawn/nspawn-register.c` and
/// `units/systemd-nspawn@.service.in`, containerd (`cri-containerd-ID.scope`) and CRI-O
/// (`crio-ID.scope`).
public final class Containers {
    private static final List<Pattern> GROUPS =
            List.of(
                    Pattern.compile("/(docker)[/-]([0-9a-f]{12})[0-9a-f]{52}"),
                    Pattern.compile("/(libpod)-([0-9a-f]{12})[0-9a-f]{52}"),
                    Pattern.compile("/(lxc\\.payload)[./]([^/]+)"),
                    Pattern.compile("/(lxc)/([^/]+)"),
                    Pattern.compile("/systemd-(nspawn)@([^/]+)\\.service"),
                    Pattern.compile("/(machine)-(?!qemu|lxc|ch\\\\)([^/]+)\\.scope"),
                    Pattern.compile("/(cri-containerd|crio)-([0-9a-f]{12})[0-9a-f]{52}"));

    private Containers() {}

    /// Their names, sorted: `docker 0123456789ab`. Absent on a record that shows no processes but
    /// the first.
    public static Reading<List<String>> withWork(HostTree tree) {
        Reading<List<String>> entries =
                tree.children("/proc")
                        .map(names ->
                                names.stream().filter(name -> name.matches("\\d{1,10}")).toList());
        if (entries.toOptional().orElse(List.of()).stream().allMatch("1"::equals)) {
            return entries.broken() ? entries : new Reading.Absent<>(entries.source());
        }
        return entries.map(processes -> {
            NavigableSet<String> found = new TreeSet<>();
            processes.forEach(process -> container(tree, process).ifPresent(found::add));
            // Where this host is itself a container.
            container(tree, "1").ifPresent(found::remove);
            return List.copyOf(found);
        });
    }

    /// The outermost: what runs in a container in a container is the work of the first.
    private static Optional<String> container(HostTree tree, String process) {
        return tree.text("/proc/" + process + "/cgroup").toOptional().stream()
                .flatMap(String::lines)
                .flatMap(line -> outermost(line).stream())
                .findFirst();
    }

    private static Optional<String> outermost(String line) {
        Optional<Matcher> first = Optional.empty();
        for (Pattern group : GROUPS) {
            Matcher matcher = group.matcher(line);
            if (matcher.find() && (first.isEmpty() || matcher.start() < first.get().start())) {
                first = Optional.of(matcher);
            }
        }
        return first.map(matcher -> kind(matcher.group(1)) + " " + matcher.group(2));
    }

    private static String kind(String group) {
        return switch (group) {
            case "libpod" -> "podman";
            case "lxc.payload" -> "lxc";
            case "machine" -> "nspawn";
            default -> group;
        };
    }
}
