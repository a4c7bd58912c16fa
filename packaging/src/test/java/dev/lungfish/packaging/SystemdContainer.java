package dev.lungfish.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Debian whose systemd runs, in namespaces and a control group of its own. It ends with this.
///
/// **Source:** systemd-nspawn(1). It wants one hierarchy of control groups, which this machine need
/// not have: it is mounted for it alone.
final class SystemdContainer implements AutoCloseable {
    private static final String BOOT =
            """
            set -eu
            mount -t cgroup2 none /sys/fs/cgroup
            mkdir "/sys/fs/cgroup/$2"
            echo $$ >"/sys/fs/cgroup/$2/cgroup.procs"
            export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
            exec systemd-nspawn --quiet --directory="$1" --boot --register=no --keep-unit \\
                --private-network --console=pipe </dev/null
            """;

    private static final String REMOVE_GROUP =
            """
            mount -t cgroup2 none /sys/fs/cgroup
            for try in $(seq 100); do
                find "/sys/fs/cgroup/$1" -depth -type d -exec rmdir {} + 2>/dev/null
                [ ! -e "/sys/fs/cgroup/$1" ] && exit 0
                sleep 0.1
            done
            exit 1
            """;

    private final Process container;
    private final String group;
    private final Path log;

    private SystemdContainer(Process container, String group, Path log) {
        this.container = container;
        this.group = group;
        this.log = log;
    }

    /// Boots a Debian, and waits until its systemd has started all that it starts.
    ///
    /// @param log of its console
    static SystemdContainer boot(DebianRoot debian, Path log) throws Exception {
        String group = "lungfish-packages-" + ProcessHandle.current().pid();
        List<String> words = inOwnMounts(BOOT, debian.file("/").toAbsolutePath().toString(), group);
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        SystemdContainer container = new SystemdContainer(process, group, log);
        container.await("systemctl", "is-system-running", "--wait");
        return container;
    }

    private static List<String> inOwnMounts(String script, String... arguments) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--mount",
                                "--propagation=private",
                                "sh",
                                "-c",
                                script,
                                "sh"));
        words.addAll(List.of(arguments));
        return words;
    }

    /// Runs a program in it, as root.
    Run run(String... words) throws IOException, InterruptedException {
        String first =
                init().map(ProcessHandle::pid)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no container runs: " + log))
                        .toString();
        List<String> inside =
                List.of(
                        "nsenter",
                        "--target=" + first,
                        "--mount",
                        "--uts",
                        "--ipc",
                        "--net",
                        "--pid",
                        "--cgroup",
                        "--root",
                        "--wd",
                        "env",
                        "-i",
                        "PATH=/usr/sbin:/usr/bin",
                        "LC_ALL=C.UTF-8",
                        "DEBIAN_FRONTEND=noninteractive");
        return Run.of(Stream.concat(inside.stream(), Stream.of(words)).toList());
    }

    /// Runs a program that must succeed.
    ///
    /// @return what it wrote
    String does(String... words) throws IOException, InterruptedException {
        Run run = run(words);
        assertThat(run.code()).as(run.output()).isZero();
        return run.output();
    }

    /// Runs a program again and again until it succeeds.
    ///
    /// @return what it wrote then
    String await(String... words) throws IOException, InterruptedException {
        String last = "";
        for (int tries = 0; tries < 600 && container.isAlive(); tries++) {
            if (init().findFirst().isPresent()) {
                Run run = run(words);
                if (run.code() == 0) {
                    return run.output();
                }
                last = run.output();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("%s: %s\n%s".formatted(List.of(words), last, told()));
    }

    /// Its first process is the only child of systemd-nspawn.
    private Stream<ProcessHandle> init() {
        return container.children();
    }

    private String told() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        init().forEach(ProcessHandle::destroyForcibly);
        Process _ = container.destroyForcibly().onExit().join();
        Process removal = new ProcessBuilder(inOwnMounts(REMOVE_GROUP, group)).start();
        assertThat(removal.onExit().join().exitValue()).as("the group is removed").isZero();
    }
}
