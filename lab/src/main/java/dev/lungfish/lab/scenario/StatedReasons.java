package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.lab.LabException;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.OutcomeJson;
import dev.lungfish.state.json.SegmentJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Lungfish's report on one request (`docs/json.md`).
///
/// @param id of the request; empty if it was refused before it had one
/// @param outcome empty if it has none yet
/// @param segments the proved sleeps
/// @param leftBehind what it could not undo
record StatedReasons(
        String id, Optional<Outcome> outcome, List<Segment> segments, List<String> leftBehind) {

    /// Reads the answer of `lungfish suspend --json`.
    static StatedReasons ofSuspend(String json) {
        return read(object(json));
    }

    /// Reads the answer of `lungfish history --json`; external sleeps are left out.
    static List<StatedReasons> ofHistory(String json) {
        return object(json).objects("sleeps").stream()
                .filter(sleep -> sleep.has("request"))
                .map(StatedReasons::read)
                .toList();
    }

    /// Reads the last finished sleep from `lungfish status --json`; empty while a request runs, and
    /// if there was none.
    static Optional<StatedReasons> ofStatus(String json) {
        JsonObject status = object(json);
        return status.has("last")
                        && status.object("last").has("request")
                        && status.object("last").has("outcome")
                ? Optional.of(read(status.object("last")))
                : Optional.empty();
    }

    /// Reads the external sleeps from the answer of `lungfish history --json`.
    static List<ByOthers> ofOthers(String json) {
        return object(json).objects("sleeps").stream()
                .filter(sleep -> sleep.has("foreign"))
                .map(sleep ->
                        new ByOthers(
                                sleep.text("foreign"),
                                sleep.maybe(
                                        "segment", name -> SegmentJson.read(sleep.object(name)))))
                .toList();
    }

    /// Whether `lungfish doctor --json` says that a device is allowed to wake the host.
    static boolean mayWake(String json, String device) {
        return object(json).objects("wake").stream()
                .anyMatch(row -> row.text("name").equals(device) && row.flag("enabled"));
    }

    /// An external sleep.
    ///
    /// @param reason what is known of it, as text
    /// @param segment empty if the host did not sleep
    record ByOthers(String reason, Optional<Segment> segment) {}

    private static JsonObject object(String json) {
        try {
            return JsonObject.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new LabException("lungfish answered no JSON but: " + json, e);
        }
    }

    private static StatedReasons read(JsonObject sleep) {
        return new StatedReasons(
                sleep.has("request") ? sleep.object("request").text("id") : "",
                sleep.has("outcome")
                        ? Optional.of(OutcomeJson.read(sleep.object("outcome")))
                        : Optional.empty(),
                sleep.objects("segments").stream().map(SegmentJson::read).toList(),
                sleep.has("leftBehind") ? sleep.texts("leftBehind") : List.of());
    }

    /// The outcome, which there must be.
    Outcome ended() {
        return outcome.orElseThrow(() -> new LabException("request " + id + " has no outcome"));
    }

    /// The total time asleep.
    Duration asleep() {
        return segments.stream().map(Segment::asleep).reduce(Duration.ZERO, Duration::plus);
    }
}
