package dev.lungfish.state.kept;

import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.LeaseHolder;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import dev.lungfish.state.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// The fleet that a host belongs to, in the state directory: `fleet.json`. What a host has seen of
/// its controllers outlives its daemon and a power cut, so that it never obeys one that another has
/// replaced.
public final class MembershipFile {
    private static final String NAME = "fleet.json";
    private static final String SCHEMA = "lungfish.fleet/1";

    private MembershipFile() {}

    /// The fleet of the host; empty where it belongs to none.
    ///
    /// @throws StateException where the file can't be read or understood: the host obeys nobody
    ///   then
    public static Optional<Membership> read(StateDirectory state) throws StateException {
        Path file = state.file(NAME);
        Optional<byte[]> content = state.content(file);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(understood(JsonObject.parse(content.get())));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new StateException(
                    new StateReason.MembershipMalformed(
                            file.toString(), String.valueOf(e.getMessage())));
        }
    }

    private static Membership understood(JsonObject file) {
        if (!file.text("schema").equals(SCHEMA)) {
            throw new IllegalArgumentException(
                    "written as %s, this version knows %s".formatted(file.text("schema"), SCHEMA));
        }
        return new Membership(
                file.text("controller"),
                file.maybe("uri", file::text),
                new LeaseHolder(
                        new Epoch(file.number("epoch")),
                        file.has("lease")
                                ? Optional.of(lease(file.object("lease")))
                                : Optional.empty(),
                        autonomy(file.object("left"))));
    }

    private static Lease lease(JsonObject lease) {
        return new Lease(
                lease.text("id"),
                new Epoch(lease.number("epoch")),
                lease.spelled("target", SleepTarget.values(), SleepTarget::spelling),
                lease.duration("length"),
                autonomy(lease.object("autonomy")));
    }

    private static Autonomy autonomy(JsonObject autonomy) {
        return new Autonomy(
                Math.toIntExact(autonomy.number("sleeps")), autonomy.duration("longest"));
    }

    /// Keeps it, also through a power cut.
    ///
    /// @throws StateException where it can't be written; the host must not act on what it has not
    ///   kept
    public static void keep(StateDirectory state, Membership membership) throws StateException {
        state.create();
        state.replace(
                state.file(NAME),
                JsonObject.write(json -> {
                    LeaseHolder holder = membership.holder();
                    json.writeStringProperty("schema", SCHEMA);
                    json.writeStringProperty("controller", membership.controller());
                    membership.uri().ifPresent(uri -> json.writeStringProperty("uri", uri));
                    json.writeNumberProperty("epoch", holder.highest().number());
                    holder.last().ifPresent(lease -> write(json, lease));
                    write(json, "left", holder.left());
                }),
                true);
    }

    private static void write(JsonGenerator json, Lease lease) {
        json.writeObjectPropertyStart("lease");
        json.writeStringProperty("id", lease.id());
        json.writeNumberProperty("epoch", lease.epoch().number());
        json.writeStringProperty("target", lease.target().spelling());
        json.writeStringProperty("length", lease.length().toString());
        write(json, "autonomy", lease.autonomy());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Autonomy autonomy) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("sleeps", autonomy.sleeps());
        json.writeStringProperty("longest", autonomy.longest().toString());
        json.writeEndObject();
    }

    /// Forgets the fleet.
    ///
    /// @return whether there was one
    /// @throws StateException where the file can't be removed
    public static boolean forget(StateDirectory state) throws StateException {
        Path file = state.file(NAME);
        try {
            boolean was = Files.deleteIfExists(file);
            if (was) {
                state.sync();
            }
            return was;
        } catch (IOException e) {
            throw StateException.of("remove", file, e);
        }
    }
}
