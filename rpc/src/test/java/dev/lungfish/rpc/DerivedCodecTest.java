package dev.lungfish.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.api.SleepOrder;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import dev.lungfish.testkit.RandomValues;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What goes over the wire comes out as it went in, and what is no message is refused as such.
class DerivedCodecTest {
    /// A codec with the type of its values.
    record Typed(String what, Type type, DerivedCodec<?> codec) {
        @Override
        public String toString() {
            return what;
        }
    }

    /// Those of all procedures and of the message, by the declared types of the fields.
    static Stream<Typed> codecs() throws IllegalAccessException {
        List<Typed> codecs = new ArrayList<>();
        for (Field field : Calls.class.getDeclaredFields()) {
            if (!(field.getGenericType() instanceof ParameterizedType type)) {
                continue;
            }
            List<Object> found = new ArrayList<>();
            if (field.get(null) instanceof Procedure<?, ?> procedure) {
                found.add(procedure.arguments());
                found.add(procedure.result());
            } else if (field.get(null) instanceof dev.lungfish.libvirt.rpc.Event<?> event) {
                found.add(event.content());
            }
            for (int i = 0; i < found.size(); i++) {
                if (found.get(i) instanceof DerivedCodec<?> codec) {
                    codecs.add(
                            new Typed(
                                    field.getName() + " " + i,
                                    type.getActualTypeArguments()[i],
                                    codec));
                }
            }
        }
        return codecs.stream();
    }

    @Test
    void looksAtAllProcedures() throws Exception {
        assertThat(codecs()).hasSizeGreaterThan(30);
        assertThat(
                        Arrays.stream(Calls.class.getDeclaredFields())
                                .filter(field -> field.getType() == Procedure.class)
                                .count())
                .isEqualTo(Calls.ALL.size());
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void carriesWhatItWasGiven(Typed typed) throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            Object value = new RandomValues(seed).of(typed.type());
            byte[] bytes = encoded(typed.codec(), value);
            XdrDecoder decoder = new XdrDecoder(bytes);

            assertThat((Object) typed.codec().decode(decoder)).isEqualTo(value);
            assertThat(decoder.remaining()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesWhatIsCutOffOrChanged(Typed typed) {
        Random random = new Random(7);
        for (long seed = 0; seed < 20; seed++) {
            byte[] bytes = encoded(typed.codec(), new RandomValues(seed).of(typed.type()));
            for (int attempt = 0; attempt < 20 && bytes.length > 0; attempt++) {
                byte[] broken = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                assertThatThrownBy(() -> typed.codec().decode(new XdrDecoder(broken)))
                        .isInstanceOf(XdrException.class);
                byte[] changed = bytes.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                decodeOrRefuse(typed, changed);
            }
        }
    }

    private static void decodeOrRefuse(Typed typed, byte[] bytes) {
        try {
            assertThat((Object) typed.codec().decode(new XdrDecoder(bytes))).isNotNull();
        } catch (XdrException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void boundsWhatClientsSend() {
        SleepOrder order =
                SleepOrder.lasting(
                        SleepTarget.MEM, Duration.ofHours(8), SleepRequest.Purpose.SLEEP);
        assertThat(encoded(Calls.SLEEP.arguments(), order)).hasSizeLessThan(100);

        assertThatThrownBy(() -> encoded(Calls.ENDED.arguments(), "x".repeat(65_537)))
                .isInstanceOf(IllegalArgumentException.class);
        XdrEncoder encoder = new XdrEncoder();
        encoder.int32(65_537);
        encoder.fixedOpaque(new byte[65_537]);
        assertThatThrownBy(
                        () -> Calls.ENDED.arguments().decode(new XdrDecoder(encoder.toByteArray())))
                .isInstanceOf(XdrException.class)
                .hasMessageContaining("bytes of a text");
    }

    /// A parameter that says nothing is left out; one that nests without end is refused.
    @Test
    void carriesReasonsWithTheirSentence() throws Exception {
        record SwapTooSmall(String swap, Duration after, java.util.Optional<String> by)
                implements Reason {}
        assertThat(SwapTooSmall.class).isRecord();
        ReceivedReason received =
                new ReceivedReason(
                        "swap-too-small",
                        List.of(
                                new Reason.Parameter("swap", "/swap.img"),
                                new Reason.Parameter("size", 4096L)),
                        "/swap.img is too small",
                        "enlarge it");
        DerivedCodec<Reason> codec = DerivedCodec.answer(Reason.class);

        assertThat(codec.decode(new XdrDecoder(encoded(codec, received)))).isEqualTo(received);

        Reason nested = received;
        for (int i = 0; i < 20; i++) {
            nested =
                    new ReceivedReason("x", List.of(new Reason.Parameter("cause", nested)), "", "");
        }
        byte[] deep = encoded(codec, nested);
        assertThatThrownBy(() -> codec.decode(new XdrDecoder(deep)))
                .isInstanceOf(XdrException.class)
                .hasMessageContaining("deep");
    }

    @SuppressWarnings("unchecked") // The value was made for the codec.
    private static byte[] encoded(XdrCodec<?> codec, Object value) {
        XdrEncoder encoder = new XdrEncoder();
        ((XdrCodec<Object>) codec).encode(encoder, value);
        return encoder.toByteArray();
    }
}
