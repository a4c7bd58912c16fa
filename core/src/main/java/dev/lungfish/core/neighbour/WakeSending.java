package dev.lungfish.core.neighbour;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.MacAddress;
import java.util.List;
import java.util.Optional;

/// One way in which a magic packet is sent: a part of the reasons that name it.
public sealed interface WakeSending extends Reason {

    /// As the content of a UDP datagram.
    ///
    /// @param by the interface; empty for whichever leads there
    /// @param from the own address that makes it leave by that interface
    /// @param to where to; a broadcast address or that of one host
    /// @param port the number of the port
    record Datagram(Optional<String> by, Optional<String> from, String to, int port)
            implements WakeSending {}

    /// As an Ethernet frame of its own, which reaches hosts whose networks have other numbers.
    ///
    /// @param by the interface
    /// @param from its card
    record Frame(String by, MacAddress from) implements WakeSending {}

    /// The datagrams to an address, by whichever interface leads there.
    static List<WakeSending> datagrams(String to) {
        return WakeRoute.PORTS.stream()
                .<WakeSending>map(
                        port -> new Datagram(Optional.empty(), Optional.empty(), to, port))
                .toList();
    }
}
