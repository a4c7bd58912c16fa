package dev.lungfish.state.json;

import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonText;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// An outcome as JSON, in the state directory and in the command's answers (`docs/json.md`).
public final class OutcomeJson {
    private static final String DETAILS = "Details";

    private OutcomeJson() {}

    /// The words for all outcomes that the journal can have: a dry run is not in it.
    public static final List<String> KINDS =
            List.of(
                    "slept",
                    "woke-early",
                    "woke-late",
                    "woken",
                    "refused",
                    "cancelled",
                    "never-entered",
                    "unproven",
                    "resumed-from-nothing");

    /// The word for an outcome: `slept`, `woke-early`.
    public static String kind(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Slept _ -> "slept";
            case Outcome.WokeEarly _ -> "woke-early";
            case Outcome.WokeLate _ -> "woke-late";
            case Outcome.Woken _ -> "woken";
            case Outcome.Refused _ -> "refused";
            case Outcome.Cancelled _ -> "cancelled";
            case Outcome.NeverEntered _ -> "never-entered";
            case Outcome.Unproven _ -> "unproven";
            case Outcome.ResumedFromNothing _ -> "resumed-from-nothing";
            case Outcome.WouldSleep _ -> "would-sleep";
        };
    }

    /// Writes the property `outcome`.
    public static void write(JsonGenerator json, Outcome outcome) {
        json.writeObjectPropertyStart("outcome");
        json.writeStringProperty("kind", kind(outcome));
        ReasonJson.properties(json, outcome.reason());
        switch (outcome) {
            case Outcome.Slept(Duration asleep, Duration off, WakeCause cause, _) ->
                    write(json, asleep, off, cause);
            case Outcome.WokeEarly(Duration asleep, Duration off, WakeCause cause, _) ->
                    write(json, asleep, off, cause);
            case Outcome.WokeLate(Duration asleep, Duration off, WakeCause cause, _) ->
                    write(json, asleep, off, cause);
            case Outcome.Woken(Duration asleep, WakeCause cause, _) -> {
                json.writeStringProperty("asleep", asleep.toString());
                SegmentJson.write(json, cause);
            }
            case Outcome.Refused(List<Reason> reasons) -> sentences(json, "reasons", reasons);
            case Outcome.Cancelled(String by, Duration asleep, _) -> {
                json.writeStringProperty("by", by);
                json.writeStringProperty("asleep", asleep.toString());
            }
            case Outcome.NeverEntered(String step, String device, String error, _) -> {
                json.writeStringProperty("step", step);
                json.writeStringProperty("device", device);
                json.writeStringProperty("error", error);
            }
            case Outcome.Unproven(Duration asleep, _) ->
                    json.writeStringProperty("asleep", asleep.toString());
            case Outcome.ResumedFromNothing _ -> {}
            case Outcome.WouldSleep(List<Reason> plan) -> sentences(json, "plan", plan);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Duration asleep, Duration off, WakeCause cause) {
        json.writeStringProperty("asleep", asleep.toString());
        json.writeStringProperty("off", off.toString());
        SegmentJson.write(json, cause);
    }

    /// Writes an array of strings.
    public static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /// Writes sentences as an array of strings, and what they are made of as `nameDetails` beside.
    public static void reasons(JsonGenerator json, String name, List<? extends Reason> reasons) {
        sentences(json, name, reasons);
        ReasonJson.array(json, name + DETAILS, reasons);
    }

    private static void sentences(JsonGenerator json, String name, List<? extends Reason> reasons) {
        texts(
                json,
                name,
                ToldJson.told(json, reasons).stream().map(ReasonText::withRemedy).toList());
    }

    /// What was written so; version 0.1.0 wrote the sentences alone.
    public static List<Reason> readReasons(JsonObject object, String name) {
        return object.has(name + DETAILS)
                ? read(object.objects(name + DETAILS))
                : uncoded(object.texts(name));
    }

    private static List<Reason> read(List<JsonObject> reasons) {
        return reasons.stream().<Reason>map(ReasonJson::read).toList();
    }

    private static List<Reason> uncoded(List<String> sentences) {
        return sentences.stream().<Reason>map(ReceivedReason::uncoded).toList();
    }

    /// Understands one object.
    public static Outcome read(JsonObject object) {
        Reason reason = ReasonJson.read(object);
        return switch (object.text("kind")) {
            case "slept" -> new Outcome.Slept(asleep(object), off(object), cause(object), reason);
            case "woke-early" ->
                    new Outcome.WokeEarly(asleep(object), off(object), cause(object), reason);
            case "woke-late" ->
                    new Outcome.WokeLate(asleep(object), off(object), cause(object), reason);
            case "woken" -> new Outcome.Woken(asleep(object), cause(object), reason);
            case "refused" -> new Outcome.Refused(parts(object, "reasons"));
            case "cancelled" -> new Outcome.Cancelled(object.text("by"), asleep(object), reason);
            case "never-entered" ->
                    new Outcome.NeverEntered(
                            object.text("step"),
                            object.text("device"),
                            object.text("error"),
                            reason);
            case "unproven" -> new Outcome.Unproven(asleep(object), reason);
            case "resumed-from-nothing" -> new Outcome.ResumedFromNothing(reason);
            case "would-sleep" -> new Outcome.WouldSleep(parts(object, "plan"));
            case String other ->
                    throw new IllegalArgumentException(
                            "an outcome of the unknown kind '%s'; a newer version may have written it"
                                    .formatted(other));
        };
    }

    /// The reasons of which the reason of an outcome is made.
    private static List<Reason> parts(JsonObject object, String name) {
        return object.has("parameters")
                ? read(object.object("parameters").objects(name))
                : uncoded(object.texts(name));
    }

    private static Duration asleep(JsonObject object) {
        return object.duration("asleep");
    }

    private static Duration off(JsonObject object) {
        return object.duration("off");
    }

    private static WakeCause cause(JsonObject object) {
        return SegmentJson.readCause(object.object("cause"));
    }
}
