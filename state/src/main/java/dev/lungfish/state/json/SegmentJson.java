package dev.lungfish.state.json;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/// One proved sleep as JSON, in the state directory and in the command's answers (`docs/json.md`).
public final class SegmentJson {
    private SegmentJson() {}

    /// Writes one object.
    public static void write(JsonGenerator json, Segment segment) {
        json.writeStartObject();
        json.writeStringProperty("state", segment.state().spelling());
        json.writeStringProperty("reason", segment.reason().spelling());
        json.writeStringProperty("asleep", segment.asleep().toString());
        json.writeStringProperty("awake", segment.awake().toString());
        if (segment.reason() != AlarmPlan.Reason.UNBOUNDED) {
            json.writeStringProperty("off", segment.off().toString());
            json.writeStringProperty("untilPromise", segment.untilPromise().toString());
        }
        write(json, segment.cause());
        json.writeBooleanProperty("alarmStood", segment.alarmStood());
        json.writeStringProperty("woke", segment.woke().toString());
        json.writeEndObject();
    }

    /// Writes the property `cause`.
    public static void write(JsonGenerator json, WakeCause cause) {
        json.writeObjectPropertyStart("cause");
        json.writeStringProperty("kind", cause.kind().spelling());
        json.writeStringProperty("description", ReasonText.sentence(cause.description()));
        ReasonJson.codeAndParameters(json, cause.description());
        json.writeEndObject();
    }

    /// Understands one object.
    public static Segment read(JsonObject object) {
        return new Segment(
                object.spelled("state", SleepState.values(), SleepState::spelling),
                object.spelled("reason", AlarmPlan.Reason.values(), AlarmPlan.Reason::spelling),
                object.duration("asleep"),
                object.duration("awake"),
                object.maybe("off", object::duration).orElse(Duration.ZERO),
                object.maybe("untilPromise", object::duration).orElse(Duration.ZERO),
                readCause(object.object("cause")),
                object.flag("alarmStood"),
                object.instant("woke"));
    }

    public static WakeCause readCause(JsonObject object) {
        return new WakeCause(
                object.spelled("kind", WakeCause.Kind.values(), WakeCause.Kind::spelling),
                ReasonJson.read(object, "description"));
    }
}
