package dev.lungfish.gateway.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.wake.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is written is read back, and what is broken is no frame.
class FrameTest {
    private static final MacAddress SENDER = new MacAddress("02:00:00:00:00:01");
    private static final MacAddress CARD = new MacAddress("02:00:00:00:00:02");
    private static final MacAddress ASKER = new MacAddress("02:00:00:00:00:03");
    private static final Inet4Address FOUR = (Inet4Address) InetAddress.ofLiteral("192.0.2.7");
    private static final Inet4Address FROM = (Inet4Address) InetAddress.ofLiteral("192.0.2.9");
    private static final Inet6Address SIX = (Inet6Address) InetAddress.ofLiteral("2001:db8::7");
    private static final Inet6Address FROM_SIX =
            (Inet6Address) InetAddress.ofLiteral("2001:db8::9");

    private final FrameWriter writer = new FrameWriter(SENDER);

    @Test
    void readsBackWhatItWrites() {
        assertThat(read(writer.reply(FOUR, CARD, ASKER, FROM)))
                .contains(
                        new Frame.Arp(SENDER, ASKER, Frame.Arp.Operation.REPLY, CARD, FOUR, FROM));
        assertThat(read(writer.announcement(FOUR, CARD)))
                .contains(
                        new Frame.Arp(
                                SENDER,
                                new MacAddress("ff:ff:ff:ff:ff:ff"),
                                Frame.Arp.Operation.REQUEST,
                                CARD,
                                FOUR,
                                FOUR));
        assertThat(read(writer.reply(SIX, CARD, ASKER, FROM_SIX)))
                .contains(new Frame.Advertisement(SENDER, SIX, CARD));
        assertThat(read(writer.announcement(SIX, CARD)))
                .contains(new Frame.Advertisement(SENDER, SIX, CARD));
        assertThat(read(writer.router(FROM, 77, 100, Duration.ofSeconds(1))))
                .contains(
                        new Frame.RouterAdvertisement(
                                SENDER, FROM, 77, 100, Duration.ofSeconds(1)));
    }

    @Test
    void tellsAllWhereAHostAsksWhetherItsAddressIsFree() {
        byte[] frame = writer.reply(SIX, CARD, ASKER, (Inet6Address) InetAddress.ofLiteral("::"));

        assertThat(HexFormat.of().formatHex(frame)).startsWith("333300000001");
    }

    @Test
    void hasTheCardOfAVirtualRouter() {
        assertThat(FrameWriter.virtualCard(77)).isEqualTo(new MacAddress("00:00:5e:00:01:4d"));
    }

    /// A SYN, and a SYN with ACK; over a virtual cable their checksum is no checksum yet.
    @Test
    void readsTheOpeningOfAConnectionWhoseChecksumIsLeftToTheCard() {
        String header = "00005e00014d" + "024c46000001" + "0800";
        String packet =
                "4500003c1c46400040060a6c0a4d00010a4d0002"
                        + "a9f60016"
                        + "5c0b6e0e"
                        + "00000000"
                        + "a0%sfaf0"
                        + "144a"
                        + "0000"
                        + "020405b40402080a2f4d2f4d0000000001030307";

        assertThat(read(HexFormat.of().parseHex(header + packet.formatted("02"))))
                .contains(
                        new Frame.Opening(
                                new MacAddress("02:4c:46:00:00:01"),
                                InetAddress.ofLiteral("10.77.0.1"),
                                InetAddress.ofLiteral("10.77.0.2"),
                                22));
        assertThat(read(HexFormat.of().parseHex(header + packet.formatted("12"))))
                .contains(new Frame.Other(new MacAddress("02:4c:46:00:00:01")));
    }

    @Test
    void takesNothingThatARouterMayHavePassedOn() {
        byte[] frame = writer.announcement(SIX, CARD);
        frame[21] = (byte) 254;
        assertThat(read(frame)).isEmpty();

        byte[] router = writer.router(FROM, 77, 100, Duration.ofSeconds(1));
        router[22] = (byte) 254;
        assertThat(read(router)).isEmpty();
    }

    @Test
    void takesNothingWithAWrongChecksum() {
        for (byte[] frame :
                List.of(
                        writer.announcement(SIX, CARD),
                        writer.router(FROM, 77, 100, Duration.ofSeconds(1)))) {
            frame[frame.length - 1] ^= 1;
            assertThat(read(frame)).isEmpty();
        }
    }

    @Test
    void readsAnyBytesWithoutAnError() {
        Random random = new Random(7);
        List<byte[]> whole =
                List.of(
                        writer.reply(FOUR, CARD, ASKER, FROM),
                        writer.announcement(SIX, CARD),
                        writer.router(FROM, 77, 100, Duration.ofSeconds(1)));
        int frames = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = whole.get(random.nextInt(whole.size())).clone();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            frames +=
                    read(Arrays.copyOf(bytes, random.nextInt(bytes.length + 10))).isPresent()
                            ? 1
                            : 0;
        }
        assertThat(frames).isGreaterThan(10_000);
    }

    private static Optional<Frame> read(byte[] frame) {
        return FrameReader.read(ByteBuffer.wrap(frame));
    }
}
