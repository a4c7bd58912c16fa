package dev.lungfish.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The life of the packages on a Debian 12 without Java: one machine, from the first installation
/// to the purge, and then the same files from the RPM.
@NeedsProgram(
        value = {
            "mmdebstrap",
            "unshare",
            "dpkg-deb",
            "dpkg-shlibdeps",
            "asciidoctor",
            "strip",
            "rpm"
        },
        install = "mmdebstrap util-linux dpkg dpkg-dev asciidoctor binutils rpm")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagesTest {
    private static final String CACHE = "/var/cache/lungfish";
    private static final String VERSION_LINE = "lungfish \\S+, Java 25\\S*\n";

    private static final List<Cached> CACHES =
            List.of(
                    new Cached("version", List.of("/usr/bin/lungfish", "--version"), "lungfish "),
                    new Cached("light", List.of("/usr/bin/lungfish", "status"), "no request runs"),
                    new Cached("all", List.of("/usr/bin/lungfish", "--help"), "Usage: lungfish "));

    /// The daemon has the options of its own, and the cache of all commands.
    private static final Cached DAEMON =
            new Cached("daemon", List.of("/usr/sbin/lungfishd", "--check-config"), "can be used");

    @TempDir private static Path folder;
    private static LaidOut packages;
    private static DebianRoot debian;

    @BeforeAll
    static void makeAMachineAndInstall() throws Exception {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("it mounts and changes its root, as root may")
                .isEqualTo(0);
        packages = LaidOut.in(folder.resolve("packages"));
        packages.packForDebian("1.0");
        // The next version has other code, and so other names of its caches.
        for (String file :
                List.of(
                        "aot-caches",
                        "version.options",
                        "light.options",
                        "all.options",
                        "daemon.options")) {
            Path named = packages.file("/usr/lib/lungfish/" + file);
            Files.writeString(
                    named,
                    Files.readString(named)
                            .replaceAll(
                                    CACHE + "/lungfish-[0-9a-f]{16}",
                                    CACHE + "/lungfish-of-the-next"));
        }
        packages.packForDebian("1.1");
        debian = DebianRoot.make(folder.resolve("debian"));
        debian.install(packages.debianPackage("lungfish", "1.0"));
    }

    @Test
    @Order(1)
    void runsForAnyUserWithoutJavaOrACheckout() throws Exception {
        assertThat(debian.run("which", "java").code()).isNotZero();
        assertThat(debian.does("lungfish", "--version")).matches(VERSION_LINE);
        assertThat(debian.does("setpriv", "--reuid=nobody", "--clear-groups", "lungfish", "status"))
                .contains("no request runs");
        assertThat(debian.does("lungfishd", "--help")).startsWith("Usage: lungfish daemon");
        assertThat(debian.does("lungfishd", "--check-config"))
                .contains("Read /etc/lungfish/lungfish.toml", "can be used");
    }

    @Test
    @Order(2)
    void namesDocumentsThatAreThere() throws Exception {
        String help = debian.does("lungfish", "suspend", "--help");

        assertThat(help).contains("/usr/share/doc/lungfish/suspend.md").doesNotContain(" docs/");
        assertThat(debian.file("/usr/share/doc/lungfish/suspend.md")).isRegularFile();
        assertThat(debian.file("/usr/share/man/man1/lungfish-suspend.1.gz")).isRegularFile();
    }

    @Test
    @Order(3)
    void startsByCachesMadeHere() throws Exception {
        assertThat(caches())
                .hasSameSizeAs(CACHES)
                .allSatisfy(file -> assertThat(file).matches("lungfish-[0-9a-f]{16}-[a-z]+\\.aot"));
        List<Cached> starts = Stream.concat(CACHES.stream(), Stream.of(DAEMON)).toList();
        for (Cached cached : starts) {
            // The JVM ends with an error if it can't use it.
            assertThat(debian.does(cached.java("-XX:AOTMode=on")))
                    .as(cached.cache())
                    .contains(cached.says());
        }
    }

    /// The machine code that a cache may hold ended the JVM there (Temurin 25.0.3); ours have none.
    @Test
    @Order(4)
    @NeedsProgram(value = "qemu-x86_64-static", install = "qemu-user-static")
    void startsByTheSameCachesOnAnOlderProcessor() throws Exception {
        Path emulator = debian.file("/usr/bin/qemu-x86_64-static");
        Files.copy(Path.of("/usr/bin/qemu-x86_64-static"), emulator);
        for (Cached cached : CACHES) {
            String answer =
                    debian.does(
                            "sh",
                            "-c",
                            "qemu-x86_64-static -cpu qemu64 %s 2>/dev/null"
                                    .formatted(String.join(" ", cached.java())));

            assertThat(answer).as(cached.cache()).contains(cached.says());
        }
    }

    @Test
    @Order(5)
    void startsWithoutAWordWhereACacheIsMissingOrNone() throws Exception {
        for (Cached cached : CACHES) {
            String[] words = cached.words().toArray(String[]::new);
            String usual = debian.does(words);
            Path cache = debian.file(CACHE).resolve(cacheOf(cached));
            byte[] whole = Files.readAllBytes(cache);
            Files.writeString(cache, "no cache");
            assertThat(debian.does(words)).as(cached.cache()).isEqualTo(usual);
            Files.delete(cache);
            assertThat(debian.does(words)).as(cached.cache()).isEqualTo(usual);
            Files.write(cache, whole);
        }
    }

    @Test
    @Order(6)
    void hasTheControllerInAPackageOfItsOwn() throws Exception {
        Run without = debian.run("lungfish", "fleet", "status");
        assertThat(without.code()).isEqualTo(69);
        assertThat(without.output())
                .isEqualTo(
                        "lungfish: 'lungfish fleet' is not installed: it is in the package"
                                + " lungfish-controller\n");

        debian.install(packages.debianPackage("lungfish-controller", "1.0"));

        assertThat(debian.does("lungfish", "controller", "--help"))
                .startsWith("Usage: lungfish controller");
        assertThat(debian.run("lungfish", "fleet", "status").output())
                .contains("systemctl status lungfish-controller");
        assertThat(debian.file("/usr/lib/systemd/system/lungfish-controller.service"))
                .isRegularFile();
        assertThat(debian.file("/etc/lungfish/controller.toml")).isRegularFile();
        assertThat(debian.does("getent", "passwd", "lungfish-controller"))
                .contains(":/var/lib/lungfish-controller:");
    }

    @Test
    @Order(7)
    void replacesTheCacheAndKeepsTheConfigurationInAnUpgrade() throws Exception {
        Path configuration = debian.file("/etc/lungfish/lungfish.toml");
        Files.writeString(configuration, "daemon.group = \"lungfish\"\n");
        Files.createDirectories(debian.file("/var/lib/lungfish"));
        Files.writeString(debian.file("/var/lib/lungfish/kept"), "state");

        String said =
                debian.install(
                        packages.debianPackage("lungfish", "1.1"),
                        packages.debianPackage("lungfish-controller", "1.1"));

        assertThat(caches())
                .as(said)
                .containsExactlyInAnyOrderElementsOf(
                        CACHES.stream()
                                .map(cached ->
                                        "lungfish-of-the-next-%s.aot".formatted(cached.cache()))
                                .toList());
        assertThat(debian.does("lungfish", "--version")).matches(VERSION_LINE);
        assertThat(configuration).hasContent("daemon.group = \"lungfish\"\n");
    }

    @Test
    @Order(8)
    void leavesConfigurationAndStateWhenRemovedAndNothingWhenPurged() throws Exception {
        Files.createDirectories(debian.file("/var/lib/lungfish-controller"));
        Files.writeString(debian.file("/var/lib/lungfish-controller/authority.key"), "kept");
        debian.does("dpkg", "--remove", "lungfish", "lungfish-controller");

        assertThat(debian.run("which", "lungfish").code()).isNotZero();
        assertThat(debian.file(CACHE)).doesNotExist();
        assertThat(debian.file("/etc/lungfish/lungfish.toml")).exists();
        assertThat(debian.file("/var/lib/lungfish/kept")).exists();
        assertThat(debian.file("/etc/lungfish/controller.toml")).exists();
        assertThat(debian.file("/var/lib/lungfish-controller/authority.key")).exists();

        debian.does("dpkg", "--purge", "lungfish", "lungfish-controller");

        assertThat(
                        debian.does(
                                "find",
                                "/etc",
                                "/usr",
                                "/var/lib",
                                "/var/cache",
                                "-name",
                                "*lungfish*"))
                .isEmpty();
    }

    /// By rpm's own tools; its database of this machine knows no other packages, so nothing is
    /// there that it requires.
    @Test
    @Order(9)
    void installsAndRemovesTheRpm() throws Exception {
        packages.packAsRpm("1.0");
        String architecture = System.getProperty("os.arch").replace("amd64", "x86_64");
        String file = "%s/lungfish-1.0-1.%s.rpm".formatted(packages.out(), architecture);
        String controller =
                "%s/lungfish-controller-1.0-1.%s.rpm".formatted(packages.out(), architecture);

        assertThat(rpm("--nodeps", "-i", file)).isEqualTo(new Run(0, ""));
        assertThat(debian.run("lungfish", "fleet", "status").code()).isEqualTo(69);
        assertThat(rpm("--nodeps", "-i", controller)).isEqualTo(new Run(0, ""));
        assertThat(rpm("-V", "--nodeps", "lungfish", "lungfish-controller"))
                .isEqualTo(new Run(0, ""));
        assertThat(debian.does("lungfish", "controller", "--help"))
                .startsWith("Usage: lungfish controller");
        assertThat(debian.does("lungfish", "--version")).matches(VERSION_LINE);
        assertThat(caches()).hasSameSizeAs(CACHES);

        assertThat(rpm("-e", "lungfish-controller", "lungfish")).isEqualTo(new Run(0, ""));
        assertThat(debian.run("which", "lungfish").code()).isNotZero();
        assertThat(debian.file(CACHE)).doesNotExist();
    }

    /// Debian's rpm wants to be told that it is meant.
    private static Run rpm(String... words) throws Exception {
        return debian.runOn(
                Stream.concat(
                                Stream.of("rpm", "--force-debian", "--root=" + debian.file("/")),
                                Stream.of(words))
                        .toList());
    }

    /// An AOT cache, and a command that it is for.
    ///
    /// @param words the launcher and its arguments
    /// @param says a part of the answer
    private record Cached(String cache, List<String> words, String says) {
        String options() {
            return cache + ".options";
        }

        /// The same command without the launcher.
        String[] java(String... options) {
            return Stream.of(
                            Stream.of("/usr/lib/lungfish/runtime/bin/java"),
                            Stream.of(options),
                            Stream.of("@/usr/lib/lungfish/" + options()),
                            words.stream())
                    .flatMap(part -> part)
                    .toArray(String[]::new);
        }
    }

    private static String cacheOf(Cached cached) throws IOException {
        return caches().stream()
                .filter(file -> file.endsWith("-%s.aot".formatted(cached.cache())))
                .findAny()
                .orElseThrow();
    }

    private static List<String> caches() throws IOException {
        try (Stream<Path> files = Files.list(debian.file(CACHE))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
