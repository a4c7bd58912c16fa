package dev.lungfish.linux.unit;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.neighbour.WakeRoute;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.neighbour.WakeRoute.WakeSending;
import dev.lungfish.core.power.CpuReadings.HostLatency;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.MagicPacket;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.linux.cpupower.LatencyDevice;
import dev.lungfish.linux.dbus.Bus;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.MethodCall;
import dev.lungfish.linux.dbus.Reply;
import dev.lungfish.linux.network.EthtoolException;
import dev.lungfish.linux.network.LanPorts;
import dev.lungfish.linux.network.LiveEthtool;
import dev.lungfish.linux.network.MagicSender;
import dev.lungfish.linux.node.Cpuid;
import dev.lungfish.linux.syscall.KernelSocket;
import dev.lungfish.linux.syscall.SocketRefusal;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.virtualization.MachineProcesses;
import dev.lungfish.linux.virtualization.MachineProcesses.MachineProcess;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Does what the daemon does with privileges of root, and tells of each thing whether it could.
final class AbilityProgram {
    private AbilityProgram() {}

    /// Runs all.
    ///
    /// @param arguments a folder of another user with a file in it that only that user may use, the
    ///   process of a machine of another user, the name of a virtual interface, and the socket of a
    ///   message bus
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        tell("magic packets", AbilityProgram::sendPackets);
        tell("read Wake-on-LAN", () -> readWakeOnLan(arguments[2]));
        tell("set Wake-on-LAN", () -> setWakeOnLan(arguments[2]));
        tell("machines of others", () -> seeMachine(Long.parseLong(arguments[1])));
        tell("files of others", () -> useFile(folder));
        tell("unix sockets", () -> listenAt(folder));
        tell(
                "TCP sockets",
                () -> listenAt(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
        tell(
                "TCP sockets, IPv6",
                () -> listenAt(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0)));
        tell(
                "low ports",
                () -> listenAt(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 443)));
        tell("datagrams to systemd", () -> open(KernelSocket.Family.UNIX));
        tell("message bus", () -> askTheBus(BusAddress.ofSocket(Path.of(arguments[3]))));
        tell("CPUID", AbilityProgram::readCpuid);
        tell("latency of the processors", AbilityProgram::limitLatency);
        tell("alarm of the RTC", AbilityProgram::readAndSetAlarm);
        tell("state of sleep", () -> writable(Path.of("/sys/power/state")));
        tell("switches of wake devices", AbilityProgram::openWakeSwitches);
        tell("processors", () -> writable(Path.of("/sys/devices/system/cpu/cpu1/online")));
        tell("programs", AbilityProgram::startProgram);
    }

    private interface Ability {
        /// @return why not; empty where it could
        Optional<String> use() throws IOException;
    }

    private static void tell(String name, Ability ability) {
        String found;
        try {
            found = ability.use().orElse("ok");
        } catch (IOException | RuntimeException e) {
            found = e.toString();
        }
        System.out.println(name + ": " + found);
    }

    private static Optional<String> sendPackets() {
        MagicPacket packet =
                new MagicPacket(MacAddress.parse("52:54:00:12:34:ab"), Optional.empty());
        List<NetworkPort> ports = new LanPorts(HostTree.live()).read();
        List<WakeSending> sendings = WakeRoute.everywhere(List.of()).through(ports);
        return sendings.stream()
                .flatMap(sending -> MagicSender.send(packet, sending).stream())
                .map(ReasonText::sentence)
                .findFirst();
    }

    private static Optional<String> readWakeOnLan(String card) {
        Reading<?> reading = new LiveEthtool().wakeOnLan(card);
        return reading.broken() ? Optional.of(reading.found()) : Optional.empty();
    }

    private static Optional<String> setWakeOnLan(String card) {
        try {
            new LiveEthtool().setWakeOnLan(card, Set.of(WakeOnLanMode.MAGIC), Optional.empty());
            return Optional.empty();
        } catch (EthtoolException e) {
            return Optional.of(String.valueOf(e.getMessage()))
                    .filter(why -> !why.contains("no Wake-on-LAN"));
        }
    }

    private static Optional<String> seeMachine(long process) {
        return MachineProcesses.of(HostTree.live()).toOptional().orElse(List.of()).stream()
                        .map(MachineProcess::process)
                        .anyMatch(found -> found == process)
                ? Optional.empty()
                : Optional.of("not seen");
    }

    private static Optional<String> useFile(Path folder) throws IOException {
        Path file = folder.resolve("file");
        String _ = Files.readString(file);
        Files.writeString(file, "changed");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        Files.setAttribute(file, "unix:gid", 65_533);
        return Optional.empty();
    }

    private static Optional<String> listenAt(Path folder) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
            return Optional.empty();
        }
    }

    private static Optional<String> listenAt(InetSocketAddress address) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(address);
            return Optional.empty();
        }
    }

    private static Optional<String> askTheBus(BusAddress address) throws IOException {
        Deadline deadline = Deadline.after(Patience.SERVICE.whole());
        try (Bus bus = Bus.open(address, deadline)) {
            String _ =
                    bus.call(
                            new MethodCall(
                                    "org.freedesktop.DBus",
                                    "/org/freedesktop/DBus",
                                    "org.freedesktop.DBus",
                                    "GetId",
                                    List.of()),
                            "s",
                            deadline,
                            Reply::text);
            return Optional.empty();
        }
    }

    /// Where the module is not loaded there is nothing to open.
    private static Optional<String> readCpuid() {
        Reading<?> reading = Cpuid.read(HostTree.live());
        return reading.broken() ? Optional.of(reading.found()) : Optional.empty();
    }

    /// No limit, as the processors of this machine are others' too.
    private static Optional<String> limitLatency() throws IOException {
        if (!HostTree.live().exists(LatencyDevice.PATH)) {
            return Optional.empty();
        }
        LatencyDevice.toHold(HostTree.live()).hold(HostLatency.NOT_HELD);
        try (var device =
                FileChannel.open(
                        Path.of(LatencyDevice.PATH),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return device.isOpen() ? Optional.empty() : Optional.of("closed");
        }
    }

    /// As the daemon does, by the file in sysfs; it opens no device of the RTC. What is there is
    /// left as it is.
    private static Optional<String> readAndSetAlarm() throws IOException {
        Path alarm = Path.of("/sys/class/rtc/rtc0/wakealarm");
        if (!Files.exists(alarm)) {
            return Optional.empty();
        }
        try (var file = FileChannel.open(alarm, StandardOpenOption.WRITE)) {
            return file.isOpen() ? Optional.empty() : Optional.of("closed");
        }
    }

    /// It is opened alone: nothing is written.
    private static Optional<String> writable(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return opened.isOpen() ? Optional.empty() : Optional.of("closed");
        }
    }

    private static Optional<String> openWakeSwitches() throws IOException {
        List<Path> switches;
        try (Stream<Path> files =
                Files.find(
                        Path.of("/sys/devices"),
                        8,
                        (path, _) -> path.endsWith("power/wakeup") && Files.isWritable(path))) {
            switches = files.limit(1).toList();
        }
        for (Path one : switches) {
            Optional<String> failure = writable(one);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    /// As scripts in blockers.d are started.
    private static Optional<String> startProgram() throws IOException {
        try {
            int code = new ProcessBuilder("sh", "-c", "sleep 0; true").start().waitFor();
            return code == 0 ? Optional.empty() : Optional.of("exit code " + code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static Optional<String> open(KernelSocket.Family family) {
        try (var _ = KernelSocket.open(family, KernelSocket.Kind.DATAGRAM)) {
            return Optional.empty();
        } catch (SocketRefusal e) {
            return Optional.of(e.inWords());
        }
    }
}
