package dev.lungfish.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A minimal Debian in a folder, without Java. Programs run in it in namespaces of mounts and
/// processes of their own, which end with them; no service runs, but in a [SystemdContainer].
final class DebianRoot {
    private static final String SUITE = "bookworm";

    /// The first source of this machine's apt that has the suite.
    private static final String MIRROR =
            "apt-get indextargets --format '$(SITE) $(RELEASE)' 'Identifier: Packages'"
                    + " | awk -v suite="
                    + SUITE
                    + " '$2 == suite { print $1; exit }'";

    /// The loader finds the runtime's libraries by /proc.
    private static final String MOUNT =
            """
            set -eu
            mount -t proc proc "$1/proc"
            mount --rbind /dev "$1/dev"
            shift
            exec "$@"
            """;

    private final Path folder;

    /// Made once for all tests: each has a copy.
    private static Optional<Path> made = Optional.empty();

    private DebianRoot(Path folder) {
        this.folder = folder;
    }

    /// Makes one with systemd, and libvirt's client, which knows no libvirtd there.
    static synchronized DebianRoot make(Path folder) throws IOException, InterruptedException {
        if (made.isEmpty()) {
            Path first = Files.createTempDirectory("lungfish-debian");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(first)));
            install(first.resolve("root"));
            made = Optional.of(first.resolve("root"));
        }
        Run run = Run.of(List.of("cp", "-a", made.get().toString(), folder.toString()));
        assertThat(run.code()).as(run.output()).isZero();
        return new DebianRoot(folder);
    }

    private static void remove(Path first) {
        try {
            Run _ = Run.of(List.of("rm", "-rf", "--one-file-system", first.toString()));
        } catch (IOException | InterruptedException _) {
            // It is in the folder for temporary files.
        }
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        String mirror = Run.of(List.of("sh", "-c", MIRROR)).output().strip();
        List<String> words =
                List.of(
                        "mmdebstrap",
                        "--mode=root",
                        "--variant=minbase",
                        "--format=directory",
                        "--aptopt=Acquire::Check-Valid-Until \"false\"",
                        "--dpkgopt=path-exclude=/usr/share/locale/*",
                        "--include=systemd-sysv,dbus,libvirt-clients",
                        SUITE,
                        folder.toString());
        Run run =
                Run.of(
                        mirror.isEmpty()
                                ? words
                                : Stream.concat(words.stream(), Stream.of(mirror)).toList());
        assertThat(run.code()).as(run.output()).isZero();
    }

    /// A file in it, as this machine sees it.
    Path file(String path) {
        return folder.resolve(path.substring(1));
    }

    /// Runs a program in it.
    Run run(String... words) throws IOException, InterruptedException {
        List<String> inside =
                List.of(
                        "chroot",
                        folder.toString(),
                        "/usr/bin/env",
                        "-i",
                        "PATH=/usr/sbin:/usr/bin",
                        "LC_ALL=C.UTF-8",
                        "DEBIAN_FRONTEND=noninteractive");
        return runOn(Stream.concat(inside.stream(), Stream.of(words)).toList());
    }

    /// Runs a program of this machine that works on it.
    Run runOn(List<String> words) throws IOException, InterruptedException {
        List<String> mounted =
                List.of(
                        "unshare",
                        "--mount",
                        "--propagation=private",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "sh",
                        "-c",
                        MOUNT,
                        "sh",
                        folder.toString());
        return Run.of(Stream.concat(mounted.stream(), words.stream()).toList(), Map.of());
    }

    /// Runs a program that must succeed.
    ///
    /// @return what it wrote
    String does(String... words) throws IOException, InterruptedException {
        Run run = run(words);
        assertThat(run.code()).as(run.output()).isZero();
        return run.output();
    }

    /// Installs packages as `dpkg -i` does.
    ///
    /// @return what it says
    String install(Path... debianPackages) throws IOException, InterruptedException {
        return does(put(debianPackages).toArray(String[]::new));
    }

    /// Puts packages into it.
    ///
    /// @return the command that installs them there
    List<String> put(Path... debianPackages) throws IOException {
        List<String> words = new ArrayList<>(List.of("dpkg", "-i"));
        for (Path debianPackage : debianPackages) {
            String place = "/root/" + debianPackage.getFileName();
            Files.copy(debianPackage, file(place), StandardCopyOption.REPLACE_EXISTING);
            words.add(place);
        }
        return words;
    }
}
