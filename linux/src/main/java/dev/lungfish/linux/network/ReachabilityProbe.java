package dev.lungfish.linux.network;

import dev.lungfish.core.neighbour.NeighbourReason.HostAnswers;
import dev.lungfish.runtime.clock.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Whether a host is awake, found by connecting to it: its own software must answer, with a
/// connection or with a refusal. An answer to ARP or to a ping proves less, as some cards give both
/// for a host that sleeps.
///
/// **Source:** Linux `Documentation/networking/device_drivers` and the vendors' data sheets call it
/// ARP offload and NS offload.
public final class ReachabilityProbe {
    /// libvirt's by TLS and by TCP, then SSH.
    public static final List<Integer> USUAL_PORTS = List.of(16514, 16509, 22);

    private ReachabilityProbe() {}

    /// Knocks at all ports of all addresses at once.
    ///
    /// @param hosts names or addresses
    /// @param limit how long an answer is waited for
    /// @return what answered; empty where nothing did
    public static Optional<HostAnswers> at(
            List<String> hosts, List<Integer> ports, Duration limit) {
        List<InetSocketAddress> places = places(hosts, ports);
        BlockingQueue<Optional<HostAnswers>> answers = new LinkedBlockingQueue<>();
        List<Thread> knocking = new ArrayList<>();
        for (InetSocketAddress place : places) {
            knocking.add(
                    Thread.ofVirtual().name("knock").start(() -> answers.add(probe(place, limit))));
        }
        Deadline deadline = Deadline.after(limit);
        try {
            for (int i = 0; i < places.size(); i++) {
                Optional<HostAnswers> answer =
                        answers.poll(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
                if (answer == null) {
                    return Optional.empty();
                }
                if (answer.isPresent()) {
                    return answer;
                }
            }
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            knocking.forEach(Thread::interrupt);
        }
    }

    /// The addresses of a name; none where nobody knows it.
    public static List<String> addressesOf(String name) {
        try {
            List<String> addresses = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(name)) {
                addresses.add(address.getHostAddress());
            }
            return addresses;
        } catch (UnknownHostException _) {
            return List.of();
        }
    }

    private static List<InetSocketAddress> places(List<String> hosts, List<Integer> ports) {
        List<InetSocketAddress> places = new ArrayList<>();
        for (String host : hosts) {
            for (int port : ports) {
                InetSocketAddress place = new InetSocketAddress(host, port);
                if (!place.isUnresolved()) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    private static Optional<HostAnswers> probe(InetSocketAddress place, Duration limit) {
        String address = place.getAddress().getHostAddress();
        try (Socket socket = new Socket()) {
            socket.connect(place, (int) Math.max(1, limit.toMillis()));
            return Optional.of(new HostAnswers(address, place.getPort(), false));
        } catch (ConnectException e) {
            // A router that knows the host for unreachable is told apart by its words.
            return String.valueOf(e.getMessage()).contains("refused")
                    ? Optional.of(new HostAnswers(address, place.getPort(), true))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
