package dev.lungfish.gateway.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.decision.SourceNetwork;
import dev.lungfish.gateway.decision.SourceRights;
import dev.lungfish.gateway.frame.Frame;
import dev.lungfish.gateway.frame.Frame.Arp.Operation;
import dev.lungfish.gateway.frame.FrameReader;
import dev.lungfish.gateway.frame.FrameWriter;
import dev.lungfish.gateway.standin.Action.Cause;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a stand-in answers, whom it wakes, and when it steps aside.
class StandInTest {
    private static final MacAddress OWN = new MacAddress("02:00:00:00:00:0a");
    private static final MacAddress VIRTUAL = FrameWriter.virtualCard(77);
    private static final MacAddress CARD = new MacAddress("02:00:00:00:00:01");
    private static final MacAddress GUEST_CARD = new MacAddress("52:54:00:00:00:01");
    private static final MacAddress CLIENT = new MacAddress("02:00:00:00:00:0c");
    private static final MacAddress ALL = new MacAddress("ff:ff:ff:ff:ff:ff");
    private static final MacAddress GROUP = new MacAddress("33:33:ff:00:00:07");
    private static final Inet4Address ADDRESS = four("192.0.2.10");
    private static final Inet4Address HOST = four("192.0.2.7");
    private static final Inet4Address GUEST = four("192.0.2.8");
    private static final Inet4Address FROM = four("192.0.2.99");
    private static final Inet4Address NOBODY = four("0.0.0.0");
    private static final Inet6Address HOST_SIX = six("2001:db8::7");
    private static final Inet6Address FROM_SIX = six("2001:db8::99");
    private static final Inet6Address NOBODY_SIX = six("::");

    private final StandIn standIn = new StandIn(OWN, ADDRESS, VIRTUAL);
    private Duration now = Duration.ZERO;

    @Test
    void answersForASleeperOnceItIsSilent() {
        standIn.watches(sleeper(), now);
        assertThat(sees(request(CLIENT, FROM, HOST))).isEmpty();

        after(StandIn.SILENCE);

        assertThat(sees(request(CLIENT, FROM, HOST)))
                .containsExactly(
                        new Frame.Arp(VIRTUAL, CLIENT, Operation.REPLY, VIRTUAL, HOST, FROM));
        assertThat(sees(new Frame.Solicitation(CLIENT, GROUP, FROM_SIX, HOST_SIX)))
                .containsExactly(new Frame.Advertisement(VIRTUAL, HOST_SIX, VIRTUAL));
        assertThat(sees(request(CLIENT, FROM, four("192.0.2.1")))).isEmpty();
    }

    /// Each stand-in asks, as the answer comes to whoever asked.
    @Test
    void asksTheHostAgainAndAgainWhetherItIsThere() {
        standIn.watches(sleeper(), now);

        for (int i = 0; i < 5; i++) {
            now = now.plus(StandIn.ASKED_EVERY);
            assertThat(standIn.at(false, now))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Action.Ask.class,
                            ask ->
                                    assertThat(FrameReader.read(ByteBuffer.wrap(ask.frame())))
                                            .contains(
                                                    new Frame.Arp(
                                                            OWN,
                                                            CARD,
                                                            Operation.REQUEST,
                                                            OWN,
                                                            ADDRESS,
                                                            HOST)));
        }
    }

    @Test
    void standsInAgainAtTheNextSleep() {
        stands();
        sees(request(CARD, HOST, FROM));
        assertThat(standIn.standing()).isZero();

        after(StandIn.SILENCE);

        assertThat(sees(request(CLIENT, FROM, HOST))).hasSize(1);
    }

    @Test
    void givesAnAddressThatAnotherHadBackToItsHost() {
        stands();
        standIn.sees(request(CLIENT, HOST, FROM), true, now);
        after(Duration.ofMinutes(1));
        assertThat(standIn.standing()).isEqualTo(2);

        sees(request(CARD, HOST, FROM));
        after(StandIn.SILENCE);

        assertThat(standIn.standing()).isEqualTo(3);
    }

    @Test
    void waitsLongerForAHostThatStillSends() {
        standIn.watches(sleeper(), now);
        staysAwake(Duration.ofMinutes(1));
        after(Duration.ofSeconds(2));
        assertThat(standIn.standing()).isZero();
        after(Duration.ofMillis(500));
        assertThat(standIn.standing()).isEqualTo(3);
    }

    @Test
    void announcesTheVirtualCardThreeTimes() {
        standIn.watches(sleeper(), now);

        assertThat(after(StandIn.SILENCE))
                .containsExactlyInAnyOrder(
                        new Frame.Arp(VIRTUAL, ALL, Operation.REQUEST, VIRTUAL, HOST, HOST),
                        new Frame.Arp(VIRTUAL, ALL, Operation.REQUEST, VIRTUAL, GUEST, GUEST),
                        new Frame.Advertisement(VIRTUAL, HOST_SIX, VIRTUAL));
        assertThat(after(Duration.ofMillis(1500))).hasSize(3);
        assertThat(after(Duration.ofMillis(3500))).hasSize(3);
        assertThat(after(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void wakesByAnOpeningToAnAllowedPortFromAnAllowedSource() {
        stands();

        assertThat(wakes(new Frame.Opening(CLIENT, FROM, HOST, 22)))
                .containsExactly(new Action.Wake("alpha", FROM, HOST, 22));
        assertThat(wakes(new Frame.Opening(CLIENT, FROM, HOST, 22)))
                .as("the retransmission")
                .isEmpty();
        after(Duration.ofSeconds(10));
        assertThat(wakes(new Frame.Opening(CLIENT, FROM_SIX, HOST_SIX, 22)))
                .as("nobody has woken it yet")
                .hasSize(1);
    }

    @Test
    void wakesTheHostOfAGuest() {
        stands();

        assertThat(wakes(new Frame.Opening(CLIENT, FROM, GUEST, 22)))
                .containsExactly(new Action.Wake("alpha", FROM, GUEST, 22));
    }

    @Test
    void wakesByNothingElse() {
        stands();

        assertThat(wakes(new Frame.Opening(CLIENT, FROM, HOST, 23))).isEmpty();
        assertThat(wakes(new Frame.Opening(CLIENT, four("198.51.100.1"), HOST, 22))).isEmpty();
        assertThat(wakes(request(CLIENT, FROM, HOST))).isEmpty();
        assertThat(wakes(request(CLIENT, NOBODY, HOST))).isEmpty();
        assertThat(wakes(new Frame.Solicitation(CLIENT, GROUP, FROM_SIX, HOST_SIX))).isEmpty();
        assertThat(wakes(new Frame.Other(CLIENT))).isEmpty();
    }

    @Test
    void stepsAsideAtTheFirstFrameOfTheHostAndTellsItsOwnCard() {
        stands();

        assertThat(standIn.sees(request(CARD, HOST, FROM), true, now))
                .containsExactlyInAnyOrder(
                        new Action.SteppedAside("alpha", HOST, Cause.SEEN),
                        new Action.SteppedAside("alpha", GUEST, Cause.SEEN),
                        new Action.SteppedAside("alpha", HOST_SIX, Cause.SEEN));

        assertThat(after(Duration.ZERO))
                .as("by its own Ethernet address: a switch learns from that")
                .containsExactlyInAnyOrder(
                        new Frame.Arp(OWN, ALL, Operation.REQUEST, CARD, HOST, HOST),
                        new Frame.Arp(OWN, ALL, Operation.REQUEST, GUEST_CARD, GUEST, GUEST));
        assertThat(sees(request(CLIENT, FROM, HOST))).isEmpty();
    }

    @Test
    void freesTheAddressOfAGuestThatIsSeenElsewhere() {
        stands();

        assertThat(standIn.sees(request(GUEST_CARD, GUEST, FROM), true, now))
                .containsExactly(new Action.SteppedAside("alpha", GUEST, Cause.SEEN));

        assertThat(sees(request(CLIENT, FROM, GUEST))).isEmpty();
        assertThat(sees(request(CLIENT, FROM, HOST))).hasSize(1);
    }

    @Test
    void defendsNothing() {
        stands();

        assertThat(standIn.sees(request(CLIENT, HOST, FROM), true, now))
                .containsExactly(new Action.SteppedAside("alpha", HOST, Cause.CLAIMED));

        assertThat(after(Duration.ofSeconds(10))).as("also not for the host").isEmpty();
        assertThat(sees(request(CLIENT, FROM, HOST))).isEmpty();
    }

    @Test
    void neverAnswersAHostThatAsksForItsOwnAddress() {
        stands();
        assertThat(sees(new Frame.Solicitation(CARD, GROUP, NOBODY_SIX, HOST_SIX))).isEmpty();

        stands();
        assertThat(sees(request(CARD, NOBODY, HOST))).isEmpty();
    }

    @Test
    void keepsTheAddressFromOthersThatAskWhetherItIsFree() {
        stands();

        assertThat(sees(request(CLIENT, NOBODY, HOST))).hasSize(1);
        assertThat(sees(new Frame.Solicitation(CLIENT, GROUP, NOBODY_SIX, HOST_SIX))).hasSize(1);
    }

    @Test
    void tellsAClientThatStillSendsHereWhereTheHostIs() {
        stands();
        sees(request(CARD, HOST, FROM));

        assertThat(sees(new Frame.Opening(CLIENT, FROM, HOST, 22)))
                .containsExactly(new Frame.Arp(OWN, CLIENT, Operation.REPLY, CARD, HOST, FROM));
        assertThat(sees(new Frame.Opening(CLIENT, FROM_SIX, HOST_SIX, 22)))
                .containsExactly(new Frame.Advertisement(OWN, HOST_SIX, CARD));

        staysAwake(Duration.ofMinutes(2));
        assertThat(sees(new Frame.Opening(CLIENT, FROM, HOST, 22))).isEmpty();
    }

    /// RFC 4862 section 5.4.4: a host gives up an address that somebody advertises while it asks
    /// whether the address is free, and Linux 6.18 does so even where its own card is advertised.
    @Test
    void tellsNobodyButAnAskerOfTheIpv6AddressOfAHostThatIsBack() {
        stands();
        standIn.sees(new Frame.Solicitation(CARD, GROUP, NOBODY_SIX, HOST_SIX), true, now);

        assertThat(after(Duration.ofSeconds(1)))
                .doesNotHaveAnyElementsOfTypes(Frame.Advertisement.class);
        assertThat(sees(new Frame.Solicitation(CLIENT, GROUP, FROM_SIX, HOST_SIX))).isEmpty();
        assertThat(sees(new Frame.Solicitation(CLIENT, VIRTUAL, FROM_SIX, HOST_SIX)))
                .containsExactly(new Frame.Advertisement(OWN, HOST_SIX, CARD));
    }

    /// Linux 6.18 waits up to a second after its link is up until it asks whether its address is
    /// free, and gives the address up if it hears of it meanwhile.
    @Test
    void tellsEverybodyNothingWhileTheHostWakes() {
        standIn.watches(sleeper(), now);
        after(StandIn.SILENCE);

        assertThat(wakes(new Frame.Opening(CLIENT, FROM, HOST, 22))).hasSize(1);

        assertThat(after(Duration.ofSeconds(10))).isEmpty();
        assertThat(sees(new Frame.Solicitation(CLIENT, GROUP, NOBODY_SIX, HOST_SIX))).isEmpty();
        assertThat(sees(new Frame.Solicitation(CLIENT, GROUP, FROM_SIX, HOST_SIX))).hasSize(1);
    }

    @Test
    void doesNothingWhileAnotherAnswers() {
        standIn.watches(sleeper(), now);
        now = now.plus(StandIn.SILENCE);

        assertThat(frames(standIn.at(false, now))).isEmpty();
        assertThat(standIn.sees(request(CLIENT, FROM, HOST), false, now)).isEmpty();
        assertThat(standIn.sees(new Frame.Opening(CLIENT, FROM, HOST, 22), false, now)).isEmpty();
        assertThat(standIn.standing()).isEqualTo(3);

        standIn.takesOver(now);
        assertThat(after(Duration.ZERO)).hasSize(3);
        assertThat(sees(request(CLIENT, FROM, HOST))).hasSize(1);
    }

    @Test
    void followsAnotherStandInThatStepsAside() {
        stands();
        FrameWriter other = new FrameWriter(CLIENT);
        Frame frame =
                FrameReader.read(ByteBuffer.wrap(other.announcement(HOST, CARD))).orElseThrow();

        assertThat(standIn.sees(frame, false, now))
                .containsExactly(new Action.SteppedAside("alpha", HOST, Cause.SEEN));
    }

    private void stands() {
        standIn.watches(sleeper(), now);
        after(StandIn.SILENCE);
        after(Duration.ofSeconds(5));
        assertThat(standIn.standing()).isEqualTo(3);
    }

    /// Its guest is off.
    private void staysAwake(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(1)) {
            after(Duration.ofSeconds(1));
            assertThat(sees(request(CARD, HOST, FROM))).isEmpty();
        }
    }

    private List<Frame> after(Duration time) {
        now = now.plus(time);
        return frames(standIn.at(true, now));
    }

    private List<Frame> sees(Frame frame) {
        return frames(standIn.sees(frame, true, now));
    }

    private List<Action> wakes(Frame frame) {
        return standIn.sees(frame, true, now).stream()
                .filter(Action.Wake.class::isInstance)
                .toList();
    }

    private static List<Frame> frames(List<Action> actions) {
        return actions.stream()
                .filter(Action.Send.class::isInstance)
                .map(Action.Send.class::cast)
                .map(send -> FrameReader.read(ByteBuffer.wrap(send.frame())).orElseThrow())
                .toList();
    }

    private static Sleeper sleeper() {
        return new Sleeper(
                "alpha",
                Set.of(CARD),
                List.of(
                        new Sleeper.Address(HOST, CARD),
                        new Sleeper.Address(GUEST, GUEST_CARD),
                        new Sleeper.Address(HOST_SIX, CARD)),
                Set.of(22),
                new SourceRights(
                        List.of(
                                SourceNetwork.parse("192.0.2.0/24"),
                                SourceNetwork.parse("2001:db8::/64")),
                        List.of()));
    }

    private static Frame.Arp request(MacAddress card, Inet4Address sender, Inet4Address target) {
        return new Frame.Arp(card, ALL, Operation.REQUEST, card, sender, target);
    }

    private static Inet4Address four(String address) {
        return (Inet4Address) InetAddress.ofLiteral(address);
    }

    private static Inet6Address six(String address) {
        return (Inet6Address) InetAddress.ofLiteral(address);
    }
}
