package dev.lungfish.state.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReasonJsonTest {
    private static ReceivedReason reason(String code, String remedy, Object... values) {
        List<Reason.Parameter> parameters =
                IntStream.range(0, values.length)
                        .mapToObj(i -> new Reason.Parameter("p" + i, values[i]))
                        .toList();
        return new ReceivedReason(code, parameters, "it is " + code, remedy);
    }

    private static String written(Reason reason) {
        return new String(
                JsonObject.write(json -> ReasonJson.properties(json, reason)),
                StandardCharsets.UTF_8);
    }

    private static ReceivedReason read(String text) {
        return ReasonJson.read(JsonObject.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void writesEachKindOfParameter() {
        Reason reason =
                reason(
                        "full",
                        "empty it",
                        "/swap",
                        new ByteCount(2048),
                        Duration.ofMinutes(90),
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.of(3),
                        List.of("a", "b"),
                        true,
                        2.5);

        assertThat(written(reason))
                .isEqualTo(
                        """
                        {"reason":"it is full","remedy":"empty it","code":"full","parameters":\
                        {"p0":"/swap","p1":2048,"p2":"PT1H30M","p3":"1970-01-01T00:00:00Z",\
                        "p5":3,"p6":["a","b"],"p7":true,"p8":2.5}}\
                        """);
    }

    @Test
    void readsWhatItWrote() {
        Reason inner = reason("inner", "", "x");
        Reason outer = reason("outer", "wait", inner, List.of(inner, inner), 5L, false);

        assertThat(read(written(outer))).isEqualTo(outer);
        assertThat(written(read(written(outer)))).isEqualTo(written(outer));
    }

    @Test
    void readsASentenceWithoutACode() {
        ReceivedReason reason = read("{\"reason\":\"guests run\"}");

        assertThat(reason).isEqualTo(ReceivedReason.uncoded("guests run"));
        assertThat(reason.code()).isEqualTo("uncoded");
    }

    @Test
    void writesSeveralAsAnArray() {
        byte[] text =
                JsonObject.write(json ->
                        ReasonJson.array(
                                json, "blockers", List.of(reason("a", ""), reason("b", ""))));

        assertThat(JsonObject.parse(text).objects("blockers"))
                .map(ReasonJson::read)
                .extracting(ReceivedReason::code, ReceivedReason::sentence)
                .containsExactly(tuple("a", "it is a"), tuple("b", "it is b"));
    }

    @Test
    void refusesAnObjectWithoutASentence() {
        assertThatThrownBy(() -> read("{\"code\":\"full\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'reason' is missing");
    }
}
