package dev.lungfish.linux.unit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.linux.systemd.PrivateBus;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.VirtualLan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the daemon can do as root it can do under `packaging/systemd/lungfishd.service`, with no
/// capability, no address family and no system call more.
@NeedsProgram(
        value = {"ip", "python3", "setpriv", "dbus-daemon", "systemd-analyze"},
        install = "iproute2 python3 util-linux dbus systemd")
class UnitAbilitiesTest {
    private static final Path UNIT =
            Path.of(System.getProperty("lungfish.checkout", ""))
                    .resolve("packaging/systemd/lungfishd.service")
                    .toAbsolutePath();

    @TempDir private Path folder;
    private Path others;

    @BeforeEach
    void makeFilesOfSomebodyElse() throws IOException {
        others = Files.createDirectory(folder.resolve("others"));
        Path file = Files.writeString(others.resolve("file"), "theirs");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setAttribute(file, "unix:uid", 65_534);
        Files.setAttribute(others, "unix:uid", 65_534);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void doesUnderTheUnitWhatItDoesWithoutIt() throws Exception {
        assertThat(abilities(UNIT))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).endsWith(": ok"));
    }

    /// That the test would see it: each of these takes something away.
    @Test
    void missesWhatAUnitTakesAway() throws Exception {
        Path unit =
                Files.writeString(
                        folder.resolve("poor.service"),
                        """
                        CapabilityBoundingSet=CAP_NET_RAW
                        NoNewPrivileges=yes
                        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
                        SystemCallFilter=@system-service
                        SystemCallFilter=~bind
                        ProtectKernelTunables=yes
                        """);

        List<String> missing =
                abilities(unit).stream()
                        .filter(line -> !line.endsWith(": ok"))
                        .map(line -> line.substring(0, line.indexOf(':')))
                        .toList();
        TUNABLES.forEach((ability, file) ->
                assertThat(missing.contains(ability)).as(ability).isEqualTo(Files.exists(file)));
        assertThat(missing)
                .filteredOn(ability -> !TUNABLES.containsKey(ability))
                .filteredOn(ability -> !ability.equals("switches of wake devices"))
                .containsExactly(
                        "magic packets",
                        "read Wake-on-LAN",
                        "set Wake-on-LAN",
                        "machines of others",
                        "files of others",
                        "unix sockets",
                        "TCP sockets",
                        "TCP sockets, IPv6",
                        "low ports");
    }

    /// What needs a file that not every machine has.
    private static final Map<String, Path> TUNABLES =
            Map.of(
                    "alarm of the RTC", Path.of("/sys/class/rtc/rtc0/wakealarm"),
                    "state of sleep", Path.of("/sys/power/state"),
                    "processors", Path.of("/sys/devices/system/cpu/cpu1/online"));

    /// systemd 252 weighs; others weigh a little differently.
    @Test
    void exposesLittle() throws Exception {
        Process analysis =
                new ProcessBuilder(
                                "systemd-analyze",
                                "security",
                                "--offline=yes",
                                "--no-pager",
                                "--threshold=30",
                                UNIT.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(analysis.getInputStream().readAllBytes(), UTF_8);

        assertThat(analysis.waitFor()).as(said).isZero();
    }

    /// Each device whose name is in the code, and what is done with it. An RTC is set by its files
    /// in /sys.
    private static final Map<String, String> DEVICES =
            Map.of(
                    "/dev/cpu/0/cpuid", "read",
                    "/dev/cpu_dma_latency", "written, and held open",
                    "/dev/kvm", "opened; who has it open is looked for",
                    "/dev/vmmon", "who has it open is looked for",
                    "/dev/null", "the target of a masked unit",
                    "/dev/stdin", "read by the command");

    @Test
    void leavesTheDaemonTheDevicesThatTheCodeNames() throws Exception {
        assertThat(namedDevices()).isEqualTo(DEVICES.keySet());
        List<String> lines = Files.readAllLines(UNIT);
        assertThat(lines)
                .contains(
                        "DevicePolicy=closed", // which leaves /dev/null
                        "DeviceAllow=/dev/kvm rw",
                        "DeviceAllow=char-cpu/cpuid r",
                        "DeviceAllow=/dev/cpu_dma_latency rw",
                        "ProtectKernelTunables=yes");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("ReadWritePaths="))
                .singleElement()
                .asString()
                .contains(" -/sys/power ", " /sys/devices ", " -/sys/firmware/acpi");
        for (String taking :
                List.of(
                        "PrivateDevices=",
                        "PrivateUsers=",
                        "ReadOnlyPaths=",
                        "InaccessiblePaths=",
                        "PrivateNetwork=",
                        "IPAddressDeny=")) {
            assertThat(lines).noneMatch(line -> line.startsWith(taking));
        }
    }

    /// A daemon without memory must be started again, and 2 and 3 are codes after which it is not.
    @Test
    void endsWithoutMemorySoThatItIsStartedAgain() throws Exception {
        Path checkout = Path.of(System.getProperty("lungfish.checkout", ""));
        List<String> options =
                Files.readAllLines(checkout.resolve("packaging/jvm-options")).stream()
                        .filter(line -> line.matches("daemon -XX:[+-](?:Crash|Create|Disable)\\w+"))
                        .map(line -> line.substring("daemon ".length()))
                        .toList();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of(
                        "-Xmx16m",
                        "-XX:ErrorFile=" + folder.resolve("error"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HungryProgram.class.getName()));
        int code =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start()
                        .waitFor();

        assertThat(options).contains("-XX:+CrashOnOutOfMemoryError", "-XX:+DisableAttachMechanism");
        assertThat(code).isNotIn(0, 2, 3);
        assertThat(Files.readAllLines(UNIT))
                .contains("Restart=on-failure", "RestartPreventExitStatus=2 3", "LimitCORE=0");
    }

    private static Set<String> namedDevices() throws IOException {
        Pattern device = Pattern.compile("\"(/dev/[a-z0-9_/]+)\"");
        Path checkout = Path.of(System.getProperty("lungfish.checkout", ""));
        Set<String> found = new TreeSet<>();
        for (String module : List.of("agent", "cli", "daemon", "inventory", "linux", "state")) {
            try (Stream<Path> files =
                    Files.walk(checkout.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    device.matcher(Files.readString(file))
                            .results()
                            .forEach(match -> found.add(match.group(1)));
                }
            }
        }
        return found;
    }

    private List<String> abilities(Path unit) throws Exception {
        Process machine = machineOfSomebodyElse();
        try (VirtualLan lan = VirtualLan.open();
                PrivateBus _ = PrivateBus.start(folder)) {
            Path launcher = folder.resolve("like-the-unit.py");
            try (InputStream script =
                    Objects.requireNonNull(
                            UnitAbilitiesTest.class.getResourceAsStream("like-the-unit.py"))) {
                Files.write(launcher, script.readAllBytes());
            }
            List<String> command = new ArrayList<>(List.of("python3", launcher.toString()));
            command.add(unit.toString());
            command.addAll(
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            AbilityProgram.class.getName(),
                            others.toString(),
                            Long.toString(machine.pid()),
                            lan.left().card(),
                            folder.resolve("bus").toString()));
            return lan.run(lan.left(), command)
                    .lines()
                    .filter(line -> line.contains(": "))
                    .toList();
        } finally {
            machine.destroyForcibly().waitFor();
        }
    }

    /// Its name and its arguments tell nothing; the program's file does, to whoever may see it.
    private Process machineOfSomebodyElse() throws IOException {
        Path program = folder.resolve("firecracker");
        if (!Files.exists(program)) {
            Files.copy(Path.of("/bin/sleep").toRealPath(), program);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createSymbolicLink(folder.resolve("innocent"), program);
        }
        return new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--clear-groups",
                        folder.resolve("innocent").toString(),
                        "60")
                .redirectErrorStream(true)
                .start();
    }
}
