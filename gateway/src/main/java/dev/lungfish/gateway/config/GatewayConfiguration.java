package dev.lungfish.gateway.config;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.decision.HeldPlaces;
import dev.lungfish.gateway.decision.SourceNetwork;
import dev.lungfish.gateway.decision.SourceRights;
import dev.lungfish.gateway.protocol.ClientProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an administrator has set.
///
/// @param name of this gateway, in demands and in the log
/// @param metrics where Prometheus reads; empty for nowhere
/// @param limits of what is held
/// @param waking who wakes, and how long what is waited for
/// @param hosts by their names
/// @param listeners at least one
/// @param datagrams rules for UDP
/// @param standIns segments on which sleepers are stood in for
public record GatewayConfiguration(
        String name,
        Optional<InetSocketAddress> metrics,
        Limits limits,
        Waking waking,
        Map<String, HostEntry> hosts,
        List<ListenerEntry> listeners,
        List<DatagramEntry> datagrams,
        List<StandInEntry> standIns) {
    public GatewayConfiguration {
        hosts = Map.copyOf(hosts);
        listeners = List.copyOf(listeners);
        datagrams = List.copyOf(datagrams);
        standIns = List.copyOf(standIns);
    }

    /// What is held.
    ///
    /// @param firstBytes how many are kept of one connection
    /// @param open how many connections there may be, also spliced ones
    /// @param silent how long a connection to a sleeping host may say nothing
    /// @param opening how long a header or the name of a server may take to come
    public record Limits(
            HeldPlaces.Limits held, int firstBytes, int open, Duration silent, Duration opening) {}

    /// Who wakes.
    ///
    /// @param by who is asked
    /// @param answerWithin how soon a host that is awake answers a connection
    /// @param refusedFor how long a host that wakes may refuse connections: its service starts
    /// @param askAgain how long a host that did not answer is taken to be asleep
    /// @param claim how long one demand is for; it is renewed at half of that
    public record Waking(
            Way by,
            Duration answerWithin,
            Duration refusedFor,
            Duration askAgain,
            Duration claim) {}

    /// Whom the gateway asks to wake a host.
    public sealed interface Way {
        /// Nobody: it sends magic packets itself.
        record Packets() implements Way {}

        /// A daemon near the hosts.
        ///
        /// @param uri one of libvirt's
        record Daemon(String uri) implements Way {}

        /// A controller.
        ///
        /// @param api `https://controller.example.org:16517`
        /// @param token the file with the token
        /// @param authority a PEM file with whoever signed the controller's certificate; empty for
        ///   what the Java runtime trusts
        record Controller(URI api, Path token, Optional<Path> authority) implements Way {}
    }

    /// A host.
    ///
    /// @param name by which whoever wakes knows it
    /// @param cards for magic packets
    /// @param broadcast where they are sent, besides the networks that are shared with the host
    public record HostEntry(
            String name,
            InetAddress address,
            List<MacAddress> cards,
            Optional<InetAddress> broadcast) {
        public HostEntry {
            cards = List.copyOf(cards);
        }
    }

    /// Where clients connect, and where that leads.
    ///
    /// @param host whom they mean; empty where only the name of a server says it
    /// @param to the address of a guest on that host; empty for the host's own
    /// @param port of the target
    /// @param names hosts by the name of a server in TLS (SNI)
    /// @param onConnect wake before the client has sent anything
    /// @param hold how long a client waits for its host
    /// @param parkAfter after which idle time a connection does not keep its host awake
    /// @param proxyTo whether the target is sent a PROXY header
    /// @param proxyFrom from whom one is expected
    public record ListenerEntry(
            String name,
            InetSocketAddress listen,
            Optional<String> host,
            Optional<InetAddress> to,
            int port,
            Map<String, String> names,
            SourceRights rights,
            int wakesPerMinute,
            boolean onConnect,
            Duration hold,
            Duration parkAfter,
            ClientProtocol protocol,
            boolean proxyTo,
            List<SourceNetwork> proxyFrom) {
        public ListenerEntry {
            names = Map.copyOf(names);
            proxyFrom = List.copyOf(proxyFrom);
        }
    }

    /// Where datagrams come to, and where that leads.
    ///
    /// @param wireGuard whether only the first message of a handshake of WireGuard wakes
    /// @param forget after which idle time the answers of the target find the client no more
    public record DatagramEntry(
            String name,
            InetSocketAddress listen,
            String host,
            Optional<InetAddress> to,
            int port,
            SourceRights rights,
            int wakesPerMinute,
            boolean wireGuard,
            Duration hold,
            Duration forget) {}

    /// A segment on which sleepers are stood in for.
    ///
    /// @param networkInterface to the segment
    /// @param router the number that all stand-ins of the segment share, 1 to 255
    /// @param priority 1 to 254; the highest of them answers
    public record StandInEntry(
            String networkInterface, int router, int priority, List<StoodHost> hosts) {
        public StandInEntry {
            hosts = List.copyOf(hosts);
        }
    }

    /// A host that is stood in for.
    ///
    /// @param addresses its own and those of its guests, with the card that has each
    /// @param ports whose opening wakes
    public record StoodHost(
            String host,
            Map<InetAddress, MacAddress> addresses,
            Set<Integer> ports,
            SourceRights rights,
            int wakesPerMinute) {
        public StoodHost {
            addresses = Map.copyOf(addresses);
            ports = Set.copyOf(ports);
        }
    }
}
