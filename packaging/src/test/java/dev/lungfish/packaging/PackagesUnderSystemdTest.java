package dev.lungfish.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The services of the packages under systemd, on a Debian 12 without libvirt: from `dpkg -i` to
/// the purge. A container can't sleep, so the host that is put to sleep is a recorded machine with
/// a kernel that is played.
@NeedsProgram(
        value = {
            "systemd-nspawn",
            "nsenter",
            "mmdebstrap",
            "unshare",
            "dpkg-deb",
            "dpkg-shlibdeps",
            "asciidoctor",
            "strip"
        },
        install = "systemd-container util-linux mmdebstrap dpkg dpkg-dev asciidoctor binutils")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagesUnderSystemdTest {
    private static final String SOCKET =
            "qemu+unix:///system?socket=/played/run/lungfish/libvirt-sock";

    private static final String CONFIGURATION = "/played/etc/lungfish/lungfish.toml";

    @TempDir private static Path folder;
    private static LaidOut packages;
    private static DebianRoot debian;
    private static SystemdContainer container;

    @BeforeAll
    static void bootAMachine() throws Exception {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("it makes namespaces and control groups, as root may")
                .isEqualTo(0);
        packages = LaidOut.in(folder.resolve("packages"));
        // PackagesTest has the caches, which take longest.
        Files.writeString(packages.file("/usr/lib/lungfish/make-aot-cache"), "#!/bin/sh\n");
        packages.packForDebian("1.0");
        packages.packForDebian("1.1");
        debian = DebianRoot.make(folder.resolve("debian"));
        container = SystemdContainer.boot(debian, folder.resolve("console"));
    }

    @AfterAll
    static void endIt() throws Exception {
        if (container != null) {
            container.close();
        }
    }

    @Test
    @Order(1)
    void startWithTheirInstallationWhereThereIsNoLibvirt() throws Exception {
        install("1.0", "lungfish");

        assertThat(container.does("systemctl", "is-enabled", "lungfishd")).isEqualTo("enabled\n");
        container.does("systemctl", "is-active", "lungfishd");
        assertThat(container.does("virsh", "-c", "lungfish:///system", "hostname")).isNotBlank();
        assertThat(container.does("lungfish", "doctor")).contains("systemd-nspawn");
    }

    @Test
    @Order(2)
    void putAHostToSleepForVirsh() throws Exception {
        RecordedMachines.named("laptop-with-everything-fine").copyTo(debian.file("/played"));
        write(
                "/etc/systemd/system/lungfishd.service.d/played.conf",
                """
                [Service]
                ExecStart=
                ExecStart=/usr/sbin/lungfishd --root /played --config %s
                ReadWritePaths=/played
                """
                        .formatted(CONFIGURATION));
        configure("1s");
        try (PlayedKernel _ = PlayedKernel.of(debian.file("/played"))) {
            container.does("systemctl", "daemon-reload");
            container.does("systemctl", "restart", "lungfishd");

            container.does("virsh", "-c", SOCKET, "nodesuspend", "mem", "60");

            assertThat(awaitHistory("\"ended\"")).contains("\"kind\":\"slept\"");
        }
    }

    @Test
    @Order(3)
    void keepWhatCountedDownDuringAnUpgrade() throws Exception {
        configure("10min");
        try (PlayedKernel _ = PlayedKernel.of(debian.file("/played"))) {
            container.does("systemctl", "restart", "lungfishd");
            container.does("virsh", "-c", SOCKET, "nodesuspend", "mem", "60");

            install("1.1", "lungfish");

            container.does("systemctl", "is-active", "lungfishd");
            assertThat(awaitHistory("cancelled-before-sleep"))
                    .as("both are told, the first and the one that was cancelled")
                    .contains("\"kind\":\"slept\"", "\"kind\":\"cancelled\"");
            assertThat(container.does("dpkg-query", "--show", "lungfish")).contains("1.1");
        }
    }

    @Test
    @Order(4)
    void keepTheHistoryInADowngrade() throws Exception {
        try (PlayedKernel _ = PlayedKernel.of(debian.file("/played"))) {
            String before = history();

            install("1.0", "lungfish");

            container.does("systemctl", "is-active", "lungfishd");
            assertThat(history()).isEqualTo(before);
        }
    }

    @Test
    @Order(5)
    void startTheControllerOnceItIsToldItsName() throws Exception {
        install("1.0", "lungfish-controller");
        assertThat(container.run("systemctl", "is-active", "lungfish-controller").output())
                .isEqualTo("inactive\n");
        assertThat(container.does("getent", "passwd", "lungfish-controller"))
                .contains(":/var/lib/lungfish-controller:");
        assertThat(container.run("lungfish", "fleet", "status").output())
                .as("root asks before the first start")
                .contains("systemctl status lungfish-controller");
        write("/etc/lungfish/controller.toml", "[controller]\nnames = [\"127.0.0.1\"]\n");

        container.does("systemctl", "start", "lungfish-controller");

        assertThat(container.await("lungfish", "fleet", "status")).contains("all");
    }

    @Test
    @Order(6)
    void endWhenTheyAreRemoved() throws Exception {
        container.does("dpkg", "--purge", "lungfish-controller", "lungfish");

        assertThat(container.run("systemctl", "is-active", "lungfishd").code()).isNotZero();
        assertThat(container.run("pgrep", "-f", "lungfish").code()).isNotZero();
        assertThat(container.does("systemctl", "--failed", "--no-legend")).isEmpty();
        assertThat(debian.file("/var/lib/lungfish-controller")).doesNotExist();
        assertThat(debian.file("/var/lib/lungfish")).doesNotExist();
    }

    private static void install(String version, String name) throws Exception {
        List<String> command = debian.put(packages.debianPackage(name, version));
        container.does(command.toArray(String[]::new));
    }

    private static void configure(String delay) throws Exception {
        write(
                CONFIGURATION,
                """
                sleep.delay = "%s"
                [wake]
                early_tolerance = "5s"
                memory_late_tolerance = "30s"
                """
                        .formatted(delay));
    }

    private static void write(String path, String content) throws Exception {
        Path file = debian.file(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String history() throws Exception {
        return container.does("lungfish", "--root", "/played", "history", "--json");
    }

    /// The history, once it says something.
    private static String awaitHistory(String word) throws Exception {
        return container.await(
                "sh",
                "-c",
                "told=$(lungfish --root /played history --json) && echo \"$told\" | grep '%s'"
                        .formatted(word));
    }
}
