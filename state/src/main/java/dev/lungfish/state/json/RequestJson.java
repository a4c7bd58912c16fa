package dev.lungfish.state.json;

import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.WayBack;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// A request as JSON, in the state directory and in the command's answers (`docs/json.md`).
public final class RequestJson {
    private RequestJson() {}

    /// Writes the property `request`.
    public static void write(JsonGenerator json, SleepRequest request) {
        json.writeObjectPropertyStart("request");
        json.writeStringProperty("id", request.id());
        json.writeStringProperty("requester", request.requester());
        json.writeStringProperty("target", request.target().spelling());
        request.length().ifPresent(length -> json.writeStringProperty("length", length.toString()));
        json.writeArrayPropertyStart("wake");
        request.wake().stream().sorted().map(WayBack::spelling).forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("delay", request.delay().toString());
        json.writeStringProperty("guests", request.guests().spelling());
        json.writeStringProperty("onEarlyWake", request.onEarlyWake().spelling());
        json.writeArrayPropertyStart("ignoredBlockers");
        request.ignoredBlockers().stream().sorted().forEach(json::writeString);
        json.writeEndArray();
        request.executor()
                .ifPresent(executor -> json.writeStringProperty("executor", executor.spelling()));
        json.writeBooleanProperty("dryRun", request.dryRun());
        json.writeBooleanProperty("proves", request.proves());
        if (request.purpose() == SleepRequest.Purpose.WHEN_IDLE) {
            json.writeBooleanProperty("whenIdle", true);
        }
        json.writeEndObject();
    }

    public static SleepRequest read(JsonObject object) {
        return SleepRequest.to(
                        object.spelled("target", SleepTarget.values(), SleepTarget::spelling))
                .named(object.text("id"))
                .by(object.text("requester"))
                .lasting(object.maybe("length", object::duration))
                .relyingOn(wake(object))
                .after(object.duration("delay"))
                .guests(object.spelled("guests", GuestPolicy.values(), GuestPolicy::spelling))
                .onEarlyWake(
                        object.spelled(
                                "onEarlyWake", EarlyWakePolicy.values(), EarlyWakePolicy::spelling))
                .ignoring(Set.copyOf(object.texts("ignoredBlockers")))
                .carriedOutBy(
                        object.maybe(
                                "executor",
                                name ->
                                        object.spelled(
                                                name, Executor.values(), Executor::spelling)))
                .purpose(purpose(object))
                .build();
    }

    private static SleepRequest.Purpose purpose(JsonObject object) {
        return object.maybe("whenIdle", object::flag).orElse(false)
                ? SleepRequest.Purpose.WHEN_IDLE
                : SleepRequest.Purpose.of(object.flag("dryRun"), object.flag("proves"));
    }

    /// An older version relied on the alarm alone, and did not say so.
    private static Set<WayBack> wake(JsonObject object) {
        return object.maybe("wake", object::texts).orElse(List.of(WayBack.RTC.spelling())).stream()
                .map(word ->
                        WayBack.ofSpelling(word)
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                ("'wake' names '%s'; a newer version may have"
                                                                + " written"
                                                                + " it")
                                                        .formatted(word))))
                .collect(Collectors.toSet());
    }
}
