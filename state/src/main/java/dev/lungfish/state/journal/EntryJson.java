package dev.lungfish.state.journal;

import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.state.json.FingerprintJson;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.OutcomeJson;
import dev.lungfish.state.json.ReasonJson;
import dev.lungfish.state.json.RequestJson;
import dev.lungfish.state.json.RtcTestJson;
import dev.lungfish.state.json.SegmentJson;
import dev.lungfish.state.json.SleepEvidenceJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// One entry of the journal as one JSON object.
final class EntryJson {
    /// The first property of each line. It changes with what a line says.
    static final String SCHEMA = "lungfish.journal/3";

    /// The schema before, whose lines have no [seal][LineSeal].
    private static final String SECOND_SCHEMA = "lungfish.journal/2";

    /// The schema of version 0.1.0, whose reasons are sentences alone. Also that of lines on the
    /// wire: there properties are only added.
    static final String FIRST_SCHEMA = "lungfish.journal/1";

    static final String ACCEPTED = "accepted";
    static final String ENDED = "ended";
    static final String RETURNED = "returned";
    static final String FOREIGN = "foreign";
    private static final String ENTERING = "entering";
    private static final String ENTERING_UNBOUNDED = "entering-unbounded";

    private EntryJson() {}

    /// Without its [seal][LineSeal].
    static byte[] write(JournalEntry entry) {
        return write(entry, SCHEMA);
    }

    static byte[] write(JournalEntry entry, String schema) {
        return JsonObject.write(
                json -> {
                    json.writeStringProperty("schema", schema);
                    json.writeStringProperty("entry", kind(entry));
                    properties(json, entry);
                },
                Bounds.LINE_BYTES - LineSeal.LENGTH);
    }

    /// Understands one line.
    ///
    /// @throws IllegalArgumentException where it is none of this version, with the reason in words
    static JournalEntry read(byte[] line) {
        JsonObject object = JsonObject.parse(line);
        refuseOtherSchema(object);
        return read(object.text("entry"), object);
    }

    /// Whether a line says what the host looked like before a sleep: much to read, and of no use
    /// once the request has ended.
    ///
    /// @throws IllegalArgumentException where it is no line of this version
    static boolean isEntering(byte[] line) {
        String kind = kind(line);
        return kind.equals(ENTERING) || kind.equals(ENTERING_UNBOUNDED);
    }

    /// The kind of entry that a line is, without reading what it says.
    ///
    /// @throws IllegalArgumentException where it is no line of this version
    static String kind(byte[] line) {
        JsonObject object = JsonObject.parseTop(line);
        refuseOtherSchema(object);
        return object.text("entry");
    }

    private static void refuseOtherSchema(JsonObject object) {
        String schema = object.text("schema");
        if (!List.of(SCHEMA, SECOND_SCHEMA, FIRST_SCHEMA).contains(schema)) {
            throw new IllegalArgumentException(
                    ("written as %s, this version knows %s: use the newer"
                                    + " version that wrote it")
                            .formatted(schema, SCHEMA));
        }
    }

    private static String kind(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Accepted _ -> ACCEPTED;
            case JournalEntry.TakingForeignAlarm _ -> "taking-foreign-alarm";
            case JournalEntry.TestingRtc _ -> "testing-rtc";
            case JournalEntry.TestedRtc _ -> "tested-rtc";
            case JournalEntry.PreparingGuests _ -> "preparing-guests";
            case JournalEntry.RunningHooks _ -> "running-hooks";
            case JournalEntry.ChoosingMode _ -> "choosing-mode";
            case JournalEntry.Entering _ -> ENTERING;
            case JournalEntry.EnteringUnbounded _ -> ENTERING_UNBOUNDED;
            case JournalEntry.Returned _ -> RETURNED;
            case JournalEntry.Undone _ -> "undone";
            case JournalEntry.Ended _ -> ENDED;
            case JournalEntry.Foreign _ -> FOREIGN;
        };
    }

    private static void properties(JsonGenerator json, JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Accepted(
                            SleepRequest request,
                            SleepState state,
                            Executor executor,
                            String rtc,
                            Fingerprint fingerprint,
                            Optional<Fingerprint> card,
                            Moment at) -> {
                RequestJson.write(json, request);
                json.writeStringProperty("state", state.spelling());
                json.writeStringProperty("executor", executor.spelling());
                json.writeObjectPropertyStart("fingerprint");
                FingerprintJson.write(json, fingerprint);
                json.writeEndObject();
                card.ifPresent(network -> {
                    json.writeObjectPropertyStart("card");
                    FingerprintJson.write(json, network);
                    json.writeEndObject();
                });
                json.writeStringProperty("rtc", rtc);
                SleepEvidenceJson.write(json, at);
            }
            case JournalEntry.TakingForeignAlarm(String rtc, RtcTime alarm) ->
                    alarm(json, rtc, alarm);
            case JournalEntry.TestingRtc(String rtc, RtcTime alarm) -> alarm(json, rtc, alarm);
            case JournalEntry.TestedRtc(RtcTest test) -> RtcTestJson.write(json, test);
            case JournalEntry.PreparingGuests(GuestPolicy policy, List<PreparedGuest> guests) -> {
                json.writeStringProperty("policy", policy.spelling());
                array(
                        json,
                        "guests",
                        guests,
                        guest -> pair(json, "uuid", guest.uuid(), "name", guest.name()));
            }
            case JournalEntry.RunningHooks(List<String> hooks) ->
                    array(json, "hooks", hooks, json::writeString);
            case JournalEntry.ChoosingMode(List<ModeFile> files) ->
                    array(
                            json,
                            "files",
                            files,
                            file -> pair(json, "file", file.file(), "before", file.before()));
            case JournalEntry.Entering(AlarmPlan plan, Duration promised, SleepEvidence before) -> {
                plan(json, plan);
                json.writeStringProperty("promised", promised.toString());
                SleepEvidenceJson.write(json, "before", before);
            }
            case JournalEntry.EnteringUnbounded(SleepEvidence before) ->
                    SleepEvidenceJson.write(json, "before", before);
            case JournalEntry.Returned(Segment segment) -> segment(json, segment);
            case JournalEntry.Undone(List<Reason> leftBehind) ->
                    OutcomeJson.reasons(json, "leftBehind", leftBehind);
            case JournalEntry.Ended(Outcome outcome, List<Reason> leftBehind, Moment at) -> {
                OutcomeJson.write(json, outcome);
                OutcomeJson.reasons(json, "leftBehind", leftBehind);
                SleepEvidenceJson.write(json, at);
            }
            case JournalEntry.Foreign(Optional<Segment> segment, Reason reason) -> {
                segment.ifPresent(slept -> segment(json, slept));
                ReasonJson.properties(json, reason);
            }
        }
    }

    private static void segment(JsonGenerator json, Segment segment) {
        json.writeName("segment");
        SegmentJson.write(json, segment);
    }

    private static void plan(JsonGenerator json, AlarmPlan plan) {
        alarm(json, plan.rtc(), plan.at());
        json.writeStringProperty("reason", plan.reason().spelling());
        if (!plan.whose().isEmpty()) {
            json.writeStringProperty("whose", plan.whose());
        }
    }

    private static void alarm(JsonGenerator json, String rtc, RtcTime alarm) {
        json.writeStringProperty("rtc", rtc);
        json.writeNumberProperty("alarm", alarm.secondsSinceEpoch());
    }

    private static <T> void array(
            JsonGenerator json, String name, List<T> items, Consumer<T> item) {
        json.writeArrayPropertyStart(name);
        items.forEach(item);
        json.writeEndArray();
    }

    private static void pair(
            JsonGenerator json, String name, String value, String otherName, String other) {
        json.writeStartObject();
        json.writeStringProperty(name, value);
        json.writeStringProperty(otherName, other);
        json.writeEndObject();
    }

    private static JournalEntry read(String kind, JsonObject object) {
        return switch (kind) {
            case ACCEPTED ->
                    new JournalEntry.Accepted(
                            RequestJson.read(object.object("request")),
                            object.spelled("state", SleepState.values(), SleepState::spelling),
                            object.spelled("executor", Executor.values(), Executor::spelling),
                            object.text("rtc"),
                            FingerprintJson.read(object.object("fingerprint")),
                            object.maybe("card", name -> FingerprintJson.read(object.object(name))),
                            SleepEvidenceJson.readMoment(object.object("at")));
            case "taking-foreign-alarm" ->
                    new JournalEntry.TakingForeignAlarm(object.text("rtc"), alarm(object));
            case "testing-rtc" -> new JournalEntry.TestingRtc(object.text("rtc"), alarm(object));
            case "tested-rtc" -> new JournalEntry.TestedRtc(RtcTestJson.read(object));
            case "preparing-guests" ->
                    new JournalEntry.PreparingGuests(
                            object.spelled("policy", GuestPolicy.values(), GuestPolicy::spelling),
                            object.objects("guests").stream()
                                    .map(guest ->
                                            new PreparedGuest(
                                                    guest.text("uuid"), guest.text("name")))
                                    .toList());
            case "running-hooks" -> new JournalEntry.RunningHooks(object.texts("hooks"));
            case "choosing-mode" ->
                    new JournalEntry.ChoosingMode(
                            object.objects("files").stream()
                                    .map(file ->
                                            new ModeFile(file.text("file"), file.text("before")))
                                    .toList());
            case ENTERING ->
                    new JournalEntry.Entering(
                            new AlarmPlan(
                                    object.text("rtc"),
                                    alarm(object),
                                    object.spelled(
                                            "reason",
                                            AlarmPlan.Reason.values(),
                                            AlarmPlan.Reason::spelling),
                                    object.maybe("whose", object::text).orElse("")),
                            object.duration("promised"),
                            SleepEvidenceJson.read(object.object("before")));
            case ENTERING_UNBOUNDED ->
                    new JournalEntry.EnteringUnbounded(
                            SleepEvidenceJson.read(object.object("before")));
            case RETURNED -> new JournalEntry.Returned(SegmentJson.read(object.object("segment")));
            case "undone" -> new JournalEntry.Undone(OutcomeJson.readReasons(object, "leftBehind"));
            case ENDED ->
                    new JournalEntry.Ended(
                            OutcomeJson.read(object.object("outcome")),
                            OutcomeJson.readReasons(object, "leftBehind"),
                            SleepEvidenceJson.readMoment(object.object("at")));
            case FOREIGN ->
                    new JournalEntry.Foreign(
                            object.maybe("segment", name -> SegmentJson.read(object.object(name))),
                            ReasonJson.read(object));
            default ->
                    throw new IllegalArgumentException(
                            "an entry of the unknown kind '%s': a newer version has written it; use that one"
                                    .formatted(kind));
        };
    }

    private static RtcTime alarm(JsonObject object) {
        return new RtcTime(object.number("alarm"));
    }
}
