package dev.lungfish.agent.neighbour;

import dev.lungfish.api.KnownHost;
import dev.lungfish.api.SentPackets;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeReach;
import dev.lungfish.core.neighbour.WakeRoute;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.neighbour.WakeRoute.WakeSending;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.MagicPacket;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.network.AddressTable;
import dev.lungfish.linux.network.Ethtool;
import dev.lungfish.linux.network.LanPorts;
import dev.lungfish.linux.network.MagicSender;
import dev.lungfish.linux.network.ReachabilityProbe;
import dev.lungfish.linux.network.WakingCards;
import dev.lungfish.linux.node.HostName;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The networks that this host is plugged into, and who can be woken and seen there. Safe for use
/// by several threads; each call reads afresh.
public final class HostLan {
    /// A host of the same network answers within milliseconds.
    private static final Duration KNOCK = Duration.ofSeconds(2);

    private final HostTree tree;
    private final Optional<WakeReach> reach;

    public HostLan(HostTree tree) {
        this(tree, Optional.empty());
    }

    private HostLan(HostTree tree, Optional<WakeReach> reach) {
        this.tree = tree;
        this.reach = reach;
    }

    /// The same, which sends packets within a reach alone.
    public HostLan within(WakeReach limit) {
        return new HostLan(tree, Optional.of(limit));
    }

    /// What this host says of itself. Asked for right before a sleep, so it must not wait.
    public HostIdentity card() {
        return new HostIdentity(
                HostName.ofKernel(tree).toOptional().orElse("localhost"),
                new WakingCards(tree, Ethtool.of(tree)).read());
    }

    /// Understands whom somebody wants to wake.
    ///
    /// @param word a MAC address, a name or an address
    /// @param known what the inventory knows of it
    /// @throws ReasonException where nobody knows a card of it
    public WakeTarget target(String word, Optional<KnownHost> known) {
        List<MacAddress> cards =
                MacAddress.isOne(word)
                        ? List.of(ofOneCard(MacAddress.parse(word)))
                        : known.map(host -> host.card().cards()).orElse(List.of());
        Set<String> addresses = new LinkedHashSet<>();
        known.ifPresent(host -> addresses.addAll(host.card().addresses()));
        if (NetworkAddress.isOne(word)) {
            addresses.add(word);
        } else if (known.isEmpty() && !MacAddress.isOne(word)) {
            addresses.addAll(ReachabilityProbe.addressesOf(word));
        }
        AddressTable seen = new AddressTable(tree);
        cards.forEach(card -> addresses.addAll(seen.of(card)));
        if (cards.isEmpty()) {
            cards =
                    addresses.stream()
                            .flatMap(address -> seen.at(address).stream())
                            .distinct()
                            .toList();
        }
        if (cards.isEmpty()) {
            throw new ReasonException(new NeighbourReason.NoCardKnown(word));
        }
        return new WakeTarget(
                known.map(host -> host.card().name()).orElse(word), cards, List.copyOf(addresses));
    }

    /// Sends a magic packet for each card of a target.
    ///
    /// @param route the addresses in it are those that the packet is sent to directly
    /// @return what was sent and what was not
    /// @throws ReasonException where there is nothing to send by
    public SentPackets send(WakeTarget target, WakeRoute route, Optional<WakePassword> password) {
        List<NetworkPort> ports = new LanPorts(tree).read();
        List<WakeSending> sendings = route.through(ports);
        List<Reason> sent = new ArrayList<>();
        List<Reason> failed = new ArrayList<>();
        for (MacAddress card : target.cards()) {
            MagicPacket packet = new MagicPacket(card, password);
            for (WakeSending sending : sendings) {
                if (sending instanceof WakeSending.Datagram datagram
                        && reach.filter(limit -> !limit.allows(datagram, ports)).isPresent()) {
                    failed.add(
                            new NeighbourReason.PacketNotSent(
                                    sending,
                                    card,
                                    new NeighbourReason.AddressOutOfReach(datagram.to())));
                    continue;
                }
                MagicSender.send(packet, sending)
                        .ifPresentOrElse(
                                why ->
                                        failed.add(
                                                new NeighbourReason.PacketNotSent(
                                                        sending, card, why)),
                                () -> sent.add(new NeighbourReason.PacketSent(sending, card)));
            }
        }
        return new SentPackets(sent, failed);
    }

    /// What [#send] would send, a sentence each; nothing is sent.
    ///
    /// @throws ReasonException where there is nothing to send by
    public List<Reason> wouldSend(WakeTarget target, WakeRoute route) {
        List<WakeSending> sendings = route.through(new LanPorts(tree).read());
        return target.cards().stream()
                .flatMap(card ->
                        sendings.stream()
                                .<Reason>map(way -> new NeighbourReason.PacketSent(way, card)))
                .toList();
    }

    /// Whether a target is awake.
    ///
    /// @return what answered; empty where nothing did
    public Optional<Reason> answers(WakeTarget target) {
        Set<String> addresses = new LinkedHashSet<>(target.addresses());
        AddressTable seen = new AddressTable(tree);
        target.cards().forEach(card -> addresses.addAll(seen.of(card)));
        return addresses.isEmpty()
                ? Optional.empty()
                : ReachabilityProbe.at(List.copyOf(addresses), ReachabilityProbe.USUAL_PORTS, KNOCK)
                        .map(Reason.class::cast);
    }

    private static MacAddress ofOneCard(MacAddress mac) {
        if (!mac.isOfOneCard()) {
            throw new ReasonException(new NeighbourReason.NotOneCard(mac));
        }
        return mac;
    }
}
