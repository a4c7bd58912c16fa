package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The signs that a host is a container.
///
/// Marks that a container manager sets for the first process suffice. Files of an image
/// (`/.dockerenv`) do not, since an image can also be booted as a machine. They count only if the
/// first process's control group or root file system shows a container too.
///
/// **Source:** systemd `docs/CONTAINER_INTERFACE.md` (`container=`, `/run/host/container-manager`,
/// `/run/systemd/container`); `systemd-detect-virt(1)`.
final class ContainerSigns {
    private static final String ENVIRONMENT = "/proc/1/environ";
    private static final String CONTROL_GROUPS = "/proc/1/cgroup";
    private static final String MOUNTS = "/proc/1/mountinfo";
    private static final String RELEASE = "/proc/sys/kernel/osrelease";
    private static final List<String> MANAGERS =
            List.of("/run/host/container-manager", "/run/systemd/container");
    private static final List<String> IMAGE_FILES = List.of("/.dockerenv", "/run/.containerenv");
    private static final List<String> GROUPS =
            List.of(
                    "docker",
                    "lxc",
                    "kubepods",
                    "libpod",
                    "machine.slice/libpod",
                    "containerd",
                    "crio");

    private final HostTree tree;

    ContainerSigns(HostTree tree) {
        this.tree = tree;
    }

    Optional<Sign> first() {
        return Stream.<Supplier<Optional<Sign>>>of(
                        this::manager,
                        this::environment,
                        this::openVz,
                        this::windowsSubsystem,
                        this::controlGroup,
                        this::image)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Sign> manager() {
        return MANAGERS.stream()
                .map(tree::line)
                .filter(reading -> reading.toOptional().filter(kind -> !kind.isEmpty()).isPresent())
                .map(reading -> new Sign(reading.found(), reading.evidence()))
                .findFirst();
    }

    private Optional<Sign> environment() {
        if (!(tree.bytes(ENVIRONMENT, HostTree.TEXT_LIMIT_BYTES)
                instanceof Reading.Present<byte[]>(_, byte[] content, _))) {
            return Optional.empty();
        }
        return Arrays.stream(new String(content, StandardCharsets.ISO_8859_1).split("[\0\n]", -1))
                .filter(variable ->
                        variable.startsWith("container=")
                                && variable.length() > "container=".length())
                .map(variable ->
                        new Sign(
                                variable.substring("container=".length()),
                                new Evidence(ENVIRONMENT, variable)))
                .findFirst();
    }

    private Optional<Sign> openVz() {
        return tree.exists("/proc/vz") && !tree.exists("/proc/bc")
                ? Optional.of(
                        new Sign(
                                "openvz",
                                new Evidence("/proc/vz", "exists, and /proc/bc does not")))
                : Optional.empty();
    }

    private Optional<Sign> windowsSubsystem() {
        return tree.line(RELEASE)
                .toOptional()
                .filter(release -> {
                    String lower = release.toLowerCase(Locale.ROOT);
                    return lower.contains("microsoft")
                            || lower.endsWith("wsl")
                            || lower.contains("-wsl2");
                })
                .map(release -> new Sign("wsl", new Evidence(RELEASE, release)));
    }

    private Optional<Sign> controlGroup() {
        return tree.text(CONTROL_GROUPS).toOptional().stream()
                .flatMap(String::lines)
                .flatMap(line ->
                        GROUPS.stream()
                                .filter(group -> isIn(line, group))
                                .map(group -> new Sign(group, new Evidence(CONTROL_GROUPS, line))))
                .findFirst();
    }

    /// A file of an image, on an overlay root as of container engines.
    private Optional<Sign> image() {
        boolean overlaid =
                tree.text(MOUNTS).toOptional().stream()
                        .flatMap(String::lines)
                        .anyMatch(line -> line.contains(" / / ") && line.contains(" - overlay "));
        return IMAGE_FILES.stream()
                .filter(file -> overlaid && tree.exists(file))
                .map(file ->
                        new Sign(
                                file.contains("docker") ? "docker" : "podman",
                                new Evidence(file, "exists, and the root is an overlay")))
                .findFirst();
    }

    /// Whether a line of `/proc/1/cgroup` (`hierarchy:controllers:path`) is below such a group.
    private static boolean isIn(String line, String group) {
        int path = line.indexOf('/');
        return path >= 0
                && Arrays.stream(line.substring(path).split("/", -1))
                        .anyMatch(part ->
                                part.equals(group)
                                        || part.startsWith(group + "-")
                                        || part.startsWith(group + ".")
                                        || part.equals(group + ".payload"));
    }
}
