package dev.lungfish.state.kept;

import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.power.Planning.FileChange;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import dev.lungfish.state.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// What the settings of the processors were before Lungfish changed them, so that they can be put
/// back. Kept before the first change; a later change adds to it and replaces nothing.
///
/// @param boot of the host in which the values were found; empty where it is not known
/// @param at when the last change was made
/// @param by who wanted it
/// @param wanted in words: `profile power-saver`, `governor=performance`
/// @param values one for each file
/// @param services the profiles that services held before we had them take others
/// @param requests what was set, in that order, for processors that come online later
public record StoredCpuValues(
        String boot,
        Instant at,
        String by,
        String wanted,
        List<Value> values,
        List<Service> services,
        List<CpuSettingRequest> requests) {
    private static final String SCHEMA = "lungfish.cpu-values/1";

    /// One file.
    ///
    /// @param original what would put it back
    /// @param left what it held after our change; empty where a run ended before that was known
    public record Value(FileChange original, Optional<String> left) {
        /// Whether a value is ours or was there before; any other is somebody else's.
        public boolean isOurs(String found) {
            return left.isEmpty() || left.get().equals(found) || original.wanted().equals(found);
        }
    }

    /// One service.
    ///
    /// @param original its profile before
    /// @param left the profile that we had it take
    public record Service(PowerService.Kind kind, String original, String left) {}

    public StoredCpuValues {
        values = List.copyOf(values);
        services = List.copyOf(services);
        requests = List.copyOf(requests);
    }

    /// The kept ones of this boot; empty where nothing was changed in it.
    ///
    /// @throws StateException where the file can't be read or understood
    public static Optional<StoredCpuValues> read(StateDirectory state, String boot)
            throws StateException {
        Optional<byte[]> content = state.content(state.cpuValues());
        try {
            return content.filter(text -> text.length > 0)
                    .map(JsonObject::parse)
                    .map(StoredCpuValues::understand)
                    .filter(kept -> kept.boot.equals(boot));
        } catch (IllegalArgumentException e) {
            throw new StateException(
                    new StateReason.CpuValuesMalformed(
                            state.cpuValues().toString(), String.valueOf(e.getMessage())));
        }
    }

    /// These with others for files that are not kept yet.
    public List<Value> with(List<FileChange> originals) {
        Map<String, Value> merged = new LinkedHashMap<>();
        values.forEach(value -> merged.put(value.original().path(), value));
        originals.forEach(original ->
                merged.putIfAbsent(original.path(), new Value(original, Optional.empty())));
        return List.copyOf(merged.values());
    }

    /// These with one more request; earlier ones of which it leaves nothing are dropped.
    public StoredCpuValues with(CpuSettingRequest request) {
        List<CpuSettingRequest> all = new ArrayList<>(requests);
        all.removeIf(earlier ->
                request.values().keySet().containsAll(earlier.values().keySet())
                        && (request.processors().isEmpty()
                                || request.processors().equals(earlier.processors())));
        all.add(request);
        return new StoredCpuValues(boot, at, by, wanted, values, services, all);
    }

    /// These with what stands in each file now.
    ///
    /// @param found of a file; empty where it can't be read
    public StoredCpuValues leaving(Function<FileChange, Optional<String>> found) {
        return new StoredCpuValues(
                boot,
                at,
                by,
                wanted,
                values.stream()
                        .map(value -> new Value(value.original(), found.apply(value.original())))
                        .toList(),
                services,
                requests);
    }

    /// Keeps them, so that they outlive a power cut.
    public void keep(StateDirectory state) throws StateException {
        state.replace(state.cpuValues(), JsonObject.write(this::write), true);
    }

    /// Forgets what was kept: nothing is changed any more.
    public static void forget(StateDirectory state) throws StateException {
        if (state.content(state.cpuValues()).isPresent()) {
            state.replace(state.cpuValues(), new byte[0], true);
        }
    }

    private void write(JsonGenerator json) {
        json.writeStringProperty("schema", SCHEMA);
        json.writeStringProperty("boot", boot);
        json.writeStringProperty("at", at.toString());
        json.writeStringProperty("by", by);
        json.writeStringProperty("wanted", wanted);
        json.writeArrayPropertyStart("values");
        for (Value value : values) {
            json.writeStartObject();
            json.writeStringProperty("setting", value.original().setting().spelling());
            json.writeStringProperty("group", value.original().group());
            json.writeStringProperty("file", value.original().path());
            json.writeStringProperty("original", value.original().wanted());
            value.left().ifPresent(left -> json.writeStringProperty("left", left));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("services");
        for (Service service : services) {
            json.writeStartObject();
            json.writeStringProperty("name", service.kind().spelling());
            json.writeStringProperty("original", service.original());
            json.writeStringProperty("left", service.left());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("wishes");
        requests.forEach(request -> write(request, json));
        json.writeEndArray();
    }

    private static void write(CpuSettingRequest request, JsonGenerator json) {
        json.writeStartObject();
        request.processors()
                .ifPresent(set -> json.writeStringProperty("processors", set.toString()));
        json.writeArrayPropertyStart("settings");
        request.values()
                .forEach((setting, value) -> {
                    json.writeStartObject();
                    json.writeStringProperty("setting", setting.spelling());
                    json.writeStringProperty("value", value);
                    json.writeEndObject();
                });
        json.writeEndArray();
        json.writeEndObject();
    }

    private static CpuSettingRequest request(JsonObject object) {
        Map<CpuSetting, String> values = new EnumMap<>(CpuSetting.class);
        for (JsonObject setting : object.objects("settings")) {
            values.put(CpuSetting.of(setting.text("setting")), setting.text("value"));
        }
        return new CpuSettingRequest(
                values, object.maybe("processors", object::text).map(CpuSet::parse));
    }

    private static StoredCpuValues understand(JsonObject file) {
        if (!file.text("schema").equals(SCHEMA)) {
            throw new IllegalArgumentException("'schema' is " + file.text("schema"));
        }
        List<Value> values = new ArrayList<>();
        for (JsonObject value : file.objects("values")) {
            values.add(
                    new Value(
                            new FileChange(
                                    CpuSetting.of(value.text("setting")),
                                    value.text("group"),
                                    value.text("file"),
                                    value.text("original")),
                            value.maybe("left", value::text)));
        }
        List<Service> services = new ArrayList<>();
        for (JsonObject service : file.objects("services")) {
            services.add(
                    new Service(
                            service.spelled(
                                    "name",
                                    PowerService.Kind.values(),
                                    PowerService.Kind::spelling),
                            service.text("original"),
                            service.text("left")));
        }
        return new StoredCpuValues(
                file.text("boot"),
                file.instant("at"),
                file.text("by"),
                file.text("wanted"),
                values,
                services,
                file.maybe("wishes", file::objects).orElse(List.of()).stream()
                        .map(StoredCpuValues::request)
                        .toList());
    }
}
