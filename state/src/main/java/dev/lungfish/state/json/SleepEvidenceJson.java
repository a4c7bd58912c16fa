package dev.lungfish.state.json;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.SleepEvidence.SuspendStatistics;
import dev.lungfish.core.procedure.proof.SleepEvidence.WakeInterrupt;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// Sleep evidence as JSON in the journal. Every reading has its source and whether it existed, so
/// that the judgement after a crash is the same as without one.
public final class SleepEvidenceJson {
    private SleepEvidenceJson() {}

    public static void write(JsonGenerator json, String name, SleepEvidence sight) {
        json.writeObjectPropertyStart(name);
        write(json, sight.at());
        write(json, "bootId", sight.bootId(), JsonGenerator::writeString);
        write(json, "rtc", sight.rtc(), (out, time) -> out.writeNumber(time.secondsSinceEpoch()));
        write(json, "alarm", sight.alarm(), SleepEvidenceJson::writeAlarm);
        SuspendStatistics statistics = sight.statistics();
        write(json, "success", statistics.success(), JsonGenerator::writeNumber);
        write(json, "fail", statistics.fail(), JsonGenerator::writeNumber);
        write(json, "lastFailedDevice", statistics.lastFailedDevice(), JsonGenerator::writeString);
        write(json, "lastFailedError", statistics.lastFailedError(), JsonGenerator::writeNumber);
        write(json, "lastFailedStep", statistics.lastFailedStep(), JsonGenerator::writeString);
        write(json, "wakeInterrupt", sight.wakeInterrupt(), SleepEvidenceJson::writeInterrupt);
        write(json, "wakeEvents", sight.wakeEvents(), SleepEvidenceJson::writeCounts);
        write(json, "acpiEvents", sight.acpiEvents(), SleepEvidenceJson::writeCounts);
        write(json, "test", sight.test(), SleepEvidenceJson::writeChoice);
        json.writeEndObject();
    }

    public static SleepEvidence read(JsonObject object) {
        return new SleepEvidence(
                readMoment(object.object("at")),
                read(object.object("bootId"), value -> value.text("value")),
                read(object.object("rtc"), value -> new RtcTime(value.number("value"))),
                read(object.object("alarm"), SleepEvidenceJson::readAlarm),
                new SuspendStatistics(
                        read(object.object("success"), SleepEvidenceJson::readNumber),
                        read(object.object("fail"), SleepEvidenceJson::readNumber),
                        read(object.object("lastFailedDevice"), value -> value.text("value")),
                        read(object.object("lastFailedError"), SleepEvidenceJson::readNumber),
                        read(object.object("lastFailedStep"), value -> value.text("value"))),
                read(object.object("wakeInterrupt"), SleepEvidenceJson::readInterrupt),
                read(object.object("wakeEvents"), SleepEvidenceJson::readCounts),
                read(object.object("acpiEvents"), SleepEvidenceJson::readCounts),
                read(object.object("test"), SleepEvidenceJson::readChoice));
    }

    /// Writes the property `at`.
    public static void write(JsonGenerator json, Moment moment) {
        json.writeObjectPropertyStart("at");
        json.writeStringProperty("sinceBoot", moment.sinceBoot().toString());
        json.writeStringProperty("awake", moment.awake().toString());
        json.writeStringProperty("wall", moment.wall().toString());
        json.writeEndObject();
    }

    public static Moment readMoment(JsonObject object) {
        return new Moment(
                object.duration("sinceBoot"), object.duration("awake"), object.instant("wall"));
    }

    private static <T> void write(
            JsonGenerator json,
            String name,
            Reading<T> reading,
            BiConsumer<JsonGenerator, T> value) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("source", reading.source());
        switch (reading) {
            case Reading.Present<T>(_, T present, String raw) -> {
                json.writeName("value");
                value.accept(json, present);
                json.writeStringProperty("raw", raw);
            }
            case Reading.Absent<T> _ -> json.writeBooleanProperty("absent", true);
            case Reading.Denied<T>(_, String why) -> json.writeStringProperty("denied", why);
            case Reading.Malformed<T>(_, String problem) ->
                    json.writeStringProperty("malformed", problem);
            case Reading.Failed<T>(_, String error) -> json.writeStringProperty("failed", error);
        }
        json.writeEndObject();
    }

    private static <T> Reading<T> read(JsonObject object, Function<JsonObject, T> value) {
        String source = object.text("source");
        if (object.has("value")) {
            return new Reading.Present<>(source, value.apply(object), object.text("raw"));
        }
        if (object.has("denied")) {
            return new Reading.Denied<>(source, object.text("denied"));
        }
        if (object.has("malformed")) {
            return new Reading.Malformed<>(source, object.text("malformed"));
        }
        if (object.has("failed")) {
            return new Reading.Failed<>(source, object.text("failed"));
        }
        if (object.has("absent")) {
            return new Reading.Absent<>(source);
        }
        throw new IllegalArgumentException(
                ("the reading of %s is of an unknown kind; a newer version may have"
                                + " written it")
                        .formatted(source));
    }

    private static long readNumber(JsonObject reading) {
        return reading.number("value");
    }

    private static void writeAlarm(JsonGenerator json, RtcAlarm alarm) {
        json.writeStartObject();
        if (alarm instanceof RtcAlarm.Armed(RtcTime at)) {
            json.writeNumberProperty("armed", at.secondsSinceEpoch());
        }
        json.writeEndObject();
    }

    private static RtcAlarm readAlarm(JsonObject reading) {
        JsonObject alarm = reading.object("value");
        return alarm.has("armed")
                ? new RtcAlarm.Armed(new RtcTime(alarm.number("armed")))
                : new RtcAlarm.Unarmed();
    }

    private static void writeInterrupt(JsonGenerator json, WakeInterrupt interrupt) {
        json.writeStartObject();
        json.writeNumberProperty("number", interrupt.number());
        json.writeStringProperty("name", interrupt.name());
        json.writeEndObject();
    }

    private static WakeInterrupt readInterrupt(JsonObject reading) {
        JsonObject interrupt = reading.object("value");
        return new WakeInterrupt(
                Math.toIntExact(interrupt.number("number")), interrupt.text("name"));
    }

    private static void writeCounts(JsonGenerator json, Map<String, Long> counts) {
        json.writeStartObject();
        counts.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private static Map<String, Long> readCounts(JsonObject reading) {
        return Map.copyOf(reading.counts("value"));
    }

    private static void writeChoice(JsonGenerator json, Choice choice) {
        json.writeStartObject();
        OutcomeJson.texts(json, "offered", choice.offered());
        choice.chosen().ifPresent(chosen -> json.writeStringProperty("chosen", chosen));
        json.writeEndObject();
    }

    private static Choice readChoice(JsonObject reading) {
        JsonObject choice = reading.object("value");
        Optional<String> chosen = choice.maybe("chosen", choice::text);
        return new Choice(choice.texts("offered"), chosen);
    }
}
