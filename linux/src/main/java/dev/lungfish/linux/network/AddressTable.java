package dev.lungfish.linux.network;

import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The addresses of NICs that the kernel has learned recently.
///
/// **Source:** proc_net(5), `/proc/net/arp`: address, hardware type, flags, hardware address, mask,
/// device; Linux `include/uapi/linux/if_arp.h`: flag `0x2` stands for a complete entry.
///
/// @param tree the host whose kernel learned them
public record AddressTable(HostTree tree) {
    private static final String FILE = "/proc/net/arp";
    private static final int COMPLETE = 0x2;

    private record Entry(String address, MacAddress card) {}

    /// The known addresses of a NIC.
    public List<String> of(MacAddress card) {
        return entries()
                .filter(entry -> entry.card().equals(card))
                .map(Entry::address)
                .distinct()
                .toList();
    }

    /// The NIC with an address.
    public Optional<MacAddress> at(String address) {
        return entries()
                .filter(entry -> entry.address().equals(address))
                .map(Entry::card)
                .findFirst();
    }

    private Stream<Entry> entries() {
        return tree.text(FILE).toOptional().stream()
                .flatMap(String::lines)
                .skip(1)
                .map(line -> line.split("\\s+", -1))
                .filter(words ->
                        words.length >= 6
                                && NetworkAddress.isOne(words[0])
                                && isComplete(words[2])
                                && MacAddress.isOne(words[3]))
                .map(words -> new Entry(words[0], MacAddress.parse(words[3])))
                .filter(entry -> entry.card().isOfOneCard());
    }

    private static boolean isComplete(String flags) {
        return flags.matches("0x[0-9a-f]{1,4}")
                && (Integer.parseInt(flags.substring(2), 16) & COMPLETE) != 0;
    }
}
