package dev.lungfish.agent.neighbour;

import dev.lungfish.core.bound.BoundCheck;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.neighbour.SleepNotice;
import dev.lungfish.core.neighbour.Watch;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StoredFile;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.ReasonJson;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// The sleepers that a host expects back, in its state directory, so that it goes on expecting them
/// after a restart of its own.
public final class SleeperStore {
    private final StoredFile file;

    public SleeperStore(StateDirectory state) {
        file = StoredFile.open(state, "watches.json", "lungfish.watches/1");
    }

    /// Those that stand in it.
    public List<Watch> read() throws StateException {
        Optional<JsonObject> document = file.read();
        if (document.isEmpty()) {
            return List.of();
        }
        try {
            return document.get().objects("watches").stream().map(SleeperStore::watch).toList();
        } catch (IllegalArgumentException e) {
            throw file.unusable(e);
        }
    }

    /// Sets aside what [#read] can't understand, so that nothing overwrites it.
    ///
    /// @return under which name it is kept
    public Path setAside() throws StateException {
        return file.state().setAside(file.state().file(file.name()));
    }

    /// Replaces all, where a new one came. As each entry grows while its sleeper is woken, there
    /// must be room for that too.
    ///
    /// @param added the new one
    /// @throws StateException also where there is no room, with nothing changed
    /// @throws dev.lungfish.core.text.ReasonException where the new one is beyond a bound
    public void write(Collection<Watch> watches, SleepNotice added) throws StateException {
        BoundCheck.require(added);
        file.write(json -> array(json, watches), watches.size() * Bounds.WATCH_GROWTH_BYTES);
    }

    /// Replaces all.
    public void write(Collection<Watch> watches) throws StateException {
        file.write(json -> array(json, watches));
    }

    /// Writes them as a property `watches` of the object that is open.
    public static void array(JsonGenerator json, Collection<Watch> watches) {
        json.writeArrayPropertyStart("watches");
        for (Watch watch : watches) {
            json.writeStartObject();
            write(json, watch);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Watch watch) {
        SleepNotice notice = watch.notice();
        HostIdentityJson.write(json, notice.sleeper());
        json.writeStringProperty("request", notice.request());
        json.writeStringProperty("target", notice.target());
        json.writeStringProperty("asleepSince", notice.asleepSince().toString());
        notice.promised().ifPresent(time -> json.writeStringProperty("promised", time.toString()));
        switch (watch) {
            case Watch.Expecting _ -> json.writeStringProperty("state", "asleep");
            case Watch.Overdue overdue -> {
                json.writeStringProperty("state", "overdue");
                json.writeNumberProperty("attempts", overdue.attempts());
                json.writeStringProperty("pause", overdue.pause().toString());
                json.writeStringProperty("next", overdue.next().toString());
            }
            case Watch.Back back -> {
                json.writeStringProperty("state", "back");
                json.writeNumberProperty("attempts", back.attempts());
                json.writeStringProperty("at", back.at().toString());
                json.writeStringProperty("evidence", ReasonText.sentence(back.evidence()));
                json.writeName("evidenceDetails");
                ReasonJson.object(json, back.evidence());
            }
            case Watch.GivenUp given -> {
                json.writeStringProperty("state", "given-up");
                json.writeNumberProperty("attempts", given.attempts());
                json.writeStringProperty("at", given.at().toString());
            }
        }
    }

    private static Watch watch(JsonObject json) {
        SleepNotice notice =
                new SleepNotice(
                        HostIdentityJson.read(json),
                        json.text("request"),
                        json.text("target"),
                        json.instant("asleepSince"),
                        json.maybe("promised", json::instant));
        String state = json.text("state");
        return switch (state) {
            case "asleep" -> new Watch.Expecting(notice);
            case "overdue" ->
                    new Watch.Overdue(
                            notice,
                            (int) json.number("attempts"),
                            json.duration("pause"),
                            json.instant("next"));
            case "back" ->
                    new Watch.Back(
                            notice,
                            (int) json.number("attempts"),
                            json.instant("at"),
                            json.maybe("evidenceDetails", json::object)
                                    .map(ReasonJson::read)
                                    .orElseGet(
                                            () -> ReceivedReason.uncoded(json.text("evidence"))));
            case "given-up" ->
                    new Watch.GivenUp(notice, (int) json.number("attempts"), json.instant("at"));
            default -> throw new IllegalArgumentException("'state' is '" + state + "'");
        };
    }
}
