package dev.lungfish.gateway.standin;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.frame.Frame;
import dev.lungfish.gateway.frame.FrameWriter;
import dev.lungfish.gateway.standin.Action.Cause;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Answers for the addresses of hosts that sleep, and tells who is to wake. Pure: it is told what
/// was seen and when, and returns what to do. For one thread.
///
/// - **It waits for silence.** It asks each host again and again, by ARP, whether it is there. An
///   address is answered for once nothing of its card and of its host was seen for [#SILENCE]. No
///   notice is believed: it comes before the sleep, and a host may not sleep after all.
/// - **It steps aside** at the first frame of the host, and tells the host's own card again: of an
///   IPv4 address all, of an IPv6 address only those that still send to the virtual card. A host
///   that asks whether its IPv6 address is free gives it up if it hears of it, even with its own
///   card. A frame of a guest's card, which may have moved to another host, frees that guest's
///   address.
/// - **It defends nothing.** Where another card claims an address, that one has it.
/// - **It wakes by the opening of a TCP connection** to an allowed port from an allowed source.
///   Nothing else wakes: no ARP, no ping, no datagram.
/// - A host that asks whether its own address is free is never answered, as it would give up its
///   address (RFC 4862 section 5.4.3). Others are: the address is not free.
///
/// Times are lengths since one moment, on a clock that only goes forward.
public final class StandIn {
    /// How long a host must send nothing until its addresses are answered for. Linux tells a client
    /// after three seconds without an answer that there is no such host.
    public static final Duration SILENCE = Duration.ofMillis(2500);

    /// How often a host is asked whether it is there.
    static final Duration ASKED_EVERY = Duration.ofMillis(700);

    /// How long a client that still sends here is told where the host is.
    private static final Duration REMEMBERED = Duration.ofMinutes(2);

    /// How long one opening stands for all that follow it.
    private static final Duration WAKING = Duration.ofSeconds(10);

    /// When an announcement is made again. Linux ignores one within a second after it learned
    /// another card (`locktime` in arp(7)).
    private static final List<Duration> AGAIN =
            List.of(Duration.ZERO, Duration.ofMillis(1500), Duration.ofSeconds(5));

    private final FrameWriter writer;
    private final FrameWriter answering;
    private final MacAddress virtual;

    private final Map<InetAddress, Place> places = new HashMap<>();
    private final Map<MacAddress, Duration> heard = new HashMap<>();
    private final Map<String, Duration> woken = new HashMap<>();
    private final Inet4Address ownAddress;
    private Duration asked = Duration.ZERO;
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparing(Later::at));

    /// One without sleepers.
    ///
    /// @param own the card of this host, which sends what asks and what tells of others
    /// @param ownAddress the address of that card
    /// @param virtual the card that answers for sleepers; shared by all stand-ins of a segment, of
    ///   which one answers
    public StandIn(MacAddress own, Inet4Address ownAddress, MacAddress virtual) {
        this.ownAddress = ownAddress;
        this.writer = new FrameWriter(own);
        this.virtual = virtual;
        this.answering = new FrameWriter(virtual);
    }

    private enum State {
        /// It is its host's: nothing is answered.
        ITS_OWN,
        /// The host sleeps: it is answered for.
        STANDING,
        /// Another card has it.
        TAKEN
    }

    /// An address, and how far it is stood in for.
    private static final class Place {
        final Sleeper sleeper;
        final Sleeper.Address address;
        State state = State.ITS_OWN;
        Duration since;
        boolean wasStanding;

        Place(Sleeper sleeper, Sleeper.Address address, Duration since) {
            this.sleeper = sleeper;
            this.address = address;
            this.since = since;
        }

        void become(State next, Duration now) {
            wasStanding = state == State.STANDING;
            state = next;
            since = now;
        }

        boolean isOf(MacAddress card) {
            return address.card().equals(card) || sleeper.cards().contains(card);
        }
    }

    /// An announcement that is due.
    private record Later(Duration at, InetAddress address, State made) {}

    /// Looks after a host from now on.
    public void watches(Sleeper sleeper, Duration now) {
        for (Sleeper.Address address : sleeper.addresses()) {
            places.put(address.address(), new Place(sleeper, address, now));
            heard.put(address.card(), now);
        }
        sleeper.cards().forEach(card -> heard.put(card, now));
    }

    /// A frame was seen.
    ///
    /// @param answers whether this stand-in is the one that answers
    public List<Action> sees(Frame frame, boolean answers, Duration now) {
        List<Action> actions = new ArrayList<>();
        notice(frame, now, actions);
        if (answers) {
            answer(frame, now, actions);
        }
        return actions;
    }

    /// This stand-in is the one that answers from now on: all hear it.
    public void takesOver(Duration now) {
        places.values().stream()
                .filter(place -> place.state == State.STANDING)
                .forEach(place -> announce(place, now));
    }

    /// Looks at the time.
    public List<Action> at(boolean answers, Duration now) {
        List<Action> actions = new ArrayList<>();
        if (now.minus(asked).compareTo(ASKED_EVERY) >= 0) {
            asked = now;
            places.values().forEach(place -> ask(place, actions));
        }
        for (Place place : places.values()) {
            if (place.state == State.ITS_OWN && isSilent(place, now)) {
                place.become(State.STANDING, now);
                woken.remove(place.sleeper.host());
                announce(place, now);
            }
        }
        for (Later due = later.peek();
                due != null && due.at.compareTo(now) <= 0;
                due = later.peek()) {
            later.remove();
            Place place = places.get(due.address);
            if (answers
                    && place != null
                    && place.state == due.made
                    && !(due.made == State.STANDING && isWaking(place))) {
                actions.add(new Action.Send(announcement(place)));
            }
        }
        return actions;
    }

    /// Asks only the host itself: where it sleeps, its guests do.
    private void ask(Place place, List<Action> actions) {
        if (place.address.address() instanceof Inet4Address four
                && place.sleeper.cards().contains(place.address.card())) {
            actions.add(new Action.Ask(writer.question(four, place.address.card(), ownAddress)));
        }
    }

    private boolean isSilent(Place place, Duration now) {
        return isSilent(place.address.card(), now)
                && place.sleeper.cards().stream().allMatch(card -> isSilent(card, now));
    }

    private boolean isSilent(MacAddress card, Duration now) {
        return now.minus(heard.getOrDefault(card, now)).compareTo(SILENCE) >= 0;
    }

    /// How many addresses are answered for.
    public int standing() {
        return (int)
                places.values().stream().filter(place -> place.state == State.STANDING).count();
    }

    private void notice(Frame frame, Duration now, List<Action> actions) {
        if (frame.source().equals(virtual)) {
            return;
        }
        heard.computeIfPresent(frame.source(), (_, _) -> now);
        for (Place place : places.values()) {
            MacAddress claimed = claimed(frame, place.address.address());
            boolean itself = place.isOf(frame.source()) || place.address.card().equals(claimed);
            if (itself) {
                if (place.state == State.STANDING) {
                    actions.add(aside(place, Cause.SEEN));
                    leave(place, now);
                } else if (place.state == State.TAKEN) {
                    place.become(State.ITS_OWN, now);
                }
            } else if (claimed != null && !claimed.equals(virtual) && place.state != State.TAKEN) {
                place.become(State.TAKEN, now);
                actions.add(aside(place, Cause.CLAIMED));
            }
        }
    }

    private static Action aside(Place place, Cause cause) {
        return new Action.SteppedAside(place.sleeper.host(), place.address.address(), cause);
    }

    /// The card that a frame tells for an address.
    private static @Nullable MacAddress claimed(Frame frame, InetAddress address) {
        return switch (frame) {
            case Frame.Arp arp when arp.sender().equals(address) -> arp.card();
            case Frame.Advertisement told when told.target().equals(address) -> told.card();
            default -> null;
        };
    }

    private void answer(Frame frame, Duration now, List<Action> actions) {
        switch (frame) {
            case Frame.Arp arp
                    when arp.operation() == Frame.Arp.Operation.REQUEST
                            && !arp.sender().equals(arp.target()) -> {
                Place place = places.get(arp.target());
                if (place != null && asks(place, arp.source(), arp.to(), now)) {
                    byte[] reply =
                            writer(place)
                                    .reply(arp.target(), card(place), arp.card(), arp.sender());
                    actions.add(new Action.Send(reply));
                }
            }
            case Frame.Solicitation asked -> {
                Place place = places.get(asked.target());
                if (place != null
                        && asks(place, asked.source(), asked.to(), now)
                        && !(asked.sender().isAnyLocalAddress() && isWaking(place))) {
                    byte[] reply =
                            writer(place)
                                    .reply(
                                            asked.target(),
                                            card(place),
                                            asked.source(),
                                            asked.sender());
                    actions.add(new Action.Send(reply));
                }
            }
            case Frame.Opening opening -> open(opening, now, actions);
            default -> {
                // Nothing else is answered.
            }
        }
    }

    /// Whether a question about an address is answered. A host is never answered about itself.
    /// Where it is back, only those are answered that ask the virtual card whether it is still
    /// there.
    private boolean asks(Place place, MacAddress source, MacAddress to, Duration now) {
        return switch (place.state) {
            case STANDING -> !source.equals(place.address.card());
            case ITS_OWN -> isCorrected(place, now) && to.equals(virtual);
            case TAKEN -> false;
        };
    }

    private static boolean isCorrected(Place place, Duration now) {
        return place.state == State.ITS_OWN
                && place.wasStanding
                && now.minus(place.since).compareTo(REMEMBERED) < 0;
    }

    private void open(Frame.Opening opening, Duration now, List<Action> actions) {
        Place place = places.get(opening.to());
        if (place == null) {
            return;
        }
        if (isCorrected(place, now)) {
            // The client has missed the announcement. It alone is told, so that nobody can have
            // many told by one frame.
            actions.add(new Action.Send(correction(place, opening)));
            return;
        }
        String host = place.sleeper.host();
        Duration before = woken.get(host);
        boolean again = before != null && now.minus(before).compareTo(WAKING) < 0;
        if (place.state == State.STANDING
                && place.sleeper.isWokenBy(opening.from(), opening.port())
                && !again) {
            woken.put(host, now);
            actions.add(new Action.Wake(host, opening.from(), opening.to(), opening.port()));
        }
    }

    private void leave(Place place, Duration now) {
        place.become(State.ITS_OWN, now);
        woken.remove(place.sleeper.host());
        if (place.address.address() instanceof Inet4Address) {
            announce(place, now);
        }
    }

    private void announce(Place place, Duration now) {
        for (Duration delay : AGAIN) {
            later.add(new Later(now.plus(delay), place.address.address(), place.state));
        }
    }

    /// Whether the host may come back at any moment. Nothing that everybody hears is sent then: the
    /// host would give up its IPv6 address for it before it has sent anything.
    private boolean isWaking(Place place) {
        return woken.containsKey(place.sleeper.host());
    }

    private byte[] announcement(Place place) {
        return writer(place).announcement(place.address.address(), card(place));
    }

    private byte[] correction(Place place, Frame.Opening opening) {
        MacAddress card = place.address.card();
        return opening.to() instanceof Inet4Address four
                ? writer.reply(four, card, opening.source(), (Inet4Address) opening.from())
                : writer.reply(
                        (Inet6Address) opening.to(),
                        card,
                        opening.source(),
                        (Inet6Address) opening.from());
    }

    private MacAddress card(Place place) {
        return place.state == State.STANDING ? virtual : place.address.card();
    }

    private FrameWriter writer(Place place) {
        return place.state == State.STANDING ? answering : writer;
    }
}
