package dev.lungfish.libvirt.xdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is written is what is read again, whatever it is.
class XdrRoundTripTest {
    private static final int SEEDS = 2_000;
    private static final Limit LIMIT = new Limit("items", 100);

    /// Writes an item, and says how to read it again.
    private interface Item {
        Object write(XdrEncoder encoder);

        Object read(XdrDecoder decoder) throws XdrException;
    }

    /// Found by fuzzing: half of a character is none, and was read back as another.
    @Test
    void cutsALongTextBetweenTwoCharacters() throws XdrException {
        XdrEncoder encoder = new XdrEncoder();
        encoder.fixedChars("abcü", 5);
        encoder.fixedChars("ab€", 5);
        encoder.fixedChars("a€", 5);

        XdrDecoder decoder = new XdrDecoder(encoder.toByteArray());
        assertThat(decoder.fixedChars("cut", 5)).isEqualTo("abc");
        assertThat(decoder.fixedChars("cut", 5)).isEqualTo("ab");
        assertThat(decoder.fixedChars("whole", 5)).isEqualTo("a€");
    }

    @Test
    void readsBackWhatItWrote() throws XdrException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            XdrEncoder encoder = new XdrEncoder();
            List<Item> items = new ArrayList<>();
            List<Object> written = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                Item item = item(random);
                items.add(item);
                written.add(item.write(encoder));
                assertThat(encoder.length()).as("seed %d", seed).isEqualTo(encoder.length() & -4);
            }

            XdrDecoder decoder = new XdrDecoder(encoder.toByteArray());
            for (int i = 0; i < items.size(); i++) {
                assertThat(items.get(i).read(decoder))
                        .as("seed %d item %d", seed, i)
                        .isEqualTo(written.get(i));
            }
            assertThat(decoder.remaining()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void failsWhereverThePayloadEndsTooEarly() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Item item = item(random);
            XdrEncoder encoder = new XdrEncoder();
            item.write(encoder);
            byte[] cut = new byte[random.nextInt(encoder.length())];
            System.arraycopy(encoder.toByteArray(), 0, cut, 0, cut.length);

            assertThat(fails(item, cut))
                    .as("seed %d: %s", seed, HexFormat.of().formatHex(cut))
                    .isTrue();
        }
    }

    private static boolean fails(Item item, byte[] payload) {
        try {
            item.read(new XdrDecoder(payload));
            return false;
        } catch (XdrException e) {
            return String.valueOf(e.getMessage()).contains("'field'");
        }
    }

    private static Item item(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> item(random.nextInt(), XdrCodec.int32("field"));
            case 1 -> item(random.nextLong(), XdrCodec.int64("field"));
            case 2 -> item(random.nextBoolean(), XdrCodec.bool("field"));
            case 3 -> item(text(random), XdrCodec.string("field", LIMIT));
            case 4 ->
                    item(
                            random.nextDouble(),
                            XdrCodec.of(XdrEncoder::float64, decoder -> decoder.float64("field")));
            case 5 ->
                    item(
                            text(random),
                            XdrCodec.of(
                                    (encoder, value) -> encoder.chars("field", value, LIMIT),
                                    decoder -> decoder.chars("field", LIMIT)));
            case 6 ->
                    item(
                            text(random),
                            XdrCodec.of(
                                    (encoder, value) -> encoder.fixedChars(value, 101),
                                    decoder -> decoder.fixedChars("field", 101)));
            default ->
                    item(
                            List.of(text(random), text(random)),
                            XdrCodec.of(
                                    (encoder, value) ->
                                            encoder.array(
                                                    "field",
                                                    value,
                                                    LIMIT,
                                                    XdrCodec.string("field", LIMIT)),
                                    decoder ->
                                            decoder.array(
                                                    "field",
                                                    LIMIT,
                                                    XdrCodec.string("field", LIMIT))));
        };
    }

    private static <T> Item item(T value, XdrCodec<T> codec) {
        return new Item() {
            @Override
            public Object write(XdrEncoder encoder) {
                codec.encode(encoder, value);
                return value;
            }

            @Override
            public Object read(XdrDecoder decoder) throws XdrException {
                return codec.decode(decoder);
            }
        };
    }

    /// At most 96 bytes in UTF-8.
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(24); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(3)) {
                        case 0 -> 1 + random.nextInt(127);
                        case 1 -> 0x80 + random.nextInt(0x700);
                        default -> 0x1F300 + random.nextInt(0x100);
                    });
        }
        return text.toString();
    }
}
