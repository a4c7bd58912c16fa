package dev.lungfish.linux.unit;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.neighbour.WakeRoute;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.neighbour.WakeRoute.WakeSending;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.MagicPacket;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.linux.network.EthtoolException;
import dev.lungfish.linux.network.LanPorts;
import dev.lungfish.linux.network.LiveEthtool;
import dev.lungfish.linux.network.MagicSender;
import dev.lungfish.linux.syscall.KernelSocket;
import dev.lungfish.linux.syscall.SocketRefusal;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.virtualization.MachineProcesses;
import dev.lungfish.linux.virtualization.MachineProcesses.MachineProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Does what the daemon does with privileges of root, and tells of each thing whether it could.
final class AbilityProgram {
    private AbilityProgram() {}

    /// Runs all.
    ///
    /// @param arguments a folder of another user with a file in it that only that user may use, the
    ///   process of a machine of another user, and the name of a virtual interface
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

    private static Optional<String> open(KernelSocket.Family family) {
        try (var _ = KernelSocket.open(family, KernelSocket.Kind.DATAGRAM)) {
            return Optional.empty();
        } catch (SocketRefusal e) {
            return Optional.of(e.inWords());
        }
    }
}
